"""How much was searched, and what the store holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a search looked through, after its filters. Days are ISO; None when there is none."""

    articles: int
    oldest: str | None
    newest: str | None
    indexed_at: str | None  # ISO date and time, UTC, of the last update


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read: reported, remembered, tried again when its file changes."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Status:
    """What the whole store holds. `stale`: files changed, new or gone since they were indexed."""

    articles: int
    passages: int
    statements: int
    oldest: str | None
    newest: str | None
    embedding: str
    generation: int
    indexed_at: str | None
    roots: tuple[str, ...]
    failed: tuple[Failure, ...]
    stale: tuple[str, ...]
