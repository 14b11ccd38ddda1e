"""The tables, their facts about the whole, and transactions; on whichever engine holds them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from index.article import Article
from index.errors import StoreError
from index.ledger.engine import Connection, Engine, Rows
from index.ledger.rows import ItemKind, Published, Row
from index.ledger.schema import FORMAT, ITEM_COLUMNS, KINDRED, SCHEMA
from index.ledger.shaping import row_of, source_of
from index.ledger.sqlite import SQLite

MANY = 500  # parameters or rows a query: well below SQLite's limits on every platform
NOTE = "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"

T = TypeVar("T")


class Database:
    """One store's tables, for any number of threads; in the store's folder when no other engine is given."""

    def __init__(self, store: Path, create: bool = False, engine: Engine | None = None) -> None:
        self.engine: Engine = engine or SQLite(store)
        if not self.engine.is_there():
            if not create:
                raise StoreError(f"{store} holds no index; build one with: python -m index --store {store}")
            with self.transaction() as db:
                for statement in self.engine.statements(SCHEMA):
                    db.execute(statement)
                db.execute("INSERT INTO meta VALUES ('format', ?), ('generation', '0')", (str(FORMAT),))
        elif self.fact("format") == "4":
            if not create:
                raise StoreError(f"{self.engine.name} is of an older format; update it with: python -m index")
            with self.transaction() as db:
                for statement in self.engine.statements(KINDRED):
                    db.execute(statement)
                db.execute("UPDATE meta SET value = ? WHERE key = 'format'", (str(FORMAT),))
        elif self.fact("format") != str(FORMAT):
            raise StoreError(f"{self.engine.name} is not a ledger of format {FORMAT}; {self.engine.anew}.")

    @property
    def db(self) -> Connection:
        return self.engine.db

    def transaction(self) -> AbstractContextManager[Connection]:
        """All of the block or nothing of it."""
        return self.engine.transaction()

    def close(self) -> None:
        """Lets go of what this thread holds; what others hold ends with them."""
        self.engine.close()

    def read(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> Rows:
        """For the register."""
        return self.db.execute(query, values)

    def with_texts(self, rows: Iterable[Sequence[Any]]) -> Iterator[Row]:
        """Items from the columns of ITEM and SOURCE, in their order. For some of them at a time the body of each
        article is read once: a long read with thousands of passages is megabytes, which no row may bring anew.
        An item whose article was taken down meanwhile is left out."""
        remaining = iter(rows)
        while some := list(islice(remaining, MANY)):
            numbers = list({row[ITEM_COLUMNS] for row in some})
            query = f"SELECT number, body FROM articles WHERE number IN ({marks(numbers)})"
            bodies = dict(self.db.execute(query, numbers).fetchall())
            for row in some:
                item, source = row[:ITEM_COLUMNS], row[ITEM_COLUMNS:]
                if source[0] in bodies:
                    yield row_of(item, Article(source_of(source), bodies[source[0]]))

    # ------------------------------------------------------------------ facts about the whole

    def fact(self, key: str) -> str:
        """A remembered fact about the store; empty when it was never noted."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def note(self, key: str, value: str) -> None:
        self.db.execute(NOTE, (key, value))

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
        self.engine.doubt()

    def publish(self, facts: dict[str, str]) -> None:
        """Makes everything written since the last call visible, in one step."""
        with self.transaction() as db:
            rows = [*facts.items(), ("generation", str(self.generation + 1))]
            db.executemany(NOTE, rows)


def chunks(values: list[T]) -> Iterator[list[T]]:
    for place in range(0, len(values), MANY):
        yield values[place : place + MANY]


def marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def position_key(kind: ItemKind) -> str:
    """The name of the fact that tells how far words and vectors of a kind reach."""
    return f"position of {kind}s"
