"""The read path: a query and filters -> the passages or statements that fit best."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.coverage import Coverage
from index.embedding import Embedder
from index.filters import EVERYTHING, Filters
from index.ledger import Item, ItemKind, Ledger, Row
from index.ranking import fuse
from index.snapshot import Snapshot, Snapshots
from index.stopwords import STOPWORDS
from index.words import Words

CANDIDATES = 100  # of each list; the fused order of the first ten did not change beyond it
OUTLET_BOOST = 0.2  # for an outlet named in the query (MODELS, section 4: +0.024 recall)
FEW_ARTICLES = 400  # so many or fewer are compared one by one instead of asked of Chroma
_MOST_NEIGHBOURS = 3_200
_QUOTED = re.compile(r'["“„«]([^"“”„«»]{3,300})["”“»]')


@dataclass(frozen=True, slots=True)
class Hit:
    """One found item. `score` orders the hits of one query; `similarity` (cosine, in [-1, 1]) and
    `overlap` (share of the query's words, weighted by rarity, that the item or its header holds, in
    [0, 1]) can be compared across queries. `sentences` are a passage's; a statement has none."""

    item: Item
    score: float
    similarity: float
    overlap: float
    sentences: tuple["Near", ...]


@dataclass(frozen=True, slots=True)
class Near:
    """One sentence of a found passage (offsets into the body) and how near it is to the query (cosine)."""

    start: int
    end: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query's words as the index knows them."""

    weights: dict[str, float]  # term -> how much it counts
    rarity: dict[str, float]  # term -> inverse document frequency
    phrases: tuple[tuple[str, ...], ...]  # what stood between quotation marks


class Searcher:
    """One store, open for searching by any number of threads. Sees every update without a restart."""

    def __init__(self, ledger: Ledger, snapshots: Snapshots, embedder: Embedder) -> None:
        self._ledger, self._snapshots, self._embedder = ledger, snapshots, embedder

    def search(self, query: str, k: int, filters: Filters = EVERYTHING, kind: ItemKind = "passage") -> list[Hit]:
        """The k best items, best first. Equal scores are ordered by path and place: one query, one store,
        one answer."""
        vector = self._embedder.embed([query])[0]
        with self._snapshots.current() as snapshot:
            wanted = understood(query, snapshot.words)
            lexical = snapshot.words.search(wanted.weights, wanted.phrases, kind, CANDIDATES, filters)
            dense = self._nearest(snapshot, vector, kind, filters)
            rows = self._ledger.rows({*lexical, *dense}, filters, snapshot.generation)
            similarity = dense | self._similarities(vector, [rows[n] for n in rows if n not in dense])
            lexical |= snapshot.words.score(wanted.weights, [n for n in rows if n not in lexical])
        boosts = _outlet_boosts(query, rows.values())
        fused = fuse({n: lexical.get(n, 0.0) for n in rows}, {n: similarity.get(n, 0.0) for n in rows}, boosts)
        best = sorted(rows, key=lambda n: (-fused[n], rows[n].item.source.path, rows[n].item.start))[:k]
        near = self._near_sentences(vector, [rows[n] for n in best])
        return [
            Hit(
                rows[n].item,
                fused[n],
                similarity.get(n, 0.0),
                _overlap(wanted, rows[n], snapshot.words),
                near.get(n, ()),
            )
            for n in best
        ]

    def _nearest(
        self, snapshot: Snapshot, vector: NDArray[np.float32], kind: ItemKind, filters: Filters
    ) -> dict[int, float]:
        """The nearest visible items that pass the filters.

        Chroma filters slowly (40-300 ms among 100,000), so it is asked for more than needed, and the ledger
        leaves out what does not pass; where little passes, that little is compared one by one.
        """
        coverage = self._ledger.coverage(filters, snapshot.generation)
        if coverage.articles == 0:
            return {}
        narrowed = filters != EVERYTHING
        if narrowed and coverage.articles <= FEW_ARTICLES:
            return self._compared(vector, kind, filters, snapshot.generation)
        every = self._ledger.coverage(EVERYTHING, snapshot.generation).articles if narrowed else coverage.articles
        k = min(_MOST_NEIGHBOURS, math.ceil(CANDIDATES * every / coverage.articles * (1.5 if narrowed else 1.0)))
        nearest = snapshot.vectors.nearest(kind, vector, k)
        if narrowed:
            visible = self._ledger.visible(nearest, filters, snapshot.generation)
            nearest = {number: value for number, value in nearest.items() if number in visible}
        return dict(list(nearest.items())[:CANDIDATES])

    def _compared(
        self, vector: NDArray[np.float32], kind: ItemKind, filters: Filters, generation: int
    ) -> dict[int, float]:
        numbers = self._ledger.numbers(kind, filters, generation)
        scores = self._scores(vector, self._ledger.hashes(numbers))
        return dict(sorted(scores.items(), key=lambda pair: -pair[1])[:CANDIDATES])

    def _similarities(self, vector: NDArray[np.float32], rows: Iterable[Row]) -> dict[int, float]:
        return self._scores(vector, {row.number: row.text_hash for row in rows})

    def _near_sentences(self, vector: NDArray[np.float32], rows: Sequence[Row]) -> dict[int, tuple[Near, ...]]:
        kept = self._ledger.sentence_vectors(self._embedder.name, [row.text_hash for row in rows])
        near: dict[int, tuple[Near, ...]] = {}
        for row in rows:
            if row.text_hash in kept:
                found, start = kept[row.text_hash], row.item.start
                scores = map(float, found.vectors @ vector)
                near[row.number] = tuple(
                    Near(start + a, start + b, score) for (a, b), score in zip(found.spans, scores, strict=True)
                )
        return near

    def _scores(self, vector: NDArray[np.float32], hashes: dict[int, bytes]) -> dict[int, float]:
        kept = self._ledger.vectors(self._embedder.name, hashes.values())
        numbers = [number for number, key in hashes.items() if key in kept]
        if not numbers:
            return {}
        scores = np.stack([kept[hashes[number]] for number in numbers]) @ vector
        return dict(zip(numbers, map(float, scores), strict=True))

    # ------------------------------------------------------------------ about the store

    def article(self, path_or_id: str) -> Article | None:
        """An article by its id, or by its path when one article alone has it."""
        return self._ledger.article(path_or_id, self._ledger.generation)

    def coverage(self, filters: Filters = EVERYTHING) -> Coverage:
        """How much a search with these filters looks through."""
        return self._ledger.coverage(filters, self._ledger.generation)

    def outlets(self) -> tuple[str, ...]:
        return self._ledger.outlets(self._ledger.generation)

    def terms(self, text: str) -> list[str]:
        """The index terms of a text, in order: folded, stemmed."""
        with self._snapshots.current() as snapshot:
            return snapshot.words.terms(text)

    def rarity(self, query: str) -> dict[str, float]:
        """The terms a query is searched by, with how much each tells (inverse document frequency)."""
        with self._snapshots.current() as snapshot:
            return understood(query, snapshot.words).rarity

    def close(self) -> None:
        self._snapshots.close()
        self._ledger.close()


def understood(query: str, words: Words) -> Wanted:
    """The terms to look for: a query's words but for those that only ask; all of them if no other is left."""
    plain = [word for word in re.findall(r"\w+", query) if word.casefold() not in STOPWORDS]
    terms = words.terms(" ".join(plain)) or words.terms(query)
    total = words.size()
    rarity = {term: math.log(1 + total / (1 + words.frequency(term))) for term in terms}
    phrases = tuple(tuple(words.terms(phrase)) for phrase in _QUOTED.findall(query))
    return Wanted(dict.fromkeys(rarity, 1.0), rarity, phrases)


def _overlap(wanted: Wanted, row: Row, words: Words) -> float:
    held = set(words.terms(row.item.source.headline + "\n" + row.item.text))
    total = sum(wanted.rarity.values())
    return sum(value for term, value in wanted.rarity.items() if term in held) / total if total else 0.0


def _outlet_boosts(query: str, rows: Iterable[Row]) -> dict[int, float]:
    asked = query.casefold()
    return {
        row.number: OUTLET_BOOST
        for row in rows
        if len(row.item.source.outlet) > 3 and row.item.source.outlet.casefold() in asked
    }
