"""Query -> the items of one snapshot that fit best: candidates by words and by meaning, then ranked."""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.boosting import PHRASE, boost, days_named
from index.embedding import Embedder
from index.filters import EVERYTHING, Filters
from index.hit import Hit, Near
from index.ledger.ledger import Ledger
from index.ledger.rows import ItemKind, Place, Row
from index.matching import Asked, Reading, asked_of, holdings, read
from index.products import cosines
from index.ranking import FIRST, Signs, scores, weights_for
from index.snapshot import Snapshot
from index.wanted import Wanted, understood

# So many are taken of each list, or as many as are asked for. Up to 100 passages changed nothing among the
# first ten.
CANDIDATES: dict[ItemKind, int] = {"passage": 40, "statement": 100}
MATCHED = 30  # of these, so many are read sentence by sentence; 60 found nothing more
_MORE = 4  # times as many are taken where too few of those found still stand
SCORED = 2_000  # so many are scored by their words one by one; of more, enough of the best will pass
COMPARED = 20_000  # so many vectors are compared one by one in the time Chroma takes for some hundred neighbours

Vector = NDArray[np.float32]
Numbers = NDArray[np.int64]
Readings = Mapping[bytes, Reading]  # by the hash of the passage's text


@dataclass(frozen=True, slots=True)
class Ranked:
    """Items found for a query: `numbers`, best first, and what is known of each by its number."""

    wanted: Wanted
    asked: Asked
    numbers: list[int]
    signs: dict[int, Signs]
    scores: dict[int, float]
    readings: Readings  # of those that were read sentence by sentence
    complete: bool  # whether nothing else passes the filters


@dataclass(frozen=True, slots=True)
class Search:
    """One query against one snapshot of a store. Speakers in `filters` stand by their canonical names."""

    ledger: Ledger
    embedder: Embedder
    snapshot: Snapshot
    query: str
    filters: Filters
    kind: ItemKind

    def ranked(self, k: int) -> Ranked:
        """The candidates, best first, k or more where so many pass the filters. Equal scores are ordered by path
        and place."""
        vector = self.embedder.embed([self.query])[0]
        wanted = understood(self.query, self.snapshot.words, lambda word: len(self.embedder.pieces([word])[0]) == 1)
        asked = asked_of(wanted.words, vector, self.embedder.pieces)
        # No more than there are: tantivy and Chroma make room for as many as they are asked for.
        wide = min(max(CANDIDATES[self.kind], k), self.snapshot.words.size() + 1)
        while not (ranked := self._ranked(asked, wanted, wide)).complete and len(ranked.numbers) < k:
            wide *= 4  # much of what was found is gone from the articles
        return ranked

    def _ranked(self, asked: Asked, wanted: Wanted, wide: int) -> Ranked:
        """The best of `wide` candidates by words and as many by meaning."""
        vector = asked.vector
        lexical, similar = self._candidates(vector, wanted, wide)
        complete = len(similar) < wide
        holding = self._holding(wanted, wide)
        places = self.ledger.places({*lexical, *similar, *holding}, self._but_speakers, self.snapshot.generation)
        rest = np.array([number for number in places if number not in similar], np.int64)
        similar |= self.snapshot.vectors.compared(self.kind, vector, rest, len(rest))
        lexical |= self.snapshot.words.score(wanted.weights, [number for number in places if number not in lexical])
        most = wanted.most
        signs = self._signs(places, {number: score / most for number, score in lexical.items()}, similar, holding)
        found = scores(signs, FIRST)
        ranked = Ranked(wanted, asked, _ordered(places, found), signs, found, {}, complete)
        return self._matched(ranked, places) if self.kind == "passage" else ranked

    def hits(self, ranked: Ranked, numbers: Sequence[int]) -> list[Hit]:
        """The ranked items under these numbers, in full."""
        rows = self.ledger.rows(numbers, self._but_speakers, self.snapshot.generation)
        unread = [row.text_hash for row in rows.values() if row.text_hash not in ranked.readings]
        readings = {**ranked.readings, **self._read(ranked.asked, unread)}
        near = _near_sentences(rows.values(), readings)
        held = self._held(ranked.asked, [rows[number] for number in numbers], readings)
        return [
            Hit(
                rows[number].item,
                ranked.scores[number],
                ranked.signs[number].similarity,
                share,
                near.get(number, ()),
            )
            for number, share in zip(numbers, held, strict=True)
        ]

    # ------------------------------------------------------------------ candidates

    def _holding(self, wanted: Wanted, wide: int) -> set[int]:
        """Items that hold every phrase of the query that stood between quotation marks."""
        if not wanted.phrases:
            return set()
        found = self.snapshot.words.holding(wanted.phrases, self.kind, wide, self.filters)
        return found & set(self._passing().tolist()) if self.filters.speakers else found

    @property
    def _but_speakers(self) -> Filters:
        """What candidates must still be held against: whose words they hold is known by then."""
        return replace(self.filters, speakers=())

    def _passing(self) -> Numbers:
        """The items that pass the filters, ascending."""
        speakers = self.filters.speakers
        among = self.snapshot.spoken(self.kind, speakers) if speakers else None
        return self.snapshot.catalogue(self.kind).passing(self.filters, among)

    def _candidates(self, vector: Vector, wanted: Wanted, wide: int) -> tuple[dict[int, float], dict[int, float]]:
        """The best by words and by meaning, each number -> score."""
        words = self.snapshot.words
        if self.filters.speakers:
            among = self._passing()
            return self._wordiest(wanted, among, wide), self._nearest(vector, among, wide)
        lexical = self._standing(
            lambda k: words.search(wanted.weights, wanted.phrases, self.kind, k, self.filters), wide
        )
        if self.filters == EVERYTHING:
            return lexical, self._standing(lambda k: self.snapshot.vectors.nearest(self.kind, vector, k), wide)
        return lexical, self._nearest(vector, self._passing(), wide)

    def _standing(self, fetch: Callable[[int], dict[int, float]], wide: int) -> dict[int, float]:
        """The best that stand in this generation. Words and vectors keep what is gone until a fresh copy is made,
        and a story told anew ten times is there ten times: more are taken until enough of them stand."""
        wanted = wide
        while True:
            found = fetch(wanted)
            standing = self.ledger.visible(found, EVERYTHING, self.snapshot.generation)
            if len(standing) >= wide or len(found) < wanted:
                return _best({number: found[number] for number in found if number in standing}, wide)
            wanted *= _MORE

    def _wordiest(self, wanted: Wanted, among: Numbers, wide: int) -> dict[int, float]:
        """The best by words of some items: of few, each is scored; of many, enough of the best of all are taken."""
        words = self.snapshot.words
        if len(among) > SCORED:
            found = self._among(lambda k: words.search(wanted.weights, (), self.kind, k, self.filters), among, wide)
            if found is not None:
                return found
        return _best(words.score(wanted.weights, among.tolist()), wide)

    def _among(self, fetch: Callable[[int], dict[int, float]], among: Numbers, wide: int) -> dict[int, float] | None:
        """The best of some items out of ever more of the best of all, until `wide` of them are there or no more is
        found; None where it is quicker to look at each of them, because the filter leaves out just what the query is
        about."""
        k = self._enough(among, wide)
        while k < len(among):
            found = fetch(k)
            passing = np.isin(np.fromiter(found, np.int64, len(found)), among, assume_unique=True)
            if passing.sum() >= wide or len(found) < k:
                return _best({n: value for (n, value), fits in zip(found.items(), passing, strict=True) if fits}, wide)
            k *= _MORE
        return None

    def _enough(self, among: Numbers, wide: int) -> int:
        """Of how many of all items `wide` may be expected among these, with some to spare."""
        return math.ceil(1.5 * wide * len(self.snapshot.catalogue(self.kind).numbers) / len(among))

    def _nearest(self, vector: Vector, among: Numbers, wide: int) -> dict[int, float]:
        """The nearest of the items that pass the filters.

        Chroma filters slowly (40-300 ms among 100,000), so up to COMPARED items are compared one by one; of more,
        enough of the nearest will pass.
        """
        vectors = self.snapshot.vectors
        if len(among) > COMPARED:
            found = self._among(lambda k: vectors.nearest(self.kind, vector, k), among, wide)
            if found is not None:
                return found
        return vectors.compared(self.kind, vector, among, wide)

    # ------------------------------------------------------------------ ranking

    def _signs(
        self,
        places: Mapping[int, Place],
        words: Mapping[int, float],
        similar: Mapping[int, float],
        holding: Collection[int],
    ) -> dict[int, Signs]:
        """What is known before any sentence is read."""
        asked = self.query.casefold()
        days = days_named(self.query, lambda: self.snapshot.catalogue(self.kind).newest)
        return {
            number: Signs(
                article=place.article,
                leads=place.start == 0,
                similarity=similar.get(number, 0.0),
                words=min(1.0, words.get(number, 0.0)),
                match=0.0,
                boost=boost(asked, days, place.outlet, place.day) + PHRASE * (number in holding),
            )
            for number, place in places.items()
        }

    def _matched(self, ranked: Ranked, places: Mapping[int, Place]) -> Ranked:
        """The most promising read sentence by sentence and ranked anew; the others follow them as they were."""
        promising, rest = ranked.numbers[:MATCHED], ranked.numbers[MATCHED:]
        readings = self._read(ranked.asked, [places[number].text_hash for number in promising])
        signs = {number: ranked.signs[number] for number in promising}
        for number in promising:
            if reading := readings.get(places[number].text_hash):
                signs[number] = signs[number].read(reading.fit)
        found = scores(signs, weights_for(self.query))
        least = min(found.values(), default=0.0)
        found |= {number: min(least, ranked.scores[number]) for number in rest}
        numbers = _ordered(places, found)
        return replace(ranked, numbers=numbers, signs=ranked.signs | signs, scores=found, readings=readings)

    def _read(self, asked: Asked, hashes: Sequence[bytes]) -> Readings:
        kept = self.ledger.sentence_vectors(self.embedder.name, hashes)
        return dict(zip(kept, read(asked, [*kept.values()], self.embedder.likeness), strict=True))

    def _held(self, asked: Asked, rows: Sequence[Row], readings: Readings) -> list[float]:
        """The share of the query's words in each item and its headline. What was read is not read again."""
        told = [row.item.source.headline if row.text_hash in readings else _headed(row) for row in rows]
        held = holdings(asked, self.embedder.pieces(told), self.embedder.likeness)
        for place, row in enumerate(rows):
            if row.text_hash in readings:
                held[:, place] = np.maximum(held[:, place], readings[row.text_hash].held)
        found: list[float] = cosines(held.T, asked.weights).tolist()
        return found


def _near_sentences(rows: Collection[Row], readings: Readings) -> dict[int, tuple[Near, ...]]:
    near: dict[int, tuple[Near, ...]] = {}
    for row in rows:
        if reading := readings.get(row.text_hash):
            start, fits = row.item.start, zip(reading.near.tolist(), reading.shares.tolist(), strict=True)
            near[row.number] = tuple(
                Near(start + a, start + b, *fit) for (a, b), fit in zip(reading.spans, fits, strict=True)
            )
    return near


def _headed(row: Row) -> str:
    return f"{row.item.source.headline}\n{row.item.text}"


def _ordered(places: Mapping[int, Place], found: Mapping[int, float]) -> list[int]:
    return sorted(found, key=lambda number: (-found[number], places[number].path, places[number].start))


def _best(found: Mapping[int, float], k: int) -> dict[int, float]:
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:k])
