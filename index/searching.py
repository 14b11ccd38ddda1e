"""The read path: a query and filters -> the passages or statements that fit best."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Source
from index.coverage import Coverage, Status
from index.embedding import Embedder
from index.filters import EVERYTHING, Filters
from index.fitting import fitting
from index.hit import Hit, Near
from index.ledger import Item, ItemKind, Ledger, Row
from index.person import Person
from index.ranking import fuse
from index.register import Register
from index.snapshot import Snapshot, Snapshots
from index.statement import Statement
from index.stopwords import STOPWORDS
from index.surveying import status
from index.words import Words

CANDIDATES = 100  # of each list; the fused order of the first ten did not change beyond it
OUTLET_BOOST = 0.2  # for an outlet named in the query (MODELS, section 4: +0.024 recall)
FEW_ARTICLES = 400  # so many or fewer are compared one by one instead of asked of Chroma
FEW_ITEMS = 4_000  # so many items of one speaker: as many vectors are read and compared in 30 ms
_MOST_NEIGHBOURS = 3_200
_QUOTED = re.compile(r'["“„«]([^"“”„«»]{3,300})["”“»]')


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
        self._register = Register(ledger)
        self._people: tuple[int, tuple[Person, ...]] = (0, ())  # of one generation

    def search(self, query: str, k: int, filters: Filters = EVERYTHING, kind: ItemKind = "passage") -> list[Hit]:
        """The k best items, best first. Equal scores are ordered by path and place: one query, one store,
        one answer. Of statements that are copies of one another only the best is given; with speakers,
        passages are those that hold words of theirs."""
        vector = self._embedder.embed([query])[0]
        with self._snapshots.current() as snapshot:
            filters = self._resolved(filters, snapshot.generation)
            wanted = understood(query, snapshot.words)
            among = self._ledger.numbers(kind, filters, snapshot.generation) if filters.speakers else None
            if among is None:
                lexical = snapshot.words.search(wanted.weights, wanted.phrases, kind, CANDIDATES, filters)
            else:
                lexical = _best(snapshot.words.score(wanted.weights, among))
            dense = self._nearest(snapshot, vector, kind, filters, among)
            rows = self._ledger.rows({*lexical, *dense}, filters, snapshot.generation)
            similarity = dense | self._similarities(vector, [rows[n] for n in rows if n not in dense])
            lexical |= snapshot.words.score(wanted.weights, [n for n in rows if n not in lexical])
            groups = self._register.groups(rows, snapshot.generation) if kind == "statement" else {}
        boosts = _outlet_boosts(query, rows.values())
        fused = fuse({n: lexical.get(n, 0.0) for n in rows}, {n: similarity.get(n, 0.0) for n in rows}, boosts)
        ranked = sorted(rows, key=lambda n: (-fused[n], rows[n].item.source.path, rows[n].item.start))
        best = _without_copies(ranked, groups)[:k]
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
        self,
        snapshot: Snapshot,
        vector: NDArray[np.float32],
        kind: ItemKind,
        filters: Filters,
        among: Sequence[int] | None,
    ) -> dict[int, float]:
        """The nearest visible items that pass the filters (`among`: all of them, where that is known).

        Chroma filters slowly (40-300 ms among 100,000), so it is asked for more than needed, and the ledger
        leaves out what does not pass; where little passes, that little is compared one by one.
        """
        generation = snapshot.generation
        if among is not None:
            if len(among) <= FEW_ITEMS:
                return self._compared(vector, among)
            share = len(among) / self._ledger.count(kind, generation)
        else:
            passing = self._ledger.coverage(filters, generation).articles
            if passing == 0:
                return {}
            if filters != EVERYTHING and passing <= FEW_ARTICLES:
                return self._compared(vector, self._ledger.numbers(kind, filters, generation))
            share = passing / self._ledger.coverage(EVERYTHING, generation).articles
        if filters == EVERYTHING:
            return snapshot.vectors.nearest(kind, vector, CANDIDATES)
        nearest = snapshot.vectors.nearest(kind, vector, min(_MOST_NEIGHBOURS, math.ceil(CANDIDATES / share * 1.5)))
        visible = self._ledger.visible(nearest, filters, generation)
        return _best({number: value for number, value in nearest.items() if number in visible})

    def _compared(self, vector: NDArray[np.float32], numbers: Sequence[int]) -> dict[int, float]:
        return _best(self._scores(vector, self._ledger.hashes(numbers)))

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
        generation = self._ledger.generation
        return self._ledger.coverage(self._resolved(filters, generation), generation)

    # ------------------------------------------------------------------ who said what

    def people(self) -> tuple[Person, ...]:
        """Everybody who speaks in the articles, by name."""
        return self._people_of(self._ledger.generation)

    def statements(self, filters: Filters = EVERYTHING, limit: int | None = None, article: str = "") -> list[Statement]:
        """The statements that pass the filters, in one article (its path or id) or in all, by day (unknown
        last), path and place; of copies the first."""
        generation = self._ledger.generation
        filters = self._resolved(filters, generation)
        passing = self._ledger.statements(filters, generation)
        rows = {row.number: row.item for row in passing if not article or _is_in(row.item, article)}
        first = _without_copies(rows, self._register.groups(rows, generation))
        items = (rows[number] for number in (first if limit is None else first[:limit]))
        return [item for item in items if isinstance(item, Statement)]

    def variants(self, statement: Statement) -> tuple[Statement, ...]:
        """Its copies: the same words, but for small edits, by the same speaker in other places, by day."""
        generation = self._ledger.generation
        number = self._register.number_of(statement, generation)
        if number is None:
            return ()
        others = [one for one in self._register.group_members(number, generation) if one != number]
        items = [row.item for row in self._ledger.rows(others, EVERYTHING, generation).values()]
        found = [item for item in items if isinstance(item, Statement)]
        return tuple(sorted(found, key=_when))

    def copies(self, statement: Statement) -> tuple[Source, ...]:
        """The other articles that carry it, by day."""
        sources = {variant.source.article_id: variant.source for variant in self.variants(statement)}
        sources.pop(statement.source.article_id, None)
        return tuple(sources.values())

    def _people_of(self, generation: int) -> tuple[Person, ...]:
        known, people = self._people
        if known != generation:
            people = self._register.people(generation)
            self._people = generation, people
        return people

    def _resolved(self, filters: Filters, generation: int) -> Filters:
        """Speakers by canonical name. A name that fits nobody in the list is looked for as it is, for some
        stand under statements only ("police")."""
        if not filters.speakers:
            return filters
        people = self._people_of(generation)
        names = [person.name for told in filters.speakers for person in fitting(people, told)]
        return replace(filters, speakers=tuple(dict.fromkeys((*names, *filters.speakers))))

    def outlets(self) -> tuple[str, ...]:
        return self._ledger.outlets(self._ledger.generation)

    def status(self) -> Status:
        """What the whole store holds, and what has changed on disk since."""
        return status(self._ledger)

    @property
    def generation(self) -> int:
        """Goes up with every update: what was remembered of an older one is stale."""
        return self._ledger.generation

    def frequency(self, word: str) -> int:
        """How many items hold a word."""
        with self._snapshots.current() as snapshot:
            return max((snapshot.words.frequency(term) for term in snapshot.words.terms(word)), default=0)

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


def _when(statement: Statement) -> tuple[str, bool, str, str, int]:
    """By day, unknown last; on one day by hour where it is known, for a wire is timed and its copies seldom are."""
    published = statement.source.published
    return published[:10] or "9999", len(published) <= 10, published, statement.source.path, statement.start


def _is_in(item: Item, path_or_id: str) -> bool:
    return path_or_id in (item.source.path, item.source.article_id)


def _best(scores: dict[int, float]) -> dict[int, float]:
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return dict(ranked[:CANDIDATES])


def _without_copies(numbers: Iterable[int], groups: dict[int, int]) -> list[int]:
    """The first of every group, in the order given."""
    first: dict[int, int] = {}
    for number in numbers:
        first.setdefault(groups.get(number, number), number)
    return list(first.values())


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
