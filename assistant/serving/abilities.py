"""What other programs may ask of a newsroom: the command line's abilities, as functions from plain values to JSON.

An endpoint (endpoints.py) and an MCP tool (tools.py) is made of each. Its signature is what they may send, with the
names of the command line's options; its result is the command line's JSON; its docstring is what a model reads to
choose it.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from assistant.answer import Answer
from assistant.answering import Assistant
from assistant.claim import Claim
from assistant.question import Message, Turn
from assistant.reporting import Kindred, answer_fields, check_fields, cited_ids
from assistant.serving.watched import Watched
from index.exporting import statement_fields
from index.filters import Filters
from index.reporting import article_fields, hit_fields

LONGEST_QUESTION = 2_000  # characters: more than anyone asks, and little enough to search with
LONGEST_TEXT = 50_000  # characters of a text to check: a long read, some hundred claims
MOST_RESULTS = 1_000
MOST_TURNS = 20  # earlier turns that go with a question

Fields = dict[str, Any]
Turns = list[dict[str, str]]


class Abilities:
    """The five, over an assistant that `open_assistant` gives at each call. ValueError says what is wrong with an
    argument and how to mend it."""

    def __init__(self, open_assistant: Callable[[], Assistant | Watched]) -> None:
        self._open = open_assistant

    def each(self) -> dict[str, Callable[..., Any]]:
        """Every ability by its name: what is not here, nobody can call."""
        five = (self.ask, self.who_said, self.search_articles, self.read_article, self.check_text)
        return {ability.__name__: ability for ability in five}

    def ask(
        self,
        question: str,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        language: str | None = None,
        speaker: str | None = None,
        all: bool = False,
        turns: Turns | None = None,
    ) -> Iterator[Fields]:
        """Answers a question about the indexed news articles: what somebody said, who said something, whether they
        did, or what happened. Every claim is cited to exact words in an article, under the speaker who said them;
        `standing` is "declined" when the articles do not say. While an answer is being written, `standing` is null
        and nothing is final.

        Args:
            question: the question in plain words, such as "What did the minister say about the port?"
            since: only articles of this day or later, as YYYY-MM-DD
            until: only articles of this day or earlier, as YYYY-MM-DD
            outlet: only articles of this outlet
            language: only articles in this language, such as en
            speaker: only what this person said
            all: up to 100 statements, not only the closest
            turns: earlier turns, each {"question": ..., "answer": ...}, so that "he" and "then" are understood
        """
        filters = _filters(since, until, outlet, language, speaker)
        asked = _text("question", question, LONGEST_QUESTION)
        written = ""
        for part in self._open().stream(Message(asked, _turns(turns), filters, bool(all))):
            if isinstance(part, Answer):
                yield answer_fields(None, asked, part, self._kin([part]))
            else:
                written += part
                yield {"id": None, "question": asked, "standing": None, "answer": written}

    def who_said(
        self,
        speaker: str | None = None,
        about: str | None = None,
        path: str | None = None,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        language: str | None = None,
        limit: int = 100,
    ) -> list[Fields]:
        """Lists statements from the articles: the exact words with their place, speaker, role, cue, whether they are
        quoted or paraphrased, and the other articles that carried them. By day, or nearest first with `about`.

        Args:
            speaker: only this person's: a full name, an alias or a surname
            about: those nearest to this topic or these words
            path: only those of this article, by its path or id
            since: only articles of this day or later, as YYYY-MM-DD
            until: only articles of this day or earlier, as YYYY-MM-DD
            outlet: only articles of this outlet
            language: only articles in this language, such as en
            limit: how many at the most, up to 1,000
        """
        searcher, most = self._open().searcher, _number("limit", limit)
        filters = _filters(since, until, outlet, language, speaker)
        found = searcher.statements_about(_optional("about", about), filters, most, _optional("path", path))
        return [statement_fields(statement, searcher.copies(statement)) for statement in found]

    def search_articles(
        self,
        query: str,
        k: int = 10,
        since: str | None = None,
        until: str | None = None,
        outlet: str | None = None,
        language: str | None = None,
        speaker: str | None = None,
    ) -> Fields:
        """Finds the passages of the articles that fit a query best, by words and by meaning, each with its article,
        outlet, day and exact place.

        Args:
            query: what to look for; words in quotation marks count more
            k: how many passages, up to 1,000
            since: only articles of this day or later, as YYYY-MM-DD
            until: only articles of this day or earlier, as YYYY-MM-DD
            outlet: only articles of this outlet
            language: only articles in this language, such as en
            speaker: only passages with words of this person
        """
        words = _text("query", query, LONGEST_QUESTION)
        filters = _filters(since, until, outlet, language, speaker)
        hits = self._open().searcher.search(words, _number("k", k), filters)
        kin = self._open().searcher.kin([hit.item.source.article_id for hit in hits])
        ranked = enumerate(hits, 1)
        results = [hit_fields(rank, hit, kin.get(hit.item.source.article_id, ())) for rank, hit in ranked]
        return {"id": None, "query": words, "results": results}

    def read_article(self, path_or_id: str) -> Fields:
        """Gives a whole article as stored: headline, outlet, byline, day, address and body. All offsets in other
        results count the characters of this body.

        Args:
            path_or_id: its path or id, as other results show it
        """
        article = self._open().article(_text("path_or_id", path_or_id, LONGEST_QUESTION))
        if article is None:
            raise ValueError(
                f"no single article is called {path_or_id[:200]!r}: name a path or an id that a result shows"
            )
        return article_fields(article.source) | {"body": article.body}

    def check_text(self, text: str) -> Fields:
        """Checks a draft, a story or an answer against the articles: each claim and quotation in it with a verdict
        (supported, misquoted, misattributed, contradicted, opinion-as-fact or not_found), the reason, and citations
        of the true words under their true speaker.

        Args:
            text: the text to check
        """
        claims = self._open().check(_text("text", text, LONGEST_TEXT))
        return check_fields(None, claims, self._kin(claims))

    def _kin(self, cited: Sequence[Answer | Claim]) -> Kindred:
        return self._open().searcher.kin(cited_ids(cited))


def _text(name: str, value: object, longest: int) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} is empty: write it as text")
    if len(value) > longest:
        raise ValueError(f"{name} has {len(value):,} characters: {longest:,} are the most")
    return value.encode("utf-8", "replace").decode("utf-8")  # half a character can be sent in JSON, and not be answered


def _optional(name: str, value: object) -> str:
    return "" if value is None or value == "" else _text(name, value, LONGEST_QUESTION)


def _number(name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_RESULTS:
        raise ValueError(f"{name} is {str(value)[:100]}: give a whole number from 1 to {MOST_RESULTS:,}")
    return value


def _filters(since: object, until: object, outlet: object, language: object, speaker: object) -> Filters:
    first, last = _day("since", since), _day("until", until)
    if first and last and first > last:
        raise ValueError(f"since ({first}) is after until ({last}): swap them")
    told = (_optional("speaker", speaker), _optional("outlet", outlet), _optional("language", language))
    speakers, outlets, languages = (tuple(filter(None, [one])) for one in told)
    return Filters(speakers, first, last, outlets, languages)


def _day(name: str, value: object) -> date | None:
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"{name} is {str(value)[:100]!r}, which is no day: write it as 2031-05-04") from None


def _turns(value: object) -> tuple[Turn, ...]:
    if not value:
        return ()
    if not isinstance(value, list) or not all(isinstance(turn, dict) for turn in value):
        raise ValueError('turns is a list of {"question", "answer"}')
    return tuple(Turn(_said(turn, "question"), _said(turn, "answer")) for turn in value[-MOST_TURNS:])


def _said(turn: dict[str, Any], name: str) -> str:
    return str(turn.get(name) or "")[:LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")
