"""Query -> the items of one snapshot that fit best: candidates by words and by meaning, then ranked."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.boosting import boost, days_named
from index.embedding import Embedder
from index.filters import EVERYTHING, Filters
from index.hit import Hit, Near
from index.ledger import ItemKind, Ledger, Place, Row
from index.matching import Asked, matches
from index.ranking import FIRST, Signs, scores, weights_for
from index.snapshot import Snapshot
from index.wanted import Wanted, understood
from index.words import Words

CANDIDATES = 100  # of each list; the order of the first ten did not change beyond it
MATCHED = 30  # of these, so many are read sentence by sentence; 60 found nothing more
FEW_ARTICLES = 400  # so many or fewer are compared one by one instead of asked of Chroma
FEW_ITEMS = 4_000  # so many items of one speaker: as many vectors are read and compared in 30 ms
_MOST_NEIGHBOURS = 3_200

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Items found for a query: `numbers`, best first, and what is known of each by its number."""

    vector: Vector
    wanted: Wanted
    numbers: list[int]
    signs: dict[int, Signs]
    scores: dict[int, float]


@dataclass(frozen=True, slots=True)
class Search:
    """One query against one snapshot of a store. Speakers in `filters` stand by their canonical names."""

    ledger: Ledger
    embedder: Embedder
    snapshot: Snapshot
    query: str
    filters: Filters
    kind: ItemKind

    def ranked(self) -> Ranked:
        """The candidates, best first. Equal scores are ordered by path and place."""
        vector = self.embedder.embed([self.query])[0]
        wanted = understood(self.query, self.snapshot.words)
        lexical, similar = self._candidates(vector, wanted)
        places = self.ledger.places({*lexical, *similar}, self.filters, self.snapshot.generation)
        similar |= self._similarities(vector, {n: place.text_hash for n, place in places.items() if n not in similar})
        lexical |= self.snapshot.words.score(wanted.weights, [number for number in places if number not in lexical])
        signs = self._signs(places, {n: score / wanted.most for n, score in lexical.items()}, similar)
        found = scores(signs, FIRST)
        ranked = Ranked(vector, wanted, _ordered(places, found), signs, found)
        return self._matched(ranked, places) if self.kind == "passage" else ranked

    def hits(self, ranked: Ranked, numbers: Sequence[int]) -> list[Hit]:
        """The ranked items under these numbers, in full."""
        rows = self.ledger.rows(numbers, self.filters, self.snapshot.generation)
        near = self._near_sentences(ranked.vector, rows.values())
        return [
            Hit(
                rows[number].item,
                ranked.scores[number],
                ranked.signs[number].similarity,
                _overlap(ranked.wanted, rows[number], self.snapshot.words),
                near.get(number, ()),
            )
            for number in numbers
        ]

    # ------------------------------------------------------------------ candidates

    def _candidates(self, vector: Vector, wanted: Wanted) -> tuple[dict[int, float], dict[int, float]]:
        """The best by words and by meaning, each number -> score."""
        words, generation = self.snapshot.words, self.snapshot.generation
        if self.filters.speakers:
            among = self.ledger.numbers(self.kind, self.filters, generation)
            return _best(words.score(wanted.weights, among)), self._nearest(vector, among)
        lexical = words.search(wanted.weights, wanted.phrases, self.kind, CANDIDATES, self.filters)
        return lexical, self._nearest(vector, None)

    def _nearest(self, vector: Vector, among: Sequence[int] | None) -> dict[int, float]:
        """The nearest visible items that pass the filters (`among`: all of them, where that is known).

        Chroma filters slowly (40-300 ms among 100,000), so it is asked for more than needed, and the ledger
        leaves out what does not pass; where little passes, that little is compared one by one.
        """
        ledger, generation, filters = self.ledger, self.snapshot.generation, self.filters
        if filters == EVERYTHING:
            return self.snapshot.vectors.nearest(self.kind, vector, CANDIDATES)
        if among is not None:
            if len(among) <= FEW_ITEMS:
                return self._compared(vector, among)
            share = len(among) / ledger.count(self.kind, generation)
        else:
            passing = ledger.coverage(filters, generation).articles
            if passing == 0:
                return {}
            if passing <= FEW_ARTICLES:
                return self._compared(vector, ledger.numbers(self.kind, filters, generation))
            share = passing / ledger.coverage(EVERYTHING, generation).articles
        wide = min(_MOST_NEIGHBOURS, math.ceil(CANDIDATES / share * 1.5))
        nearest = self.snapshot.vectors.nearest(self.kind, vector, wide)
        visible = ledger.visible(nearest, filters, generation)
        return _best({number: value for number, value in nearest.items() if number in visible})

    def _compared(self, vector: Vector, numbers: Sequence[int]) -> dict[int, float]:
        return _best(self._similarities(vector, self.ledger.hashes(numbers)))

    def _similarities(self, vector: Vector, hashes: Mapping[int, bytes]) -> dict[int, float]:
        kept = self.ledger.vectors(self.embedder.name, hashes.values())
        numbers = [number for number, key in hashes.items() if key in kept]
        if not numbers:
            return {}
        found = np.stack([kept[hashes[number]] for number in numbers]) @ vector
        return dict(zip(numbers, map(float, found), strict=True))

    # ------------------------------------------------------------------ ranking

    def _signs(
        self, places: Mapping[int, Place], words: Mapping[int, float], similar: Mapping[int, float]
    ) -> dict[int, Signs]:
        """What is known before any sentence is read."""
        asked, days = self.query.casefold(), days_named(self.query)
        return {
            number: Signs(
                article=place.article,
                leads=place.start == 0,
                similarity=similar.get(number, 0.0),
                words=min(1.0, words.get(number, 0.0)),
                match=0.0,
                boost=boost(asked, days, place.outlet, place.day),
            )
            for number, place in places.items()
        }

    def _matched(self, ranked: Ranked, places: Mapping[int, Place]) -> Ranked:
        """The most promising read sentence by sentence and ranked anew; the others follow them as they were."""
        promising, rest = ranked.numbers[:MATCHED], ranked.numbers[MATCHED:]
        kept = self.ledger.sentence_vectors(self.embedder.name, [places[n].text_hash for n in promising])
        readable = [number for number in promising if places[number].text_hash in kept]
        passages = [kept[places[number].text_hash] for number in readable]
        fits = matches(self._asked(ranked), passages, self.embedder.likeness)
        signs = {number: ranked.signs[number] for number in promising}
        for number, fit in zip(readable, fits.tolist(), strict=True):
            signs[number] = replace(signs[number], match=fit)
        found = scores(signs, weights_for(self.query))
        least = min(found.values(), default=0.0)
        found |= {number: min(least, ranked.scores[number]) for number in rest}
        return replace(ranked, numbers=_ordered(places, found), signs=ranked.signs | signs, scores=found)

    def _asked(self, ranked: Ranked) -> Asked:
        """A word of several pieces counts no more than another of its rarity."""
        words = ranked.wanted.words
        pieces = self.embedder.pieces(list(words))
        weights = [rarity / len(some) for rarity, some in zip(words.values(), pieces, strict=True) for _ in some]
        total = sum(weights) or 1.0
        every = np.concatenate([np.zeros(0, np.uint16), *pieces])
        return Asked(ranked.vector, every, np.array(weights, np.float32) / total)

    def _near_sentences(self, vector: Vector, rows: Iterable[Row]) -> dict[int, tuple[Near, ...]]:
        kept = self.ledger.sentence_vectors(self.embedder.name, [row.text_hash for row in rows])
        near: dict[int, tuple[Near, ...]] = {}
        for row in rows:
            if row.text_hash in kept:
                found, start = kept[row.text_hash], row.item.start
                scored = (found.vectors @ vector).tolist()
                near[row.number] = tuple(
                    Near(start + a, start + b, score) for (a, b), score in zip(found.spans, scored, strict=True)
                )
        return near


def _ordered(places: Mapping[int, Place], found: Mapping[int, float]) -> list[int]:
    return sorted(found, key=lambda number: (-found[number], places[number].path, places[number].start))


def _best(found: Mapping[int, float]) -> dict[int, float]:
    ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(ranked[:CANDIDATES])


def _overlap(wanted: Wanted, row: Row, words: Words) -> float:
    held = set(words.terms(row.item.source.headline + "\n" + row.item.text))
    total = sum(wanted.rarity.values())
    return sum(value for term, value in wanted.rarity.items() if term in held) / total if total else 0.0
