"""How far texts say what the words of another say, each word as it is meant in its sentence.

`index/matching.py` holds words against words by the vocabulary alone, which costs nothing for every passage; for the
few sentences that a claim may rest on, the model reads each word among its neighbours.
"""

import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder
from index.products import cosines, table

KEPT = 2_000  # texts whose words are kept, some 40 MB: the claims of a text are held against the same ones
_WORD = re.compile(r"\w+")

Halves = NDArray[np.float16]  # half the memory; cosines move by less than 0.001


class Echoes:
    """What the words of texts mean where they stand, by one model, for any number of threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], Halves] = OrderedDict()
        self._lock = Lock()

    def __call__(
        self, embedder: Embedder, query: str, weights: Mapping[str, float], texts: Sequence[str]
    ) -> list[float]:
        """For each text the share of the query's words, by their weights, that it says, in [0, 1]; a word counts as
        much as the word of the text that is nearest to it."""
        weight = np.array([weights.get(word, 0.0) for word in _WORD.findall(query)], np.float32)
        total = float(weight.sum())
        if not total or not texts:
            return [0.0] * len(texts)
        own, *others = self._vectors(embedder, [query, *texts])
        own = own[: len(weight)]
        return [float(cosines(_nearest(own, other)[np.newaxis], weight)[0]) / total for other in others]

    def _vectors(self, embedder: Embedder, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        """The words of each text, a row of unit length each."""
        with self._lock:
            known = {text: self._kept[key] for text in texts if (key := (embedder.name, text)) in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            spans = [[match.span() for match in _WORD.finditer(text)] for text in new]
            _, read = embedder.embed_with_sentences(new, spans)
            known |= {text: one.vectors.astype(np.float16) for text, one in zip(new, read, strict=True)}
            with self._lock:
                self._kept |= {(embedder.name, text): known[text] for text in new}
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return [known[text].astype(np.float32) for text in texts]


def _nearest(some: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each row how near the nearest of the others is; 0 where there is none."""
    if not len(others):
        return np.zeros(len(some), np.float32)
    nearest: NDArray[np.float32] = np.maximum(table(some, others, np.arange(len(others))).max(axis=1), 0)
    return nearest
