"""build_assistant: the only place that chooses real parts."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant.answering import Assistant
from assistant.asking import understand
from assistant.directory import Directory
from assistant.question import Message, Question
from assistant.settings import Settings
from index.searching import Searcher
from index.settings import IndexSettings
from index.wiring import open_searcher

LOOKED_AT = 10  # passages looked at for an event
CLEARLY = 0.9  # share of an event's words that an article must hold to be the one that tells of it


def build_assistant(store: Path, settings: Settings, index_settings: IndexSettings) -> Assistant:
    """An assistant over one store. Raises what the index raises when the store cannot be read."""
    searcher = open_searcher(store, index_settings)
    model = None
    if settings.model:
        from assistant.model import build_model  # heavy, and only for those who name a model

        model = build_model(settings)
    return Assistant(Understanding(searcher), searcher, model)


class Understanding:
    """Understands messages against the speakers and outlets of the index as it stands."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._known: tuple[int, Directory] | None = None  # of one generation: its tables are made once

    def __call__(self, message: Message) -> Question:
        return replace(understand(message, self._directory()), all=message.all)

    def _directory(self) -> Directory:
        generation, known = self._searcher.generation, self._known
        if known is None or known[0] != generation:
            newest = self._searcher.coverage().newest
            day = date.fromisoformat(newest) if newest else None
            directory = Directory(
                self._searcher.people(), self._searcher.outlets(), day, self._day_of, self._searcher.frequency
            )
            self._known = known = generation, directory
        return known[1]

    def _day_of(self, event: str) -> date | None:
        """The day most of the articles that clearly tell of an event are from; the earliest such day."""
        hits = self._searcher.search(event, LOOKED_AT)
        days = Counter(hit.item.source.day for hit in hits if hit.overlap >= CLEARLY and hit.item.source.day)
        return min(days, key=lambda day: (-days[day], day), default=None)
