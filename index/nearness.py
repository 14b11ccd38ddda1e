"""Nearest items: Chroma as it was when it was opened, and what came later compared one by one. Exact in the latter."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from index.ledger.rows import ItemKind
from index.vector_file import VectorFile
from index.vectors import Vectors

Vector = NDArray[np.float32]


class Neighbours:
    """An open Chroma folder and how far it reaches; closed when it is no longer wanted and no search runs on it.
    Not safe for threads by itself: whoever hands it out holds a lock."""

    def __init__(self, vectors: Vectors | None, reached: Mapping[ItemKind, int]) -> None:
        self.vectors, self.reached = vectors, reached
        self._users, self._wanted = 0, True

    @classmethod
    def none(cls) -> "Neighbours":
        """While Chroma cannot be opened: every vector is compared."""
        return cls(None, {})

    @property
    def opened(self) -> bool:
        return self.vectors is not None

    def enter(self) -> None:
        self._users += 1

    def leave(self) -> None:
        self._users -= 1
        self._end()

    def retire(self) -> None:
        self._wanted = False
        self._end()

    def _end(self) -> None:
        if not self._wanted and not self._users and self.vectors is not None:
            self.vectors.close()
            self.vectors = None


class Nearness:
    """The vectors of one generation."""

    def __init__(self, neighbours: Neighbours, files: Mapping[ItemKind, VectorFile]) -> None:
        self.neighbours, self.files = neighbours, files

    def later(self) -> int:
        """How many vectors Chroma does not know."""
        return sum(len(file.after(self.neighbours.reached.get(kind, -1))) for kind, file in self.files.items())

    def nearest(self, kind: ItemKind, vector: Vector, k: int) -> dict[int, float]:
        """The k nearest items, those that are gone among them: number -> cosine similarity."""
        chroma, file = self.neighbours.vectors, self.files[kind]
        later = file.after(self.neighbours.reached.get(kind, -1))
        if chroma is None:
            return self.compared(kind, vector, later, k)
        found = chroma.nearest(kind, vector, k)
        if len(later):
            found |= self.compared(kind, vector, later, k)
            found = dict(sorted(found.items(), key=lambda one: (-one[1], one[0]))[:k])
        return found

    def compared(self, kind: ItemKind, vector: Vector, numbers: NDArray[np.int64], k: int) -> dict[int, float]:
        """Each of these items held against the vector, the k nearest given: number -> cosine similarity."""
        found, similar = self.files[kind].similarities(vector, numbers)
        best = np.lexsort((found, -similar))[:k]
        return dict(zip(found[best].tolist(), similar[best].tolist(), strict=True))
