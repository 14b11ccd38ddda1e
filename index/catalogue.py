"""The visible items of one generation in columns: filters by day, outlet and language without a query to the ledger.

SQLite takes 30 ms to name 25,000 of 100,000 items; a comparison of columns takes less than one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.filters import Filters

Numbers = NDArray[np.int64]
_UNKNOWN = 0  # the day of an article without one


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One kind's items: their numbers, ascending, the days of their articles as ordinals (0 when unknown), and
    the places of their outlets and languages in `outlets` and `languages` (empty names when unknown)."""

    numbers: Numbers
    days: NDArray[np.int32]
    outlet: NDArray[np.int32]
    outlets: Sequence[str]
    language: NDArray[np.int32]
    languages: Sequence[str]

    @property
    def newest(self) -> date | None:
        """The day of the newest article."""
        last = int(self.days.max(initial=_UNKNOWN))
        return date.fromordinal(last) if last != _UNKNOWN else None

    def passing(self, filters: Filters) -> Numbers:
        """The items that pass the filters, but for those by speaker, ascending."""
        mask = np.ones(len(self.numbers), bool)
        if filters.since or filters.until:
            mask &= self.days != _UNKNOWN
        if filters.since:
            mask &= self.days >= filters.since.toordinal()
        if filters.until:
            mask &= self.days <= filters.until.toordinal()
        if filters.outlets:
            mask &= _among(self.outlet, self.outlets, filters.outlets)
        if filters.languages:
            mask &= _among(self.language, self.languages, filter(None, filters.languages))
        return self.numbers[mask]


def _among(column: NDArray[np.int32], names: Sequence[str], wanted: Iterable[str]) -> NDArray[np.bool_]:
    """Which rows of a column of places in `names` are of wanted ones. Names are compared without case."""
    folded = {name.casefold() for name in wanted}
    return np.isin(column, [place for place, name in enumerate(names) if name.casefold() in folded])


def catalogued(rows: Sequence[tuple[int, str, str, str]]) -> Catalogue:
    """Of number, ISO day (empty when unknown), outlet and language of each item, by number."""
    ordinals = {day: date.fromisoformat(day).toordinal() if day else _UNKNOWN for day in {row[1] for row in rows}}
    outlets, languages = _places(row[2] for row in rows), _places(row[3] for row in rows)
    return Catalogue(
        np.array([row[0] for row in rows], np.int64),
        np.array([ordinals[row[1]] for row in rows], np.int32),
        np.array([outlets[row[2]] for row in rows], np.int32),
        tuple(outlets),
        np.array([languages[row[3]] for row in rows], np.int32),
        tuple(languages),
    )


def _places(names: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(sorted(set(names)))}
