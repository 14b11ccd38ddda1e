"""Vectors by number in two flat files, read in place: a few of them, or thousands, in a millisecond.

Chroma finds neighbours among all items fast, and nothing else; so what passes a narrow filter is compared one
by one, from here. Nothing is in these files that the ledger does not hold.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.products import cosines

_NUMBER, _VALUE = np.dtype("<i8"), np.dtype("<f4")

Numbers = NDArray[np.int64]
Rows = NDArray[np.float32]


class VectorFile:
    """One kind's vectors, in the order of their numbers, which only ever grow. Sees what was there when it was
    opened, and what it appended itself."""

    def __init__(self, folder: Path, name: str) -> None:
        self._numbers_file = folder / f"{name}.numbers"  # the dimension, then a number for each vector
        self._rows_file = folder / f"{name}.vectors"
        self._open()

    def _open(self) -> None:
        self._numbers: Numbers = np.zeros(0, _NUMBER)
        self._rows: Rows = np.zeros((0, 0), _VALUE)
        if self._numbers_file.is_file() and self._numbers_file.stat().st_size > _NUMBER.itemsize:
            width, *_ = head = np.fromfile(self._numbers_file, _NUMBER)
            self._numbers = head[1:]
            self._rows = np.memmap(self._rows_file, _VALUE, "r", shape=(len(self._numbers), int(width)))

    def append(self, rows: Mapping[int, Rows]) -> None:
        """Adds vectors by ascending number; those it has are left as they are. A number is written behind its
        vector, so that what an interrupted run left halfway is written over."""
        last = int(self._numbers[-1]) if len(self._numbers) else -1
        new = {number: row for number, row in rows.items() if number > last}
        if not new:
            return
        vectors = np.stack(list(new.values())).astype(_VALUE)
        width = vectors.shape[1]
        _write_at(self._rows_file, len(self._numbers) * width * _VALUE.itemsize, vectors.tobytes())
        _write_at(self._numbers_file, 0, np.array([width], _NUMBER).tobytes(), cut=False)
        _write_at(self._numbers_file, (1 + len(self._numbers)) * _NUMBER.itemsize, np.fromiter(new, _NUMBER).tobytes())
        self._open()

    @property
    def width(self) -> int:
        """The dimension of the vectors; 0 while there are none."""
        return int(self._rows.shape[1])

    def rows(self, numbers: Numbers) -> Rows:
        """The vectors of numbers that are here."""
        return np.asarray(self._rows[np.searchsorted(self._numbers, numbers)])

    def after(self, number: int) -> Numbers:
        """The numbers greater than this one, ascending."""
        return self._numbers[np.searchsorted(self._numbers, number, "right") :]

    def __len__(self) -> int:
        return len(self._numbers)

    def similarities(self, vector: Rows, numbers: Numbers) -> tuple[Numbers, Rows]:
        """The numbers that have a vector here, ascending, and the cosine of each to `vector`."""
        wanted = np.unique(numbers)
        if not len(self._numbers) or not len(wanted):
            return wanted[:0], np.zeros(0, np.float32)
        at = np.minimum(np.searchsorted(self._numbers, wanted), len(self._numbers) - 1)
        here = self._numbers[at] == wanted
        return wanted[here], cosines(np.asarray(self._rows[at[here]]), vector)


def _write_at(file: Path, place: int, data: bytes, cut: bool = True) -> None:
    """Writes into a file, and ends it there (`cut`)."""
    file.touch()
    with file.open("r+b") as opened:
        opened.seek(place)
        opened.write(data)
        if cut:
            opened.truncate()
