"""Articles -> sketches by which near-identical ones are found: MinHash over pairs of words.

Wire copy is carried with words changed, left out and moved. Of the corpus's articles, carriers of one wire share 0.25
to 0.52 of their pairs of neighbouring words and others at most 0.08 (of runs of three words 0.17 to 0.41, and 0.03).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from index.folding import pairs_of
from index.recurring import tokens_of

SKETCH = "1"  # goes up when the same article would be sketched otherwise
SIZE = 256  # hashes a sketch: a share of 0.3 is told within 0.03, for a kilobyte and a millisecond an article
SHORTEST = 40  # pairs of words; what is shorter is alike by chance: results, prices, notices
_MIXERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)  # odd, as xxHash's primes
_ROWS = 3  # hashes a band: of articles that share 0.3 the bands find 90 of 100, of those that share 0.05 one


def sketch(body: str) -> bytes:
    """The sketch of an article; empty for one that is too short."""
    pairs = pairs_of(tokens_of(body))
    if len(pairs) < SHORTEST:
        return b""
    made = RMinHash(num_perm=SIZE, seed=1)
    made.update(sorted(pairs))
    return np.array(made.digest(), np.uint32).tobytes()


def shared_bands(sketches: Sequence[bytes]) -> list[list[int]]:
    """For each sketch its bands that another one has too, as numbers: near-identical articles have one in common at
    least. Two bands may get one number, once in 2**64: whoever compares them finds them different."""
    made = [place for place, one in enumerate(sketches) if one]
    hashes = np.array([_hashes(sketches[place]) for place in made], np.uint64).reshape(len(made), SIZE)
    count = SIZE // _ROWS
    numbers = (hashes[:, : count * _ROWS].reshape(len(made), count, _ROWS) * _MIXERS).sum(2, dtype=np.uint64)
    numbers += np.arange(count, dtype=np.uint64)  # a band is what stands in one place
    found, often = np.unique(numbers, return_counts=True)
    shared = np.isin(numbers, found[often > 1])
    bands: list[list[int]] = [[] for _ in sketches]
    for row in np.flatnonzero(shared.any(1)):
        bands[made[row]] = numbers[row, shared[row]].tolist()
    return bands


def likeness(sketched: bytes, other: bytes) -> float:
    """The share of their pairs of words that two articles have in common, as estimated."""
    if not sketched or not other:
        return 0.0
    return float(np.mean(_hashes(sketched) == _hashes(other)))


def _hashes(sketched: bytes) -> NDArray[np.uint32]:
    return np.frombuffer(sketched, np.uint32)
