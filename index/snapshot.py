"""What readers search: words and vectors as of one generation."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.catalogue import Catalogue
from index.errors import StoreError
from index.ledger.ledger import Ledger
from index.ledger.rows import ItemKind
from index.vectors import Vectors
from index.words import Words


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation of a store, open for searching."""

    generation: int
    words: Words
    vectors: Vectors
    catalogue: Callable[[ItemKind], Catalogue]  # made when first asked for


def folder_of(store: Path, ledger: Ledger) -> Path:
    """Where the words and vectors now in use are; the ledger says which folder that is."""
    return store / "search" / (ledger.fact("folder") or "1")


class Snapshots:
    """Hands the newest snapshot to any number of threads, and opens a newer one when there is one.

    Chroma keeps one client a folder and process, so the old client is closed before the new one opens
    (60 ms); that waits until no search runs on it, and searches that come meanwhile wait for it.
    """

    def __init__(self, store: Path, ledger: Ledger) -> None:
        self._store, self._ledger = store, ledger
        self._condition = threading.Condition()
        self._users = 0
        self._snapshot: Snapshot | None = None

    @contextmanager
    def current(self) -> Iterator[Snapshot]:
        with self._condition:
            generation = self._ledger.generation
            while self._snapshot is None or self._snapshot.generation < generation:
                if self._users == 0:
                    self._snapshot = self._open(generation)
                else:
                    self._condition.wait()
            snapshot = self._snapshot
            self._users += 1
        try:
            yield snapshot
        except StoreError:
            self._ledger.note("unclean", "1")  # so that the next update looks closely
            raise
        finally:
            with self._condition:
                self._users -= 1
                self._condition.notify_all()

    def _open(self, generation: int) -> Snapshot:
        if self._snapshot is not None:
            self._snapshot.vectors.close()
            self._snapshot = None
        folder = folder_of(self._store, self._ledger)
        if not generation or not folder.is_dir():
            raise StoreError(f"{self._store} cannot be searched yet; bring it up to date with: "
                             f"python -m index --store {self._store}")  # fmt: skip
        try:
            words, vectors = Words(folder / "words"), Vectors(folder / "vectors")
            return Snapshot(generation, words, vectors, cache(lambda kind: self._ledger.catalogue(kind, generation)))
        except (StoreError, ValueError, OSError) as error:
            self._ledger.note("unclean", "1")  # so that the next update looks closely
            raise StoreError(f"{folder} is broken ({error}); mend it with: python -m index --store {self._store}"
                             ) from error  # fmt: skip

    def close(self) -> None:
        with self._condition:
            if self._snapshot is not None:
                self._snapshot.vectors.close()
                self._snapshot = None
