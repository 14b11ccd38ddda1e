"""Nearest items: Chroma as it was when it was opened, and what came later compared one by one. Exact in the latter."""

import logging
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from index.errors import ServerError
from index.ledger.rows import ItemKind
from index.vector_file import VectorFile
from index.vectors import Vectors

Vector = NDArray[np.float32]
log = logging.getLogger(__name__)


class Neighbours:
    """Chroma, opened, and how far it reaches; closed when it is no longer wanted and no search runs on it.
    Not safe for threads by itself: whoever hands it out holds a lock."""

    def __init__(self, vectors: Vectors | None, reached: Mapping[ItemKind, int]) -> None:
        self.vectors, self.reached = vectors, reached
        self._users, self._wanted, self._failed = 0, True, False

    @classmethod
    def none(cls) -> "Neighbours":
        """While Chroma cannot be opened: every vector is compared."""
        return cls(None, {})

    @property
    def opened(self) -> bool:
        return self.vectors is not None and not self._failed

    def fail(self, error: ServerError) -> None:
        """Asks it no more: a server that does not answer."""
        if not self._failed:
            self._failed = True
            log.warning("%s; until then every vector is compared", error)

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
        if chroma is None or not self.neighbours.opened:
            return self.compared(kind, vector, file.after(-1), k)
        try:
            found = chroma.nearest(kind, vector, k)
        except ServerError as error:
            self.neighbours.fail(error)
            return self.compared(kind, vector, file.after(-1), k)
        later = file.after(self.neighbours.reached.get(kind, -1))
        if len(later):
            found |= self.compared(kind, vector, later, k)
            found = dict(sorted(found.items(), key=lambda one: (-one[1], one[0]))[:k])
        return found

    def compared(self, kind: ItemKind, vector: Vector, numbers: NDArray[np.int64], k: int) -> dict[int, float]:
        """Each of these items held against the vector, the k nearest given: number -> cosine similarity."""
        found, similar = self.files[kind].similarities(vector, numbers)
        best = np.lexsort((found, -similar))[:k]
        return dict(zip(found[best].tolist(), similar[best].tolist(), strict=True))
