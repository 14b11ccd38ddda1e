"""How well the sentences of passages fit a query, word by word and as a whole. Pure.

A passage is as good as its best two neighbouring sentences: how near they are to the query, and the share of
the query's words, by rarity, that they hold, where a word of like meaning counts in part ("bicycle" for
"bike"). How alike two words are is the cosine of their rows in the model's own vocabulary, so this costs no
run of the model: a word in its sentence would tell more, but would have to be kept for every word of every
passage.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.products import cosines
from index.sentence_vectors import Pieces, SentenceVectors
from index.statement import Span

WORDS = 1.5  # how much the words count beside the nearness of the whole; 1 to 2.5 measured alike

Floats = NDArray[np.float32]
Likeness = Callable[[Pieces, Pieces], Floats]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as sentences are held against it: its vector, the pieces of its words, and how much each of
    these counts (together 1)."""

    vector: Floats
    pieces: Pieces
    weights: Floats


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage, sentence by sentence (`spans`): how near each is to the query (`near`, cosines) and the share of the
    query's words that it holds (`shares`); how much of each piece of the query there is anywhere in the passage
    (`held`), and how well its best two neighbouring sentences fit (`fit`, at most 1)."""

    spans: tuple[Span, ...]
    near: Floats
    shares: Floats
    held: Floats | float
    fit: float


_NOTHING = Reading((), np.zeros(0, np.float32), np.zeros(0, np.float32), 0.0, 0.0)  # of a passage without a sentence


def asked_of(words: Mapping[str, float], vector: Floats, pieces_of: Callable[[Sequence[str]], list[Pieces]]) -> Asked:
    """A query of these words, each with its rarity. A word of several pieces counts no more than another of its
    rarity."""
    pieces = pieces_of(list(words))
    weights = [rarity / len(some) for rarity, some in zip(words.values(), pieces, strict=True) for _ in some]
    total = sum(weights) or 1.0
    every = np.concatenate([np.zeros(0, np.uint16), *pieces])
    return Asked(vector, every, np.array(weights, np.float32) / total)


def read(asked: Asked, passages: Sequence[SentenceVectors], likeness: Likeness) -> list[Reading]:
    """Each passage, sentence by sentence. All are read in one go: what several share is looked up once."""
    filled = [place for place, passage in enumerate(passages) if passage.spans]
    readings = [_NOTHING] * len(passages)
    for place, reading in zip(filled, _read([passages[place] for place in filled], asked, likeness), strict=True):
        readings[place] = reading
    return readings


def shares(asked: Asked, texts: Sequence[Pieces], likeness: Likeness) -> Floats:
    """For each text the share of the query's words that it holds, those of like meaning in part; in [0, 1]."""
    return cosines(holdings(asked, texts, likeness).T, asked.weights)


def _read(passages: Sequence[SentenceVectors], asked: Asked, likeness: Likeness) -> Iterator[Reading]:
    """The same of passages that have sentences."""
    if not passages:
        return
    near = cosines(np.concatenate([passage.vectors for passage in passages]), asked.vector)
    held = holdings(asked, [pieces for passage in passages for pieces in passage.pieces], likeness)
    shared = cosines(held.T, asked.weights)
    counts = np.array([len(passage.spans) for passage in passages])
    ends = np.cumsum(counts)
    firsts = ends - counts
    pairs = (near[:-1] + near[1:]) / 2 + WORDS * cosines(np.maximum(held[:, :-1], held[:, 1:]).T, asked.weights)
    scores = np.append(pairs, np.float32(0))
    scores[ends - 1] = -1  # no pair begins with a passage's last sentence ...
    alone = ends[counts == 1] - 1
    scores[alone] = near[alone] + WORDS * shared[alone]  # ... but where it is the only one
    fits = np.maximum.reduceat(scores, firsts) / np.float32(1 + WORDS)
    whole = np.maximum.reduceat(held, firsts, axis=1)
    for place, (passage, first, end, fit) in enumerate(zip(passages, firsts, ends, fits.tolist(), strict=True)):
        yield Reading(passage.spans, near[first:end], shared[first:end], whole[:, place], fit)


def holdings(asked: Asked, sentences: Sequence[Pieces], likeness: Likeness) -> Floats:
    """How much of each piece of the query each sentence holds: one row a piece, one column a sentence."""
    held = np.zeros((len(asked.pieces), len(sentences)), np.float32)
    filled = np.array([len(pieces) > 0 for pieces in sentences])
    if not len(asked.pieces) or not filled.any():
        return held
    pieces = np.concatenate([pieces for pieces in sentences if len(pieces)])
    different, places = _different(pieces)
    lengths = np.array([len(pieces) for pieces in sentences if len(pieces)])
    firsts = np.cumsum(lengths) - lengths
    alike = np.maximum(likeness(asked.pieces, different), 0)
    held[:, filled] = np.maximum.reduceat(alike[:, places], firsts, axis=1)
    return held


def _different(pieces: Pieces) -> tuple[Pieces, NDArray[np.intp]]:
    """The different pieces, ascending, and the place of each piece among them. As `np.unique` gives it, without its
    sorting: pieces are small numbers, so a table of all of them is quicker."""
    there = np.zeros(np.iinfo(np.uint16).max + 1, np.bool_)
    there[pieces] = True
    different = np.flatnonzero(there)
    place = np.empty(len(there), np.intp)
    place[different] = np.arange(len(different))
    return different.astype(np.uint16), place[pieces]
