"""The ledger in one SQLite file, for the processes of one machine."""

import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from index.errors import StoreError
from index.locking import writing

_MAPPED = 1 << 30  # bytes of the file read in place: vectors come in half the time
_TRIES, _PAUSE = 100, 0.1  # to empty the log while others read; the pause in seconds
_AT_ONCE = 1_000  # rows
FILE = "ledger.sqlite"


class SQLite:
    """An `Engine` (engine.py). Each thread has a connection of its own."""

    keeps_words = False

    def __init__(self, store: Path) -> None:
        self._store, self._path = store, store / FILE
        self.name, self.anew = str(self._path), f"remove the folder {store} and build the index anew"
        self.elsewhere = "name another folder with --store, or remove this one"
        self._local = threading.local()

    @property
    def db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            self._store.mkdir(parents=True, exist_ok=True)
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
                raise StoreError(f"{self._path} cannot be opened as a ledger ({error}); {self.anew}.") from error
            self._local.db = db
        return db

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        db = self.db
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # a full disk may have ended it already
                db.execute("ROLLBACK")
            raise

    def writing(self, wait: float = 0.0) -> AbstractContextManager[None]:
        return writing(self._store, wait)

    def is_there(self) -> bool:
        query = "SELECT count(*) FROM sqlite_master WHERE name = 'meta'"
        return self._path.is_file() and bool(self.db.execute(query).fetchone()[0])

    def statements(self, tables: str) -> list[str]:
        return tables.split(";")

    def dump(self, tables: Sequence[str]) -> Iterator[tuple[str, list[Any]]]:
        with self.transaction() as db:  # nobody writes meanwhile
            for name in tables:
                rows = db.execute(f"SELECT * FROM {name}")
                while some := rows.fetchmany(_AT_ONCE):
                    yield name, some

    def took_in(self) -> None:
        return  # SQLite goes on behind whatever is there

    def doubt(self) -> None:
        db = sqlite3.connect(self._path, timeout=0.05, isolation_level=None)
        with closing(db), suppress(sqlite3.Error):
            db.execute("INSERT OR REPLACE INTO meta VALUES ('unclean', '1')")

    def damage(self) -> list[str]:
        found = [str(row[0]) for row in self.db.execute("PRAGMA integrity_check(20)")]
        return [] if found == ["ok"] else found

    def overwrite_deleted(self) -> None:
        self.db.execute("PRAGMA secure_delete = ON")

    def pack(self) -> None:
        """Writes the file anew without what was deleted, and empties its log: no deleted byte is left in either."""
        self.overwrite_deleted()
        self.db.execute("VACUUM")
        for _ in range(_TRIES):
            busy, *_ = self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy:
                return
            time.sleep(_PAUSE)  # a reader is at an older state; none stays there for long

    def copy_to(self, file: Path) -> None:
        """A copy of the whole file as it is now, packed. An unpublished part of it is left to whoever takes it in."""
        self.db.execute("VACUUM INTO ?", (str(file),))

    def size(self) -> int:
        return 0

    def close(self) -> None:
        """Closes this thread's connection; those of other threads end with their threads."""
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is not None:
            db.close()
            self._local.db = None
