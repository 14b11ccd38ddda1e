"""Finding items by meaning: a Chroma folder that follows the ledger, with the vectors in plain files beside it.

The only file that imports chromadb. Measured (DESIGN): a folder serves one process at a time for writing;
a reader must reopen to see what another process added; killed writers can leave files that crash a query.
So this folder holds nothing the ledger does not, and is built anew when in doubt. Collections carry texts
and plain metadata, so that any Chroma or LangChain client can open them too.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar, cast

import chromadb
import numpy as np
from chromadb import Collection, GetResult, Metadata, QueryResult
from chromadb.api.client import Client
from chromadb.config import Settings
from numpy.typing import NDArray

from index.errors import ServerError, StoreError
from index.ledger.rows import ItemKind, Row, embedded_text
from index.parting import end_with
from index.statement import Statement
from index.vector_file import VectorFile
from index.wiping import wipe_unused

SERVER_MARK = "server.json"  # in a folder whose collections are on a server (index/vector_server.py)
COLLECTIONS: dict[ItemKind, str] = {"passage": "passages", "statement": "statements"}
_BATCH = 1_000  # rows an insert: more is not faster, and Chroma takes 5,461 at most
_PAGE = 5_000
_QUERIES = 500  # asked in one call
_CHECK_SECONDS = 600
_OPENING = threading.Lock()  # Chroma counts its clients of a folder, without a lock of its own
# Unit vectors want cosine. Of texts that are nearly one another few neighbours leave islands that no search reaches:
# of 9,000 made of 2,700 variants of a sentence 109 with 32 neighbours, none with 64. Of 10,000 scattered ones a query
# then takes 1.0 ms instead of 0.4 (one run each on a busy machine), the folder 24 MB instead of 21.
CONFIGURATION = {"hnsw": {"space": "cosine", "ef_construction": 100, "max_neighbors": 64, "ef_search": 100}}

Collections = Mapping[ItemKind, Collection]
T = TypeVar("T")


class Vectors:
    """The vectors of every item, in one folder. Close it before another object opens the same folder."""

    def __init__(self, folder: Path, reading: bool = False) -> None:
        self._folder = folder
        try:
            self._client, self._collections = self._connect(reading)
            self._files = open_files(folder)
        except (StoreError, ServerError):
            raise
        except Exception as error:  # Chroma has no one kind of error for files it cannot read
            raise self._broken(error) from error

    def _connect(self, reading: bool) -> tuple[Client, Collections]:
        folder = self._folder
        if not reading:
            folder.mkdir(parents=True, exist_ok=True)
        elif not (folder / "chroma.sqlite3").is_file():
            if (folder / SERVER_MARK).is_file():
                raise StoreError(f"the vectors of {folder} are on a Chroma server; set INDEX_CHROMA_URL to it")
            raise self._broken(FileNotFoundError("its database is missing"))
        # Chroma keeps one client a spelling of the path: a reader's is not that of a writer in the same process.
        path = f"{folder}/." if reading else str(folder)
        with _OPENING:
            client = cast(Client, chromadb.PersistentClient(path, Settings(anonymized_telemetry=False)))
        return client, {  # ClientAPI has no close(), and a configuration's keys are of no type of Chroma's
            kind: client.get_or_create_collection(name, embedding_function=None, configuration=CONFIGURATION)  # type: ignore[arg-type]
            for kind, name in COLLECTIONS.items()
        }

    def _ask(self, call: Callable[[], T]) -> T:
        """Every call of Chroma's client goes through here."""
        return call()

    def _broken(self, error: Exception) -> StoreError:
        return StoreError(f"{self._folder} cannot be read ({error}); mend it by an update: python -m index")

    def follow(self, kind: ItemKind, rows: Iterable[tuple[Row, NDArray[np.float32]]]) -> None:
        """Takes up rows with their vectors; one that an interrupted run already brought is left as it is."""
        remaining = iter(rows)
        while batch := list(islice(remaining, _BATCH)):
            self._add(kind, batch)
            self._files[kind].append({row.number: vector for row, vector in batch})

    def _add(self, kind: ItemKind, batch: Sequence[tuple[Row, NDArray[np.float32]]]) -> None:
        ids = [str(row.number) for row, _ in batch]
        vectors = np.stack([vector for _, vector in batch])
        texts = [embedded_text(row.item).encode("utf-8", "replace").decode() for row, _ in batch]
        fields = [_metadata(row) for row, _ in batch]
        self._ask(lambda: self._collections[kind].add(ids, vectors, fields, texts))

    def count(self, kind: ItemKind) -> int:
        return self._ask(self._collections[kind].count)

    def filed(self, kind: ItemKind) -> int:
        """How many of them stand in the plain files."""
        return len(self._files[kind])

    def contents(self, kind: ItemKind) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32], list[str]]]:
        """Numbers, vectors and texts of a kind, thousands at a time: Chroma gives no more than 32,766 at once."""
        for offset in range(0, self.count(kind), _PAGE):
            page = self._page(kind, offset)
            numbers = np.array([int(number) for number in page["ids"]], np.int64)
            yield numbers, np.asarray(page["embeddings"], np.float32), list(page["documents"] or ())

    def _page(self, kind: ItemKind, offset: int) -> GetResult:
        collection = self._collections[kind]
        return self._ask(lambda: collection.get(limit=_PAGE, offset=offset, include=["embeddings", "documents"]))

    def _query(self, kind: ItemKind, rows: NDArray[np.float32], k: int) -> QueryResult:
        collection = self._collections[kind]
        return self._ask(lambda: collection.query(query_embeddings=rows, n_results=k, include=["distances"]))

    def unfound(
        self, kind: ItemKind, numbers: NDArray[np.int64], rows: NDArray[np.float32], k: int, same: float
    ) -> list[int]:
        """Those of the items that are not among the k nearest to their own vector, nor have others as near there."""
        lost: list[int] = []
        for at in range(0, len(numbers), _QUERIES):
            some = rows[at : at + _QUERIES]
            result = self._query(kind, some, k)
            every = zip(numbers[at : at + _QUERIES].tolist(), result["ids"], result["distances"] or [], strict=True)
            lost += [n for n, ids, far in every if str(n) not in ids and (not far or max(far) > same)]
        return lost

    def nearest(self, kind: ItemKind, vector: NDArray[np.float32], k: int) -> dict[int, float]:
        """The k nearest items: number -> cosine similarity."""
        try:
            result = self._query(kind, vector[np.newaxis], k)
        except ServerError:
            raise
        except Exception as error:
            raise self._broken(error) from error
        distances = result["distances"] or [[]]
        return {int(i): 1.0 - d for i, d in zip(result["ids"][0], distances[0], strict=True)}

    def warm(self) -> None:
        """Has Chroma read its files now, and not when the first question comes."""
        for kind, file in self._files.items():
            if (width := file.width) and self.count(kind):
                self.nearest(kind, np.ones(width, np.float32), 1)
        wipe_unused(self._folder)

    def close(self) -> None:
        with _OPENING:
            self._client.close()
        wipe_unused(self._folder)


def open_files(folder: Path) -> dict[ItemKind, VectorFile]:
    """The plain files of a folder, which may be opened while they are written."""
    return {kind: VectorFile(folder, name) for kind, name in COLLECTIONS.items()}


def is_sound(folder: Path, counts: Sequence[int]) -> bool:
    """Whether a folder holds so many vectors of each kind, or more, and all can be reached. Tried in a process
    of its own: a broken vector file can end the process that reads it."""
    command = [sys.executable, "-m", "index.vectors", str(folder), str(os.getpid()), *map(str, counts)]
    return subprocess.run(command, capture_output=True, timeout=_CHECK_SECONDS, check=False).returncode == 0


def _metadata(row: Row) -> Metadata:
    source = row.item.source
    fields: dict[str, Any] = {
        "article_id": source.article_id,
        "path": source.path,
        "headline": source.headline,
        "outlet": source.outlet,
        "published": source.published,
        "day": int(source.published[:10].replace("-", "") or 0),  # a number: Chroma's ranges take no text
        "start": row.item.start,
        "end": row.item.end,
    }
    if isinstance(row.item, Statement):
        fields["speaker"] = "; ".join(speaker.name for speaker in row.item.speakers)
        fields["kind"] = row.item.kind
    return {name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
            for name, value in fields.items()}  # fmt: skip


def _try_every_vector(arguments: Sequence[str]) -> int:
    """Reads all vectors and asks for the nearest of each collection; exit status 0 when all answered."""
    end_with(int(arguments[1]))
    vectors = Vectors(Path(arguments[0]))
    for kind, expected in zip(COLLECTIONS, arguments[2:], strict=True):
        if vectors.count(kind) < int(expected) or vectors.filed(kind) < int(expected):
            return 1
        reached = 0
        for _, some, _ in vectors.contents(kind):
            reached += len(some)
            nearest = vectors.nearest(kind, some[0], 1_000)
            if len(nearest) != min(vectors.count(kind), 1_000):
                return 1
        if reached != vectors.count(kind):
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(_try_every_vector(sys.argv[1:]))
