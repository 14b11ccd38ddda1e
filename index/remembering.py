"""An embedder that remembers: what was asked for once is not computed again.

A question is searched for among passages and among statements; the claims of a text are held against the same
sentences of the same articles, again and again.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder, Vectors
from index.sentence_vectors import Pieces, SentenceVectors
from index.statement import Span

KEPT = 20_000  # vectors of texts, 30 MB


class Remembering:
    """An Embedder in front of another, for any number of threads."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name = embedder.name
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = Lock()
        self._pieces = lru_cache(KEPT)(lambda word: embedder.pieces([word])[0])

    def embed(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = list(dict.fromkeys(text for text in texts if text not in known))
        if new:
            found = dict(zip(new, self._embedder.embed(new), strict=True))
            self._keep(found)
            known |= found
        return np.stack([known[text] for text in texts]) if texts else self._embedder.embed(texts)

    def _keep(self, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        with self._lock:
            self._kept |= vectors
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def embed_with_sentences(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, list[SentenceVectors]]:
        """The vectors of the texts are remembered; those of their sentences are not."""
        whole, sentences = self._embedder.embed_with_sentences(texts, spans)
        self._keep(dict(zip(texts, whole, strict=True)))
        return whole, sentences

    def pieces(self, words: Sequence[str]) -> list[Pieces]:
        """Remembered too: the words of a query are asked about more than once, the headlines of what is found often."""
        return [self._pieces(word) for word in words]

    def likeness(self, some: Pieces, others: Pieces) -> Vectors:
        return self._embedder.likeness(some, others)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._embedder.count_tokens(texts)
