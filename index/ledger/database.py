"""One SQLite file, for any number of threads: connections, transactions, remembered facts."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from index.errors import StoreError
from index.ledger.rows import ItemKind, Published
from index.ledger.schema import FORMAT, KINDRED, SCHEMA

_MAPPED = 1 << 30  # bytes of the file read in place: vectors come in half the time
MANY = 500  # parameters or rows a query: well below SQLite's limits on every platform

T = TypeVar("T")


class Database:
    """One store's file. Each thread has a connection of its own."""

    def __init__(self, store: Path, create: bool = False) -> None:
        self._path = store / "ledger.sqlite"
        self._local = threading.local()
        if create:
            store.mkdir(parents=True, exist_ok=True)
        elif not self._path.is_file():
            raise StoreError(f"{store} holds no index; build one with: python -m index --store {store}")
        self._prepare(create)

    def _prepare(self, create: bool) -> None:
        tables = self.db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").fetchone()[0]
        if not tables and create:
            with self.transaction() as db:
                for statement in SCHEMA.split(";"):
                    db.execute(statement)
                db.execute("INSERT INTO meta VALUES ('format', ?), ('generation', '0')", (str(FORMAT),))
        elif tables and self.fact("format") == "4":
            if not create:
                raise StoreError(f"{self._path} is of an older format; update it with: python -m index")
            with self.transaction() as db:
                for statement in KINDRED.split(";"):
                    db.execute(statement)
                db.execute("UPDATE meta SET value = ? WHERE key = 'format'", (str(FORMAT),))
        elif not tables or self.fact("format") != str(FORMAT):
            raise StoreError(
                f"{self._path} is not a ledger of format {FORMAT}; remove the folder {self._path.parent} "
                "and build the index anew."
            )

    @property
    def db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            try:
                db = sqlite3.connect(self._path, timeout=30, isolation_level=None)
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA synchronous = NORMAL")
                db.execute(f"PRAGMA mmap_size = {_MAPPED}")
            except sqlite3.OperationalError as error:
                raise StoreError(
                    f"{self._path} cannot be opened ({error}); see whether its disk is full or may not be written to."
                ) from error
            except sqlite3.DatabaseError as error:
                raise StoreError(
                    f"{self._path} cannot be opened as a ledger ({error}); remove the folder "
                    f"{self._path.parent} and build the index anew."
                ) from error
            self._local.db = db
        return db

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of the block or nothing of it."""
        db = self.db
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # a full disk may have ended it already
                db.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Closes this thread's connection; those of other threads end with their threads."""
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is not None:
            db.close()
            self._local.db = None

    def read(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> sqlite3.Cursor:
        """For the register."""
        return self.db.execute(query, values)

    # ------------------------------------------------------------------ facts about the whole

    def fact(self, key: str) -> str:
        """A remembered fact about the store; empty when it was never noted."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def note(self, key: str, value: str) -> None:
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @property
    def generation(self) -> int:
        return int(self.fact("generation"))

    def published(self) -> Published:
        """What was published last, read in one step."""
        facts = dict(self.db.execute("SELECT key, value FROM meta WHERE length(value) < 100").fetchall())
        positions: dict[ItemKind, int] = {
            kind: int(facts.get(position_key(kind)) or 0) for kind in ("passage", "statement")
        }
        return Published(
            int(facts["generation"]),
            facts.get("folder") or "1",
            facts.get("embedding", ""),
            positions,
            bool(facts.get("unclean")),
        )

    def doubt(self) -> None:
        """Notes that words or vectors look broken, so that the next update looks closely. A reader's: it does not
        wait for a writer, who will find out by itself."""
        db = sqlite3.connect(self._path, timeout=0.05, isolation_level=None)
        with closing(db), suppress(sqlite3.Error):
            db.execute("INSERT OR REPLACE INTO meta VALUES ('unclean', '1')")

    def publish(self, facts: dict[str, str]) -> None:
        """Makes everything written since the last call visible, in one step."""
        with self.transaction() as db:
            rows = [*facts.items(), ("generation", str(self.generation + 1))]
            db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)


def chunks(values: list[T]) -> Iterator[list[T]]:
    for place in range(0, len(values), MANY):
        yield values[place : place + MANY]


def marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def position_key(kind: ItemKind) -> str:
    """The name of the fact that tells how far words and vectors of a kind reach."""
    return f"position of {kind}s"
