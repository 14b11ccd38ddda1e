"""What readers search: words and vectors as of one generation.

A reader never waits for a writer, and never opens what one is writing. Words (tantivy) and the plain files of
vectors may be opened at any moment, in milliseconds; Chroma may not, so a snapshot goes on with the Chroma that
is open, compares what came later one by one, and a thread opens Chroma anew once nobody writes to it.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from index.catalogue import Catalogue, Numbers
from index.chroma import IN_FOLDERS, Chroma
from index.embedding import Embedder
from index.errors import ServerError, StoreError
from index.full_text import words_of
from index.ledger.ledger import Ledger
from index.ledger.rows import ItemKind, Published
from index.locking import opening
from index.nearness import Nearness, Neighbours
from index.vectors import open_files
from index.words import Words

LATER = 5_000  # vectors behind the open Chroma, from which it is opened anew: to compare them takes a millisecond
SPEAKERS = 256  # whose passages are remembered: to find those of one who speaks everywhere takes a tenth of a second
_AGAIN_SECONDS = 0.2  # between two tries to open what a writer holds; longer each time, up to
_SELDOM_SECONDS = 5.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation of a store, open for searching, with the model its vectors are of."""

    generation: int
    folder: Path
    words: Words
    vectors: Nearness
    catalogue: Callable[[ItemKind], Catalogue]  # made when first asked for
    spoken: Callable[[ItemKind, tuple[str, ...]], Numbers]  # statements of speakers, or passages that hold such
    embedder: Embedder


def folder_of(store: Path, published: Published) -> Path:
    """Where the words and vectors now in use are; the ledger says which folder that is."""
    return store / "search" / published.folder


class Snapshots:
    """Hands the newest snapshot to any number of threads. `load` gives the model that the ledger names now, when
    it is no longer `embedder`."""

    def __init__(
        self,
        store: Path,
        ledger: Ledger,
        embedder: Embedder,
        load: Callable[[], Embedder],
        chroma: Chroma = IN_FOLDERS,
    ) -> None:
        self._store, self._ledger, self._embedder, self._load = store, ledger, embedder, load
        self._chroma, self._told = chroma, ""  # why Chroma could not be opened the last time
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._improving: threading.Thread | None = None
        self._failed: StoreError | None = None
        self._closed = threading.Event()

    @contextmanager
    def current(self) -> Iterator[Snapshot]:
        with self._lock:
            snapshot = self._newest()
            neighbours = snapshot.vectors.neighbours
            neighbours.enter()
        try:
            yield snapshot
        except StoreError:
            self._ledger.doubt()
            raise
        finally:
            with self._lock:
                neighbours.leave()

    def _newest(self) -> Snapshot:
        published, snapshot = self._ledger.published(), self._snapshot
        if snapshot is not None and published.generation <= snapshot.generation:
            if not snapshot.vectors.neighbours.opened and self._failed is None:
                self._improve()
            return snapshot
        if published.embedding and published.embedding != self._embedder.name and snapshot is not None:
            if self._failed is not None:
                raise self._failed
            self._improve()  # another model takes a second to load: the index as it was answers meanwhile
            return snapshot
        self._snapshot = self._opened(published)
        return self._snapshot

    def _opened(self, published: Published) -> Snapshot:
        folder, generation, before = folder_of(self._store, published), published.generation, self._snapshot
        if not generation or not folder.is_dir():
            raise StoreError(f"{self._store} cannot be searched yet; bring it up to date with: "
                             f"python -m index --store {self._store}")  # fmt: skip
        try:
            words, files = words_of(self._ledger, folder), open_files(folder / "vectors")
            if before is None:
                neighbours = self._neighbours(folder) or Neighbours.none()
            else:
                neighbours = before.vectors.neighbours if before.folder == folder else Neighbours.none()
        except (StoreError, ValueError, OSError) as error:
            self._ledger.doubt()
            raise StoreError(f"{folder} is broken ({error}); mend it with: python -m index --store {self._store}"
                             ) from error  # fmt: skip
        if before is not None and before.vectors.neighbours is not neighbours:
            before.vectors.neighbours.retire()
        catalogue = cache(lambda kind: self._ledger.catalogue(kind, generation))
        nearness = Nearness(neighbours, files)
        if nearness.later() > LATER or not neighbours.opened:
            self._improve()
        spoken = lru_cache(SPEAKERS)(lambda kind, names: self._spoken(kind, names, generation, catalogue))
        return Snapshot(generation, folder, words, nearness, catalogue, spoken, self._embedder)

    def _spoken(
        self, kind: ItemKind, names: tuple[str, ...], generation: int, catalogue: Callable[[ItemKind], Catalogue]
    ) -> Numbers:
        """The statements of these speakers, or the passages that hold words of theirs, ascending."""
        rows = self._ledger.spoken(names, generation)
        return np.unique(rows[:, 3]) if kind == "statement" else catalogue(kind).holding(rows)

    # ------------------------------------------------------------------ beside the searches

    def _improve(self) -> None:
        if self._improving is None or not self._improving.is_alive():
            self._improving = threading.Thread(target=self._open_beside, name="snapshot", daemon=True)
            self._improving.start()

    def _open_beside(self) -> None:
        """Loads another model, or opens Chroma once nobody writes to it, and puts them in the place of the old."""
        wait = _AGAIN_SECONDS
        try:
            while not self._closed.wait(wait if wait > _AGAIN_SECONDS else 0):
                published = self._ledger.published()
                if published.embedding and published.embedding != self._embedder.name:
                    self._embedder = self._load()
                    continue
                folder = folder_of(self._store, published)
                if (found := self._neighbours(folder)) is not None:
                    self._take(found, folder)
                    return
                wait = min(2 * wait, _SELDOM_SECONDS)
        except ServerError:  # of the ledger: the next search tells of it, or begins this anew
            return
        except Exception as error:  # whatever it is, the searches must hear of it
            self._failed = StoreError(f"{self._store} cannot be opened as it is now ({error}); mend it with: "
                                      f"python -m index --store {self._store}")  # fmt: skip
        finally:
            self._ledger.close()

    def _take(self, neighbours: Neighbours, folder: Path) -> None:
        with self._lock:
            old = self._snapshot
            if self._closed.is_set() or (old is not None and old.folder != folder):
                neighbours.retire()
                return
            if old is not None:
                nearness = Nearness(neighbours, old.vectors.files)
                self._snapshot = replace(old, vectors=nearness)
                old.vectors.neighbours.retire()

    def close(self) -> None:
        self._closed.set()
        with self._lock:
            if self._snapshot is not None:
                self._snapshot.vectors.neighbours.retire()
                self._snapshot = None

    def _neighbours(self, folder: Path) -> Neighbours | None:
        """Chroma as the ledger says that it was left; None while a writer holds it or left it in the middle, while
        its server does not answer, and where it is broken: then every vector is compared."""
        try:
            with opening(folder) as free:
                published = self._ledger.published()
                halfway = self._chroma.fragile and (not free or published.unclean)
                if halfway or folder.name != published.folder:
                    return None
                vectors = self._chroma.open(folder / "vectors", reading=True)
                try:
                    vectors.warm()
                except BaseException:
                    vectors.close()
                    raise
        except (ServerError, StoreError, OSError) as error:
            if not isinstance(error, ServerError):
                self._ledger.doubt()
            if self._told != str(error):
                self._told = str(error)
                log.warning("%s; until then every vector is compared", error)
            return None
        if self._told:
            log.warning("Chroma answers again")
            self._told = ""
        return Neighbours(vectors, published.positions)
