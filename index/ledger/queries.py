"""Queries as SQLAlchemy runs them, and what they give as SQLite gives it."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import count
from typing import Any, Protocol

import sqlalchemy
from sqlalchemy import TextClause, text

from index.ledger.engine import Values


class Runs(Protocol):
    """What runs a query by itself."""

    def run(self, query: TextClause, values: Any) -> "Fetched": ...


class Fetched(list[Any]):
    """What a query gave, all of it."""

    def fetchone(self) -> Any:
        return self[0] if self else None

    def fetchall(self) -> list[Any]:
        return self


class Served:
    """A `Connection` (engine.py): of a transaction, or for queries by themselves."""

    def __init__(self, engine: Runs, begun: sqlalchemy.Connection | None) -> None:
        self._engine, self._begun = engine, begun

    def execute(self, query: str, values: Values = (), /) -> Fetched:
        return self._run(clause(query), _named(values))

    def executemany(self, query: str, rows: Iterable[Any], /) -> object:
        every = [_named(row) for row in rows]
        return self._run(clause(query), every) if every else None

    def _run(self, query: TextClause, values: Any) -> Fetched:
        return self._engine.run(query, values) if self._begun is None else fetched(self._begun.execute(query, values))


def fetched(result: "sqlalchemy.CursorResult[Any]") -> Fetched:
    return Fetched(map(tuple, result)) if result.returns_rows else Fetched()


@lru_cache(1_000)
def clause(query: str) -> TextClause:
    """A query with its marks ``?`` named by their place."""
    places = count()
    return text(re.sub(r"\?", lambda _: f":p{next(places)}", query))


def _named(values: Values) -> dict[str, Any]:
    named = values if isinstance(values, dict) else {f"p{place}": value for place, value in enumerate(values)}
    return {name: _kept(value) for name, value in named.items()}


def _kept(value: Any) -> Any:
    """A value that PostgreSQL takes: no text of its holds a NUL."""
    if isinstance(value, list):
        return [*map(_kept, value)]
    return value.replace("\x00", "\ufffd") if isinstance(value, str) else value
