"""Vectors by the hash of their text and the name of their model: no model runs twice on the same words."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from index.ledger.database import Database, chunks, marks
from index.sentence_vectors import SentenceVectors, unpacked


class KeptVectors(Database):
    """The cache that survives every rebuild of what is searched."""

    def vectors(self, model: str, hashes: Iterable[bytes]) -> dict[bytes, NDArray[np.float32]]:
        """The kept vectors among those asked for."""
        found: dict[bytes, NDArray[np.float32]] = {}
        for some in chunks(list(dict.fromkeys(hashes))):
            query = f"SELECT text_hash, vector FROM vectors WHERE model = ? AND text_hash IN ({marks(some)})"
            for key, blob in self.db.execute(query, (model, *some)):
                found[key] = np.frombuffer(blob, np.float32)
        return found

    def sentence_vectors(self, model: str, hashes: Iterable[bytes]) -> dict[bytes, SentenceVectors]:
        """The kept vectors of the sentences of passages."""
        found: dict[bytes, SentenceVectors] = {}
        for some in chunks(list(dict.fromkeys(hashes))):
            query = f"SELECT text_hash, vectors FROM sentences WHERE model = ? AND text_hash IN ({marks(some)})"
            for key, blob in self.db.execute(query, (model, *some)):
                found[key] = unpacked(blob)
        return found

    def keep_vectors(
        self, model: str, vectors: dict[bytes, NDArray[np.float32]], sentences: dict[bytes, SentenceVectors]
    ) -> None:
        whole = [(model, key, vector.tobytes()) for key, vector in vectors.items()]
        parts = [(model, key, of_passage.packed()) for key, of_passage in sentences.items()]
        with self.transaction() as db:
            db.executemany("INSERT INTO vectors VALUES (?, ?, ?) ON CONFLICT DO NOTHING", whole)
            db.executemany("INSERT INTO sentences VALUES (?, ?, ?) ON CONFLICT DO NOTHING", parts)
