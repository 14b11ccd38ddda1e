"""The visible items of one generation in columns: filters by day and outlet without a query to the ledger.

SQLite takes 30 ms to name 25,000 of 100,000 items; a comparison of columns takes less than one.
"""

from collections.abc import Sequence
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
    which of `outlets` these are of."""

    numbers: Numbers
    days: NDArray[np.int32]
    outlet: NDArray[np.int32]
    outlets: Sequence[str]  # casefolded

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
            wanted = {outlet.casefold() for outlet in filters.outlets}
            mask &= np.isin(self.outlet, [n for n, outlet in enumerate(self.outlets) if outlet in wanted])
        return self.numbers[mask]


def catalogued(rows: Sequence[tuple[int, str, str]]) -> Catalogue:
    """Of number, ISO day (empty when unknown) and outlet of each item, by number."""
    ordinals = {day: date.fromisoformat(day).toordinal() if day else _UNKNOWN for day in {row[1] for row in rows}}
    places = {outlet: n for n, outlet in enumerate(sorted({row[2].casefold() for row in rows}))}
    return Catalogue(
        np.array([row[0] for row in rows], np.int64),
        np.array([ordinals[row[1]] for row in rows], np.int32),
        np.array([places[row[2].casefold()] for row in rows], np.int32),
        tuple(places),
    )
