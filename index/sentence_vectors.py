"""What is kept of a passage's sentences, to tell how well each fits a query: small enough for every passage."""

from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from index.statement import Span

_SCALE = 127.0  # unit vectors as int8: a quarter of the size; cosines move by less than 0.01

Pieces = NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class SentenceVectors:
    """`spans` are offsets into the passage's text; `vectors` has a row of unit length for each, `pieces` the
    numbers of its words in the model's vocabulary (none where the model keeps that to itself)."""

    spans: tuple[Span, ...]
    vectors: NDArray[np.float32]
    pieces: tuple[Pieces, ...]

    def packed(self) -> bytes:
        spans = np.array(self.spans, np.int32).reshape(-1, 2)
        counts = np.array([len(some) for some in self.pieces], np.int32)
        rows = np.clip(np.rint(self.vectors * _SCALE), -_SCALE, _SCALE).astype(np.int8)
        head = len(self.spans).to_bytes(4, "little")
        return b"".join((head, spans.tobytes(), counts.tobytes(), *(p.tobytes() for p in self.pieces), rows.tobytes()))


def unpacked(blob: bytes) -> SentenceVectors:
    """What `packed` packed."""
    count = int.from_bytes(blob[:4], "little")
    head = np.frombuffer(blob, np.int32, 3 * count, 4).tolist()  # the spans' ends, then how many pieces each has
    ends = [0, *accumulate(head[2 * count :])]
    at = 4 + 12 * count
    every = np.frombuffer(blob, np.uint16, ends[-1], at)
    rows = np.frombuffer(blob, np.int8, offset=at + every.nbytes).reshape(count, -1 if count else 1)
    return SentenceVectors(
        tuple(zip(head[0 : 2 * count : 2], head[1 : 2 * count : 2], strict=True)),
        rows * np.float32(1 / _SCALE),
        tuple(every[start:end] for start, end in pairwise(ends)),
    )
