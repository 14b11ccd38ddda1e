"""A misspelt name -> the known names it may be."""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

Name = tuple[str, ...]  # folded words

_REMEMBERED = 512  # looked-up names: every turn of a talk reads the earlier ones again
_TRIED = 20  # nearest names that are looked at word by word


class Spellings:
    """Known names, found by what is nearly one of them. A slip in the first letter of the last word is not
    looked for: it is rare, and the names to compare with are so few enough."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._known: dict[tuple[int, str], dict[Name, str]] = defaultdict(dict)
        for name in names:
            self._known[len(name), name[-1][:1]][name] = " ".join(name)
        self.nearest = lru_cache(_REMEMBERED)(self._nearest)

    def _nearest(self, name: Name) -> tuple[Name, ...]:
        """The names at the smallest distance, if so small that they can hardly be another's."""
        if not name:
            return ()
        known, furthest = self._known.get((len(name), name[-1][:1]), {}), 2 * len(name)
        hits = process.extract(" ".join(name), known, scorer=OSA.distance, score_cutoff=furthest, limit=_TRIED)
        slips = {found: count for _, _, found in hits if (count := _slips(name, found)) is not None}
        return tuple(found for found, count in slips.items() if count == min(slips.values()))


def _slips(told: Name, known: Name) -> int | None:
    """Slips of the pen between two names; None when they are too far apart. A short word may hold one slip only
    beside a word without any: Hall is not Hale, but Edric Hall may be Edric Hale."""
    whole = any(left == right for left, right in zip(told, known, strict=True))
    total = 0
    for left, right in zip(told, known, strict=True):
        length = min(len(left), len(right))
        allowed = 0 if length < 4 or (length == 4 and not whole) else 1 if length < 8 else 2
        slips = OSA.distance(left, right, score_cutoff=allowed)
        if slips > allowed:
            return None
        total += slips
    return total
