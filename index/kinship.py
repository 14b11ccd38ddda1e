"""How articles belong together: who carries whom, which version came later, what a correction is about."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.article import Source

Relation = Literal["copy", "version", "correction"]
Tie = Literal["copy", "earlier version", "later version", "corrected by", "corrects"]


@dataclass(frozen=True, slots=True)
class Kinship:
    """`article` stands under `other` (the ledger's numbers): as a copy of what `other` carried first, as an earlier
    version of it, or as corrected by it."""

    article: int
    other: int
    relation: Relation


@dataclass(frozen=True, slots=True)
class Kin:
    """An article that belongs to another one, and how it stands to that one."""

    source: Source
    tie: Tie


@dataclass(frozen=True, slots=True)
class Sketched:
    """One article as it is compared: `sketch` is index/sketching.py's, empty for one too short to compare."""

    number: int
    path: str
    outlet: str
    url: str
    published: str
    sketch: bytes
    notice: bool  # a correction of another article
    new: bool  # came with the update that is going on

    @property
    def day(self) -> date | None:
        return date.fromisoformat(self.published[:10]) if self.published else None

    @property
    def when(self) -> tuple[str, bool, str, str]:
        """By day, unknown last; on one day by hour where it is known: a wire is timed, its carriers seldom are."""
        return self.published[:10] or "9999", len(self.published) <= 10, self.published, self.path
