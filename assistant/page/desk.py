"""The seam between the page and the rest of the house: whoever sits at the desk answers the reader."""

from collections.abc import Callable, Iterator, Sequence
from threading import Lock
from typing import Protocol

from langchain_core.runnables import RunnableConfig

from assistant.answer import Answer
from assistant.claim import Claim
from assistant.library import Library
from assistant.question import Message
from index.article import Article
from index.coverage import Status
from index.errors import ServerError, StoreError

EMPTY = Status(0, 0, 0, None, None, "", 0, None, (), (), ())


class Desk(Protocol):
    """What the page needs, and no more. Every method may be called from several threads at once."""

    def stream(self, message: Message, config: RunnableConfig | None = None, /) -> Iterator[str | Answer]:
        """The words of the answer as they are written, then the complete Answer, which replaces them. The
        callbacks of `config` hear each step end."""
        ...

    def article(self, path_or_id: str, /) -> Article | None:
        """The article as stored, or None when the store no longer holds it."""
        ...

    def status(self) -> Status:
        """What the store holds now."""
        ...

    def library(self) -> Library:
        """The index, to look through. Raises StoreError while there is none."""
        ...

    def check(self, text: str, /) -> Sequence[Claim]:
        """Every claim of a text, and what the articles say to it. Raises StoreError while there is no index."""
        ...

    def examples(self) -> tuple[str, ...]:
        """Questions to begin with; none while there is no index."""
        ...


class LateDesk:
    """A desk that is taken as soon as there is an index to answer from: the page is up before it.

    `take` opens the real one; while it raises StoreError, or the server of its ledger does not answer, the store
    counts as empty. What else it raises is raised here."""

    def __init__(self, take: Callable[[], Desk]) -> None:
        self._take = take
        self._taken: Desk | None = None
        self._lock = Lock()

    def stream(self, message: Message, config: RunnableConfig | None = None, /) -> Iterator[str | Answer]:
        yield from self._desk().stream(message, config)

    def article(self, path_or_id: str, /) -> Article | None:
        return self._desk().article(path_or_id)

    def library(self) -> Library:
        return self._desk().library()

    def check(self, text: str, /) -> Sequence[Claim]:
        return self._desk().check(text)

    def status(self) -> Status:
        try:
            return self._desk().status()
        except (StoreError, ServerError):
            return EMPTY

    def examples(self) -> tuple[str, ...]:
        try:
            return self._desk().examples()
        except (StoreError, ServerError):
            return ()

    def _desk(self) -> Desk:
        with self._lock:
            if self._taken is None:
                self._taken = self._take()
            return self._taken
