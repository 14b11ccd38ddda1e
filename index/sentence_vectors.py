"""The vectors of a passage's sentences, as they are kept: small enough to keep for every passage."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.statement import Span

_SCALE = 127.0  # unit vectors as int8: a quarter of the size; cosines move by less than 0.01


@dataclass(frozen=True, slots=True)
class SentenceVectors:
    """`spans` are offsets into the passage's text; `vectors` has a row of unit length for each."""

    spans: tuple[Span, ...]
    vectors: NDArray[np.float32]

    def packed(self) -> bytes:
        spans = np.array(self.spans, np.int32).reshape(-1, 2)
        rows = np.clip(np.rint(self.vectors * _SCALE), -_SCALE, _SCALE).astype(np.int8)
        return b"".join((len(self.spans).to_bytes(4, "little"), spans.tobytes(), rows.tobytes()))


def unpacked(blob: bytes) -> SentenceVectors:
    """What `packed` packed."""
    count = int.from_bytes(blob[:4], "little")
    spans = np.frombuffer(blob, np.int32, 2 * count, 4).reshape(count, 2)
    rows = np.frombuffer(blob, np.int8, offset=4 + 8 * count)
    vectors = rows.reshape(count, -1 if count else 1).astype(np.float32) / _SCALE
    return SentenceVectors(tuple((int(a), int(b)) for a, b in spans), vectors)
