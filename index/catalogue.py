"""The visible items of one generation in columns: filters by day, outlet, language and speaker without a query to the
ledger.

SQLite takes 30 ms to name 25,000 of 100,000 items, and half a second to find those that hold the words of a speaker;
a comparison of columns takes less than one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.filters import Filters

Numbers = NDArray[np.int64]
_UNKNOWN = 0  # the day of an article without one
_ARTICLE = 32  # bits: an article's number and a place in it make one number that orders both


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One kind's items: their numbers, ascending, the days of their articles as ordinals (0 when unknown), and
    the places of their outlets and languages in `outlets` and `languages` (empty names when unknown). The last three
    are in the order of the text: where each item begins and ends (article and offset in one number), and its number."""

    numbers: Numbers
    days: NDArray[np.int32]
    outlet: NDArray[np.int32]
    outlets: Sequence[str]
    language: NDArray[np.int32]
    languages: Sequence[str]
    starts: Numbers
    ends: Numbers
    in_order: Numbers

    @property
    def newest(self) -> date | None:
        """The day of the newest article."""
        last = int(self.days.max(initial=_UNKNOWN))
        return date.fromordinal(last) if last != _UNKNOWN else None

    def passing(self, filters: Filters, among: Numbers | None = None) -> Numbers:
        """The items (of all, or of some that are here, ascending) that pass the filters, but for those by speaker."""
        rows = slice(None) if among is None else np.searchsorted(self.numbers, among)
        numbers, days = self.numbers[rows], self.days[rows]
        mask = np.ones(len(numbers), bool)
        if filters.since or filters.until:
            mask &= days != _UNKNOWN
        if filters.since:
            mask &= days >= filters.since.toordinal()
        if filters.until:
            mask &= days <= filters.until.toordinal()
        if filters.outlets:
            mask &= _among(self.outlet[rows], self.outlets, filters.outlets)
        if filters.languages:
            mask &= _among(self.language[rows], self.languages, filter(None, filters.languages))
        return numbers[mask]

    def holding(self, places: Numbers) -> Numbers:
        """The items that share a character with any of these places (article, start and end, one a row), ascending.
        The items of an article must not overlap, as passages do not."""
        if not len(places):
            return self.numbers[:0]
        begins, finishes = (_at(places[:, 0], places[:, column]) for column in (1, 2))
        first = np.maximum(np.searchsorted(self.starts, begins, "right") - 1, 0)
        counts = np.maximum(np.searchsorted(self.starts, finishes, "left") - first, 0)
        steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        rows = np.repeat(first, counts) + steps
        return np.unique(self.in_order[rows[self.ends[rows] > np.repeat(begins, counts)]])


def _at(article: Numbers, offset: Numbers) -> Numbers:
    """Article and offset as one number."""
    return (article << _ARTICLE) | offset


def _among(column: NDArray[np.int32], names: Sequence[str], wanted: Iterable[str]) -> NDArray[np.bool_]:
    """Which rows of a column of places in `names` are of wanted ones. Names are compared without case."""
    folded = {name.casefold() for name in wanted}
    return np.isin(column, [place for place, name in enumerate(names) if name.casefold() in folded])


def catalogued(rows: Sequence[tuple[int, str, str, str, int, int, int]]) -> Catalogue:
    """Of number, ISO day (empty when unknown), outlet, language, article, start and end of each item, by number."""
    ordinals = {day: date.fromisoformat(day).toordinal() if day else _UNKNOWN for day in {row[1] for row in rows}}
    outlets, languages = _places(row[2] for row in rows), _places(row[3] for row in rows)
    numbers, article, start, end = (np.array([row[column] for row in rows], np.int64) for column in (0, 4, 5, 6))
    starts = _at(article, start)
    order = np.argsort(starts, kind="stable")
    return Catalogue(
        numbers,
        np.array([ordinals[row[1]] for row in rows], np.int32),
        np.array([outlets[row[2]] for row in rows], np.int32),
        tuple(outlets),
        np.array([languages[row[3]] for row in rows], np.int32),
        tuple(languages),
        starts[order],
        _at(article, end)[order],
        numbers[order],
    )


def _places(names: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(sorted(set(names)))}
