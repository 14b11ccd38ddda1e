"""The vectors that a store keeps, in place of the model that made them: enough to build words and vectors anew."""

from collections.abc import Sequence

import numpy as np

from index.embedding import Vectors
from index.errors import ModelError
from index.sentence_vectors import Pieces, SentenceVectors
from index.statement import Span


class KeptOnly:
    """An Embedder for work on a store that embeds nothing: asked for a vector, it tells that one is missing."""

    def __init__(self, name: str) -> None:
        self.name = name

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise ModelError(
            f"the store lacks the vectors of {len(texts)} texts; bring it up to date first: python -m index"
        )

    def embed_with_sentences(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, list[SentenceVectors]]:
        return self.embed(texts), []

    def pieces(self, words: Sequence[str]) -> list[Pieces]:
        return [np.zeros(0, np.uint16) for _ in words]

    def likeness(self, some: Pieces, others: Pieces) -> Vectors:
        return np.zeros((len(some), len(others)), np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        raise ModelError("no model is loaded for this; bring the store up to date: python -m index")
