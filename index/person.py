"""A speaker as the whole corpus knows them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tenure:
    """A role in the words of the articles, with the days of the first and last article that states it
    (ISO; empty when no such article has a date)."""

    role: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Merge:
    """A name that so many articles use for somebody, and why it was taken to be theirs."""

    name: str
    why: str
    articles: int


@dataclass(frozen=True, slots=True)
class Person:
    """One speaker (a person, or a body that speaks) under one name across all articles.

    `name` is the canonical name, `aliases` the other names articles use for the same speaker, `roles` by
    day, oldest first. `statements` counts each once however many articles carry it; `outlets`, `first` and
    `last` (ISO days) are of all that carry them. `merges` tells which names were put together, and why.
    """

    name: str
    aliases: tuple[str, ...]
    roles: tuple[Tenure, ...]
    statements: int
    outlets: tuple[str, ...]
    first: str
    last: str
    merges: tuple[Merge, ...]
