"""build_assistant: the only place that chooses real parts."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from assistant.answering import Assistant
from assistant.asking import understand
from assistant.directory import Directory
from assistant.question import Message, Question
from assistant.settings import Settings
from index.searching import Searcher
from index.settings import IndexSettings
from index.wiring import open_searcher

NEAREST = 3  # passages looked at for the day of an event
WITHIN = timedelta(days=4)  # and how far apart their articles may be


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
        """The day of an event, when the articles nearest to it agree on one: reports of it come within days.
        Where they do not, none: to narrow a question to the wrong days would hide its answer."""
        days = sorted(hit.item.source.day for hit in self._searcher.search(event, NEAREST) if hit.item.source.day)
        return days[0] if len(days) == NEAREST and days[-1] - days[0] <= WITHIN else None
