"""The ledger on a PostgreSQL server, for the processes of any number of machines, through SQLAlchemy Core.

Only this and queries.py import sqlalchemy. SQLite is spoken to without it: it would add 0.1 ms to a query of 0.01 ms.
No message tells the password, nor any text of an article.
"""

import os
import socket
import threading
import time
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import sqlalchemy
from sqlalchemy import TextClause, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoneFreeError

from index.errors import IndexingError, LockedError, ServerError, SettingsError
from index.ledger.queries import Fetched, Served, fetched
from index.ledger.schema import IN_POSTGRES, POSTGRES, TABLES, WORDS
from index.ledger.words import counted_anew

_CONNECTIONS = 16  # of one process at most; a query holds one for milliseconds
_AT_ONCE = 1_000  # rows
_TRIES, _PAUSE = 5, 0.5  # of an update; between two tries the pause doubles: 7.5 s in all
_AGAIN_SECONDS = 0.2  # between two tries to get the lock
_PATIENCE = {  # seconds and times: to connect, and until a machine that is gone is noticed
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
# The lock belongs to the schema that holds the tables, and ends with the connection that took it.
_LOCK = "'pg_namespace'::regclass::int, to_regnamespace(current_schema())::oid::int"
_HOLDER = (
    "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted "
    "AND datname = current_database() "
    "AND classid::int = 'pg_namespace'::regclass::int AND objid::int = to_regnamespace(current_schema())::oid::int"
)
_NOTICED = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"


class Postgres:
    """An `Engine` (engine.py), over a pool of connections."""

    keeps_words = True

    def __init__(self, url: str) -> None:
        """Connects when it is first asked. Raises SettingsError for what is no address of a database."""
        address = _address(url)
        self.name = (
            f"the PostgreSQL database {address.database} at {address.host or 'localhost'}:{address.port or 5432}"
        )
        self.anew = "name an empty database in INDEX_LEDGER_URL and build the index anew"
        self.elsewhere = "name another database in INDEX_LEDGER_URL, or empty this one"
        self._pool = sqlalchemy.create_engine(
            address, pool_size=_CONNECTIONS, max_overflow=0, hide_parameters=True, connect_args=_PATIENCE
        )
        self._alone = self._pool.execution_options(isolation_level="AUTOCOMMIT")
        self._local = threading.local()
        self._held: sqlalchemy.Connection | None = None  # that has the lock
        self._asking = threading.Lock()
        weakref.finalize(self, self._pool.dispose)

    # ------------------------------------------------------------------ queries

    @property
    def db(self) -> Served:
        begun: Served | None = getattr(self._local, "begun", None)
        return begun or Served(self, None)

    @contextmanager
    def transaction(self) -> Iterator[Served]:
        self._still_held()
        with self.telling(), self._pool.begin() as connection:
            self._local.begun = Served(self, connection)
            try:
                yield self._local.begun
            finally:
                self._local.begun = None

    def run(self, query: TextClause, values: Any) -> Fetched:
        """A query by itself; once more on a new connection where the old one was lost, as by a restart."""
        for again in (True, False):
            with self.telling():
                try:
                    with self._alone.connect() as connection:
                        return fetched(connection.execute(query, values))
                except DBAPIError as error:
                    if not (again and error.connection_invalidated):
                        raise
        raise AssertionError("the second try returns or raises")

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Raises ServerError for what only the server or its keeper can mend."""
        try:
            yield
        except NoneFreeError as error:
            raise ServerError(f"{self.name} is too slow: no connection came free; try again") from error
        except DBAPIError as error:
            if not (error.connection_invalidated or _is_its(error.orig)):
                raise
            said = str(error.orig).strip().splitlines() or [type(error.orig).__name__]
            raise ServerError(
                f"{self.name} does not answer ({said[0][:200]}); see that it runs, and that INDEX_LEDGER_URL is right"
            ) from None

    # ------------------------------------------------------------------ one writer

    @contextmanager
    def writing(self, wait: float = 0.0) -> Iterator[None]:
        me = f"process {os.getpid()} on {socket.gethostname()[:20]} since {datetime.now(UTC):%FT%TZ}"
        self._await()
        with self.telling():
            held = self._alone.connect()
        try:
            with self.telling():
                held.exec_driver_sql(_NOTICED)
                held.execute(text("SELECT set_config('application_name', :me, false)"), {"me": me})
                self._take(held, wait)
            self._held = held
            yield
        finally:
            self._held = None
            with suppress(SQLAlchemyError):
                held.execute(text(f"SELECT pg_advisory_unlock({_LOCK})"))
            held.invalidate()  # so that the next one to use it does not go by this name
            held.close()

    def _await(self) -> None:
        """Until the server answers; and a connection that a restart has cut off is found out. Raises ServerError where
        it does not answer for some seconds."""
        for again in range(_TRIES):
            try:
                self.db.execute("SELECT 1")
            except ServerError:
                if again == _TRIES - 1:
                    raise
                time.sleep(_PAUSE * 2**again)
            else:
                return

    def _take(self, held: sqlalchemy.Connection, wait: float) -> None:
        until = time.monotonic() + wait
        while not held.execute(text(f"SELECT pg_try_advisory_lock({_LOCK})")).scalar():
            if wait >= 0 and time.monotonic() >= until:
                who = held.execute(text(_HOLDER)).scalar() or "another process"
                raise LockedError(f"{self.name} is being written by {who}; wait until it is done.")
            time.sleep(_AGAIN_SECONDS)

    def _still_held(self) -> None:
        """Raises ServerError where the lock went with its connection: somebody else may be writing by now."""
        with self._asking:
            try:
                if self._held is not None:
                    self._held.execute(text("SELECT 1"))
            except SQLAlchemyError:
                raise ServerError(
                    f"{self.name} went away, and with it the lock on writing; see that it runs, and that "
                    "INDEX_LEDGER_URL is right, then run this again: it goes on from there"
                ) from None

    # ------------------------------------------------------------------ the whole

    def is_there(self) -> bool:
        return bool(self.db.execute("SELECT to_regclass('meta') IS NOT NULL").fetchone()[0])

    def statements(self, tables: str) -> list[str]:
        for ours, theirs in IN_POSTGRES.items():
            tables = tables.replace(ours, theirs)
        return f"{POSTGRES};{tables};{WORDS}".split(";") if "CREATE TABLE meta" in tables else tables.split(";")

    def dump(self, tables: Sequence[str]) -> Iterator[tuple[str, list[Any]]]:
        one_moment = self._pool.execution_options(isolation_level="REPEATABLE READ", yield_per=_AT_ONCE)
        with self.telling(), one_moment.connect() as connection:
            for name in tables:
                for some in connection.execute(text(f"SELECT * FROM {name}")).partitions():
                    yield name, [tuple(row) for row in some]

    def took_in(self) -> None:
        for name in ("articles", "items"):
            self.db.execute(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'number'), coalesce(max(number), 0) + 1, false) "
                f"FROM {name}"
            )

    def doubt(self) -> None:
        with suppress(IndexingError, SQLAlchemyError), self.transaction() as db:
            db.execute("SET LOCAL lock_timeout = 50")
            db.execute("UPDATE meta SET value = '1' WHERE key = 'unclean'")

    def damage(self) -> list[str]:
        return []  # its keeper's: pg_amcheck, and checksums of its pages

    def overwrite_deleted(self) -> None:
        return  # its files and its log are not ours to overwrite

    def pack(self) -> None:
        with self.transaction() as db:
            counted_anew(db)
        for name in (*TABLES, "words", "lexicon"):
            self.db.execute(f"VACUUM (FULL, ANALYZE) {name}")  # written anew; who asks for it waits meanwhile

    def size(self) -> int:
        query = "SELECT sum(pg_total_relation_size(to_regclass(name))) FROM unnest(CAST(:tables AS text[])) AS name"
        return int(self.db.execute(query, {"tables": [*TABLES, "words", "lexicon"]}).fetchone()[0])

    def close(self) -> None:
        return  # a thread holds nothing between two queries; the pool goes with this object


def _address(url: str) -> sqlalchemy.URL:
    """Raises SettingsError for what is none, without telling it: it may hold a password."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        address = None
    if address is None or address.drivername not in ("postgresql", "postgres") or not address.database:
        raise SettingsError(
            "INDEX_LEDGER_URL is no address of a database; write it as postgresql://USER:PASSWORD@HOST:PORT/DATABASE"
        ) from None
    return address.set(drivername="postgresql+psycopg")


def _is_its(error: BaseException | None) -> bool:
    """Whether it is of the server's state: it ends, is full, has no room for us or does not let us."""
    names = {kind.__name__ for kind in type(error).__mro__}
    return bool(names & {"OperationalError", "InterfaceError", "InsufficientPrivilege"})
