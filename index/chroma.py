"""Where Chroma keeps its graphs of neighbours: in the store's own folders, or on a server (index/vector_server.py)."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from index.vectors import Vectors, is_sound


class Chroma(Protocol):
    """What the write and the read path need of a place for vectors. `vectors` is the folder of that name of one
    edition of a store, where the plain files of vectors are in any case.

    Raises ServerError where a server does not answer; StoreError for what cannot be read.
    """

    fragile: bool  # must not be opened while it is written, and can end the process that reads it when it is broken

    def open(self, vectors: Path, reading: bool = False) -> Vectors: ...

    def is_sound(self, vectors: Path, counts: Sequence[int]) -> bool:
        """Whether there are so many vectors of each kind, or more, and all can be reached."""

    def state(self, vectors: Path) -> str:
        """What changes when somebody else takes away or adds, beside the sizes of the folder's files."""

    def discard(self, edition: Path) -> None:
        """Removes an edition: its folder, with the vectors that belong to it."""


class InFolders:
    """The default: a Chroma folder in each edition, opened by the processes of one machine."""

    fragile = True

    def open(self, vectors: Path, reading: bool = False) -> Vectors:
        return Vectors(vectors, reading)

    def is_sound(self, vectors: Path, counts: Sequence[int]) -> bool:
        return is_sound(vectors, counts)

    def state(self, vectors: Path) -> str:
        return ""

    def discard(self, edition: Path) -> None:
        shutil.rmtree(edition, ignore_errors=True)


IN_FOLDERS = InFolders()
