"""Articles -> sketches by which near-identical ones are found: MinHash over pairs of words.

Wire copy is carried with words changed, left out and moved. Of the corpus's articles, carriers of one wire share 0.25
to 0.52 of their pairs of neighbouring words and others at most 0.08 (of runs of three words 0.17 to 0.41, and 0.03).
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from index.folding import pairs_of
from index.recurring import tokens_of

SKETCH = "1"  # goes up when the same article would be sketched otherwise
SIZE = 256  # hashes a sketch: a share of 0.3 is told within 0.03, for a kilobyte and a millisecond an article
SHORTEST = 40  # pairs of words; what is shorter is alike by chance: results, prices, notices
_ROWS = 3  # hashes a band: of articles that share 0.3 the bands find 90 of 100, of those that share 0.05 one


def sketch(body: str) -> bytes:
    """The sketch of an article; empty for one that is too short."""
    pairs = pairs_of(tokens_of(body))
    if len(pairs) < SHORTEST:
        return b""
    made = RMinHash(num_perm=SIZE, seed=1)
    made.update(sorted(pairs))
    return np.array(made.digest(), np.uint32).tobytes()


def bands(sketched: bytes) -> Iterator[bytes]:
    """What two near-identical articles have in common, at least once."""
    width = 4 * _ROWS
    for place in range(len(sketched) // width):
        yield bytes((place,)) + sketched[place * width : (place + 1) * width]


def likeness(sketched: bytes, other: bytes) -> float:
    """The share of their pairs of words that two articles have in common, as estimated."""
    if not sketched or not other:
        return 0.0
    return float(np.mean(_hashes(sketched) == _hashes(other)))


def _hashes(sketched: bytes) -> NDArray[np.uint32]:
    return np.frombuffer(sketched, np.uint32)
