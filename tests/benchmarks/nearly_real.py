"""An Embedder whose vectors cost no run of the model, so that large stores can be built in minutes."""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from index.embedding import MiniLM, Vectors
from index.sentence_vectors import Pieces, SentenceVectors
from index.statement import Span

_NOISE = 0.75  # beside a real vector of length 1: the cosine to it is 0.8 then, as between passages on one matter


class NearlyReal:
    """Gives each text the vector of a real passage with some noise, both chosen by the hash of the text, so that
    neighbourhoods are as crowded as real ones. Pieces and tokens are the model's own; so is the name, and a store
    that was built so is searched with the real model."""

    def __init__(self, model: MiniLM, pool: Vectors) -> None:
        """`pool`: vectors of real passages, one a row."""
        self._model, self._pool, self.name = model, pool, model.name

    def embed(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._vector(text) for text in texts])

    def embed_with_sentences(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, list[SentenceVectors]]:
        return self.embed(texts), [self._sentences(text, some) for text, some in zip(texts, spans, strict=True)]

    def pieces(self, words: Sequence[str]) -> list[Pieces]:
        return self._model.pieces(words)

    def likeness(self, some: Pieces, others: Pieces) -> Vectors:
        return self._model.likeness(some, others)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._model.count_tokens(texts)

    def _sentences(self, text: str, spans: Sequence[Span]) -> SentenceVectors:
        sentences = [text[start:end] for start, end in spans]
        pieces = tuple(np.unique(some) for some in self._model.pieces(sentences))
        width = self._pool.shape[1]
        return SentenceVectors(
            tuple(spans), self.embed(sentences) if sentences else np.zeros((0, width), np.float32), pieces
        )

    def _vector(self, text: str) -> Vectors:
        chance = np.random.default_rng(int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big"))
        noise = chance.standard_normal(self._pool.shape[1], np.float32)
        vector = self._pool[chance.integers(len(self._pool))] + noise * (_NOISE / np.linalg.norm(noise))
        unit: Vectors = vector / np.linalg.norm(vector)
        return unit
