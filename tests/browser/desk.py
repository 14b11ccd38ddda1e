"""A desk with its replies queued: a small real child of the page's seam, for tests without an index."""

import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from langchain_core.runnables import RunnableConfig

from assistant.answer import Answer, Candidate, Citation, Outcome, Standing
from assistant.claim import Claim
from assistant.library import Library
from assistant.question import Message, Question
from index.article import Article, Source
from index.coverage import Coverage, Status
from index.errors import StoreError
from index.filters import EVERYTHING, Filters
from index.passage import Passage
from index.statement import Span, Speaker, Statement

Reply = Iterable[str | Answer]
EXAMPLES = ("What did Dorian Pask say about the treaty?", "Who spoke about the quays?")


@dataclass(slots=True)
class QueueDesk:
    """Answers each message with the next reply of its queue; remembers what it was asked."""

    articles: dict[str, Article]
    replies: deque[Reply] = field(default_factory=deque)
    asked: list[Message] = field(default_factory=list)
    roots: tuple[str, ...] = ("corpus/articles",)
    pause: float = 0.0  # seconds between two parts of a reply
    shelf: Library | None = None

    def stream(self, message: Message, config: RunnableConfig | None = None, /) -> Iterator[str | Answer]:
        self.asked.append(message)
        for part in self.replies.popleft():
            time.sleep(self.pause)
            yield part

    def article(self, path_or_id: str) -> Article | None:
        return self.articles.get(path_or_id)

    def library(self) -> Library:
        if self.shelf is None:
            raise StoreError("This desk has no index.")
        return self.shelf

    def check(self, text: str) -> list[Claim]:
        raise StoreError("This desk has no index.")

    def examples(self) -> tuple[str, ...]:
        return EXAMPLES

    def status(self) -> Status:
        days = sorted(one.source.published[:10] for one in self.articles.values())
        held = len(self.articles)
        oldest, newest = (days[0], days[-1]) if days else (None, None)
        at = "2033-01-10T08:00:00+00:00" if held else None
        return Status(held, 3 * held, held, oldest, newest, "minilm", 1, at, self.roots, (), ())


def article_of(
    article_id: str, headline: str, text: str, *, outlet: str = "The Daily Lantern", url: str = ""
) -> Article:
    """An article of 4 March 2031 whose body begins with its headline, as stored bodies do."""
    source = Source(
        article_id, f"{article_id}.md", headline, outlet, "Tracey Umber", "2031-03-04", url, "en", article_id
    )
    return Article(source, f"{headline}\n\n{text}")


def cited(article: Article, sentence: str, *words: str, label: int = 1) -> Citation:
    """A citation of `sentence`, which stands in the article, with the exact `words` inside it."""
    start = article.body.index(sentence)
    spans = tuple(_found(article, part, start) for part in words)
    item = Passage(article.source, 0, len(article.body), article.body)
    return Citation(label, item, start, start + len(sentence), sentence, spans)


def said(article: Article, speaker: str, role: str, sentence: str, words: str, *, label: int = 1) -> Citation:
    """A citation of a statement."""
    start = article.body.index(sentence)
    span = _found(article, words, start)
    end = start + len(sentence)
    item = Statement(
        article.source, (Speaker(speaker, role, ()),), (), (span,), (start, end), sentence, "said", None,
        "direct", "name", 0.9, False, "",
    )  # fmt: skip
    return Citation(label, item, start, end, sentence, (span,))


def answer_of(
    text: str,
    *citations: Citation,
    standing: Standing = "grounded",
    outcome: Outcome | None = None,
    candidates: tuple[Candidate, ...] = (),
    filters: Filters = EVERYTHING,
) -> Answer:
    """An answer over 42 articles of two years."""
    question = Question("the question", "open", "the harbour treaty", filters)
    coverage = Coverage(42, "2031-01-14", "2032-12-09", "2033-01-10T08:00:00+00:00")
    return Answer(question, text, citations, standing, outcome, candidates, coverage)


def _found(article: Article, words: str, after: int) -> Span:
    start = article.body.index(words, after)
    return start, start + len(words)
