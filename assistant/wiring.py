"""build_assistant: the only place that chooses real parts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from assistant.answering import Assistant
from assistant.asking import understand
from assistant.checking import Checker, draft_of
from assistant.directory import Directory
from assistant.naming import mentions_of
from assistant.place import Sense
from assistant.question import Message, Question
from assistant.rewording import Rewording
from assistant.settings import Settings
from assistant.word import words_of
from assistant.writing import Writer
from index.filters import EVERYTHING, Filters
from index.searching import Searcher
from index.settings import IndexSettings
from index.statement import Statement
from index.wiring import open_searcher

if TYPE_CHECKING:
    from index.attributing import Attributor

NEAREST = 3  # passages looked at for the day of an event
WITHIN = timedelta(days=4)  # and how far apart their articles may be


def build_assistant(store: Path, settings: Settings, index_settings: IndexSettings) -> Assistant:
    """An assistant over one store. Raises what the index raises when the store cannot be read."""
    searcher = open_searcher(store, index_settings)
    understanding = Understanding(searcher)
    checker = Checker(searcher, Drafts(), Senses(searcher, understanding))
    if not settings.model:
        return Assistant(understanding, searcher, None, checker)
    from assistant.model import build_model  # heavy, and only for those who name a model

    model = build_model(settings)
    writer = Writer(model, settings, checker, searcher.terms)
    return Assistant(Rewording(model, settings, understanding), searcher, writer, checker)


class Drafts:
    """Finds the statements of texts that are no articles. The parser is loaded when the first one comes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._attributor: Attributor | None = None

    def __call__(self, text: str) -> Sequence[Statement]:
        return self.each([text])[0]

    def each(self, texts: Sequence[str]) -> list[Sequence[Statement]]:
        """Those of each text: the parser reads many quicker than one by one."""
        with self._lock:  # it serves one thread at a time
            if self._attributor is None:
                from index.attributing import Attributor  # brings spaCy, which plain answers do not need

                self._attributor = Attributor()
            return list(self._attributor.attribute(map(draft_of, texts)))


class Senses:
    """What the checks need to know of words, of the index as it stands."""

    def __init__(self, searcher: Searcher, understanding: "Understanding") -> None:
        self._searcher, self._understanding = searcher, understanding

    def __call__(self) -> Sense:
        directory = self._understanding.directory()

        def who(told: str) -> frozenset[str]:
            mentions = mentions_of(words_of(told), directory, EVERYTHING)
            return frozenset(person.name for mention in mentions for person in mention.people)

        return Sense(self._searcher.terms, self._searcher.held, self._searcher.echoed, self._near, who)

    def _near(self, text: str, others: Sequence[str]) -> list[float]:
        own, *rest = self._searcher.embed([text, *others])
        return [float(other @ own) for other in rest]


class Understanding:
    """Understands messages against the speakers and outlets of the index as it stands."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._known: tuple[int, Directory] | None = None  # of one generation: its tables are made once

    def __call__(self, message: Message) -> Question:
        return replace(understand(message, self.directory()), all=message.all)

    def directory(self) -> Directory:
        """Everybody the index knows, as it stands."""
        generation, known = self._searcher.generation, self._known
        if known is None or known[0] != generation:
            newest = self._searcher.coverage().newest
            day = date.fromisoformat(newest) if newest else None
            directory = Directory(
                self._searcher.people(), self._searcher.outlets(), day, self._day_of, self._searcher.frequency,
                self._pronoun_of,
            )  # fmt: skip
            self._known = known = generation, directory
        return known[1]

    def _day_of(self, event: str) -> date | None:
        """The day of an event, when the articles nearest to it agree on one: reports of it come within days.
        Where they do not, none: to narrow a question to the wrong days would hide its answer."""
        days = sorted(hit.item.source.day for hit in self._searcher.search(event, NEAREST) if hit.item.source.day)
        return days[0] if len(days) == NEAREST and days[-1] - days[0] <= WITHIN else None

    def _pronoun_of(self, name: str) -> str:
        """The pronoun for somebody in the sentences that give their words, where it is always the same."""
        told = set[str]()
        for statement in self._searcher.statements(Filters((name,))):
            base = statement.sentences[0]
            told |= {statement.text[max(0, a - base) : b - base].casefold() for a, b in statement.speaker_spans}
        found = told & {"he", "she"}
        return found.pop() if len(found) == 1 else ""
