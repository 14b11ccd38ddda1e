"""What the ledger needs of the database that holds its tables: SQLite (sqlite.py) or PostgreSQL (postgres.py)."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Values = Sequence[Any] | dict[str, Any]  # for marks ``?`` in their order, or for ``:name``


class Rows(Protocol):
    """What a query gives: tuples."""

    def fetchone(self) -> Any: ...

    def fetchall(self) -> list[Any]: ...

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """Queries are written so that both engines understand them. An `IN` needs one value at least."""

    def execute(self, query: str, values: Values = ..., /) -> Rows: ...

    def executemany(self, query: str, rows: Iterable[Any], /) -> object: ...


class Engine(Protocol):
    """One ledger's tables, for any number of threads.

    Raises StoreError for what is no ledger, ServerError where a server does not answer, LockedError where another
    process writes.
    """

    name: str  # as errors call it
    anew: str  # how to begin anew, as errors tell it
    elsewhere: str  # how to keep what it holds and begin beside it
    keeps_words: bool  # whether words are kept with the ledger (index/ledger/words.py)

    @property
    def db(self) -> Connection:
        """A connection of this thread's own: each query alone, or in the transaction that the thread has begun."""

    def transaction(self) -> AbstractContextManager[Connection]:
        """All of the block or nothing of it."""

    def writing(self, wait: float = 0.0) -> AbstractContextManager[None]:
        """Holds the one lock on writing for the block. Raises LockedError, which says who holds it, when another
        process still does after `wait` seconds (-1: as long as it takes)."""

    def is_there(self) -> bool:
        """Whether it holds the tables of a ledger."""

    def statements(self, tables: str) -> list[str]:
        """Definitions of tables (index/ledger/schema.py) as this engine writes them, one by one."""

    def dump(self, tables: Sequence[str]) -> Iterator[tuple[str, list[Any]]]:
        """All rows of these tables as of one moment, some of one table at a time."""

    def took_in(self) -> None:
        """Has numbers go on behind those that were written, numbers and all."""

    def doubt(self) -> None:
        """Notes the fact ``unclean``, without waiting for a writer; nothing where that cannot be done."""

    def damage(self) -> list[str]:
        """What the engine itself finds wrong with what it holds."""

    def overwrite_deleted(self) -> None:
        """Has what is deleted from now on leave no trace, as far as the engine can."""

    def pack(self) -> None:
        """Gives back the room of what was deleted."""

    def size(self) -> int:
        """Bytes beside those in the store's folder."""

    def close(self) -> None:
        """Lets go of what this thread holds."""
