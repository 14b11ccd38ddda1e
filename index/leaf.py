"""A leaf: one part of a long list, as much as a reader looks at, and how long the list is."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from index.article import Source

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """`items` are those from place `offset` (counted from 0) on, of a list of `total`."""

    items: tuple[T, ...]
    offset: int
    total: int


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a list: where it comes from, and how many statements were found in it."""

    source: Source
    statements: int
