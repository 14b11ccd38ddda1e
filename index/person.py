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
class Person:
    """One speaker (a person, or a body that speaks) under one name across all articles.

    `name` is the canonical name, `aliases` the other names articles use for the same speaker, `roles` by
    day, oldest first. `statements`, `outlets`, `first` and `last` (ISO days) tell of the statements held.
    """

    name: str
    aliases: tuple[str, ...]
    roles: tuple[Tenure, ...]
    statements: int
    outlets: tuple[str, ...]
    first: str
    last: str
