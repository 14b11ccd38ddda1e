"""The read path: a query and filters -> the passages or statements that fit best."""

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache

import numpy as np

from index.article import Article, Source
from index.copies import Copies
from index.coverage import Coverage, Status
from index.echoing import Echoes
from index.embedding import Embedder, Vectors
from index.filters import EVERYTHING, Filters
from index.finding import Search
from index.fitting import fitting
from index.hit import Hit
from index.kinship import Kin
from index.leaf import Leaf, Listed
from index.ledger.ledger import Ledger
from index.ledger.register import Register
from index.ledger.rows import Item, ItemKind
from index.mastheads import one_name
from index.matching import asked_of, shares
from index.person import Person
from index.sentence_vectors import Pieces
from index.snapshot import Snapshot, Snapshots
from index.statement import Kind, Statement
from index.surveying import status
from index.wanted import Wanted, understood

PIECES_KEPT = 20_000  # texts whose pieces are kept, some 10 MB: the claims of a text are held against the same ones
_ABOUT = 100  # statements about something, where nobody says how many: beyond them little is about it


class Searcher:
    """One store, open for searching by any number of threads. Sees every update without a restart."""

    def __init__(self, ledger: Ledger, snapshots: Snapshots) -> None:
        self._ledger, self._snapshots = ledger, snapshots
        self._register = Register(ledger)
        # Of one generation: the ledger takes a hundredth of a second to name the outlets of 30,000 articles.
        self._people_of, self._outlets_of = lru_cache(1)(self._register.people), lru_cache(1)(ledger.outlets)
        self._copies = Copies(ledger, self._register)
        self._pieces = lru_cache(PIECES_KEPT)(_pieces_of)
        self._echoes = Echoes()
        self._held = threading.local()

    @contextmanager
    def steady(self) -> Iterator[None]:
        """In the block, and in this thread, everything is of one generation, though an update is published
        meanwhile: for whoever needs several looks for one answer."""
        with self._current() as snapshot:
            before, self._held.snapshot = getattr(self._held, "snapshot", None), snapshot
            try:
                yield
            finally:
                self._held.snapshot = before

    @contextmanager
    def _current(self) -> Iterator[Snapshot]:
        held: Snapshot | None = getattr(self._held, "snapshot", None)
        if held is not None:
            yield held
            return
        with self._snapshots.current() as snapshot:
            yield snapshot

    def search(self, query: str, k: int, filters: Filters = EVERYTHING, kind: ItemKind = "passage") -> list[Hit]:
        """The k best items, best first. Equal scores are ordered by path and place: one query, one store,
        one answer. Of items that are copies of one another one is given: a statement as it fits best, but no earlier
        version's; a passage as it was carried first, or in its latest version. With speakers, passages are those that
        hold words of theirs."""
        with self._current() as snapshot:
            filters = self._resolved(filters, snapshot.generation)
            search = Search(self._ledger, snapshot.embedder, snapshot, query, filters, kind)
            wide = k
            while True:
                ranked = search.ranked(wide)
                numbers, best = self._copies.each_once(ranked, kind, snapshot.generation)
                if len(numbers) >= k or ranked.complete:
                    return search.hits(replace(ranked, scores=ranked.scores | best), numbers[:k])
                wide *= 4  # many were copies

    def kin(self, article_ids: Sequence[str]) -> dict[str, tuple[Kin, ...]]:
        """The articles that belong to each of these: its copies, versions and corrections."""
        return self._ledger.kin(article_ids, self.generation)

    def superseded(self) -> set[str]:
        """The ids of the articles of which there is a later version."""
        return {*self._ledger.superseded(self.generation).values()}

    # ------------------------------------------------------------------ about the store

    def article(self, path_or_id: str) -> Article | None:
        """An article by its id, or by its path when one article alone has it."""
        return self._ledger.article(path_or_id, self.generation)

    def coverage(self, filters: Filters = EVERYTHING) -> Coverage:
        """How much a search with these filters looks through."""
        generation = self.generation
        return self._ledger.coverage(self._resolved(filters, generation), generation)

    # ------------------------------------------------------------------ who said what

    def people(self) -> tuple[Person, ...]:
        """Everybody who speaks in the articles, by name."""
        return self._people_of(self.generation)

    def statements(self, filters: Filters = EVERYTHING, limit: int | None = None, article: str = "") -> list[Statement]:
        """The statements that pass the filters, in one article (its path or id) or in all, by day (unknown
        last), path and place; of copies the first, but no earlier version's."""
        generation = self.generation
        filters = self._resolved(filters, generation)
        passing = self._ledger.statements(filters, generation)
        rows = {row.number: row.item for row in passing if not article or _is_in(row.item, article)}
        first = self._copies.first(rows, generation)
        items = (rows[number] for number in (first if limit is None else first[:limit]))
        return [item for item in items if isinstance(item, Statement)]

    def statements_about(
        self, about: str, filters: Filters = EVERYTHING, limit: int | None = None, article: str = ""
    ) -> list[Statement]:
        """Those nearest to a text, best first; all that pass, as `statements` gives them, where it is empty."""
        if not about:
            return self.statements(filters, limit, article)
        hits = self.search(about, sys.maxsize if article else limit or _ABOUT, filters, "statement")
        found = [hit.item for hit in hits if isinstance(hit.item, Statement)]
        if article:  # a search may not reach all of one article: what it did not follows in its order
            wanted = {one.statement_id: one for one in self.statements(filters, None, article)}
            found = [wanted.pop(one.statement_id) for one in found if one.statement_id in wanted] + [*wanted.values()]
        return found[:limit]

    def statements_in(self, article_id: str) -> tuple[Statement, ...]:
        """All statements of one article, in their order, copies of others' too."""
        rows = self._ledger.statements_in(article_id, self.generation)
        return tuple(row.item for row in rows if isinstance(row.item, Statement))

    def leaf_of_statements(
        self, filters: Filters, kinds: Sequence[Kind], offset: int, size: int, newest_first: bool = False
    ) -> Leaf[Statement]:
        """`size` of the statements of these kinds (none named: of any), from place `offset` on, in the order of
        `statements`, or the newest first; unknown days last. A canonical name means just this speaker."""
        generation = self.generation
        if not {*filters.speakers} <= {person.name for person in self._people_of(generation)}:
            filters = self._resolved(filters, generation)
        filters = self._with_outlets(filters, generation)
        numbers = self._ledger.statement_numbers(filters, kinds, generation)
        if newest_first:
            numbers = [*(n for n in reversed(numbers) if n[1]), *(n for n in numbers if not n[1])]
        wanted = [number for number, _ in numbers[offset : offset + size]]
        rows = self._ledger.rows(wanted, EVERYTHING, generation)
        items = (rows[number].item for number in wanted if number in rows)
        return Leaf(tuple(item for item in items if isinstance(item, Statement)), offset, len(numbers))

    def leaf_of_articles(self, filters: Filters, offset: int, size: int) -> Leaf[Listed]:
        """`size` of the articles that pass the filters, from place `offset` on, the newest first."""
        generation = self.generation
        filters = self._resolved(filters, generation)
        listed = self._ledger.articles(filters, offset, size, generation)
        return Leaf(tuple(listed), offset, self._ledger.coverage(filters, generation).articles)

    def listed(self, article_ids: Sequence[str]) -> tuple[Listed, ...]:
        """These articles as a list shows them, in the order given, without those that are gone."""
        return tuple(self._ledger.articles_of(article_ids, self.generation))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The model's own vectors of texts that are not of the index, such as a reader's."""
        with self._current() as snapshot:
            return snapshot.embedder.embed(texts)

    def variants(self, statement: Statement) -> tuple[Statement, ...]:
        """Its copies: the same words, but for small edits, by the same speaker in other places, by day."""
        generation = self.generation
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

    def _resolved(self, filters: Filters, generation: int) -> Filters:
        """Outlets as they are written, speakers by canonical name. A name that fits nobody in the list is looked
        for as it is, for some stand under statements only ("police")."""
        filters = self._with_outlets(filters, generation)
        if not filters.speakers:
            return filters
        people = self._people_of(generation)
        names = [person.name for told in filters.speakers for person in fitting(people, told)]
        return replace(filters, speakers=tuple(dict.fromkeys((*names, *filters.speakers))))

    def _with_outlets(self, filters: Filters, generation: int) -> Filters:
        """Outlets as they are written, each in all the ways that articles write it."""
        if not filters.outlets:
            return filters
        shown = one_name(self._outlets_of(generation))
        told = {outlet.casefold() for outlet in filters.outlets}
        wanted = {name for outlet, name in shown.items() if told & {outlet.casefold(), name.casefold()}}
        written = [outlet for outlet, name in shown.items() if name in wanted]
        return replace(filters, outlets=tuple(dict.fromkeys((*written, *filters.outlets))))

    def outlets(self) -> tuple[str, ...]:
        return self._outlets_of(self.generation)

    def status(self) -> Status:
        """What the whole store holds, and what has changed on disk since."""
        return status(self._ledger)

    @property
    def generation(self) -> int:
        """Goes up with every update: what was remembered of an older one is stale."""
        held: Snapshot | None = getattr(self._held, "snapshot", None)
        return held.generation if held is not None else self._ledger.generation

    def frequency(self, word: str) -> int:
        """How many items hold a word."""
        with self._current() as snapshot:
            return max((snapshot.words.frequency(term) for term in snapshot.words.terms(word)), default=0)

    def terms(self, text: str) -> list[str]:
        """The index terms of a text, in order: folded, stemmed."""
        with self._current() as snapshot:
            return snapshot.words.terms(text)

    def rarity(self, query: str) -> dict[str, float]:
        """The terms a query is searched by, with how much each tells (inverse document frequency)."""
        with self._current() as snapshot:
            return _wanted(query, snapshot).rarity

    def held(self, query: str, texts: Sequence[str]) -> list[float]:
        """The share of a query's words, by rarity, that each text holds, in [0, 1]: those of like meaning in part,
        where the model shows its vocabulary."""
        with self._current() as snapshot:
            embedder, wanted = snapshot.embedder, _wanted(query, snapshot)
            asked = asked_of(wanted.words, np.zeros(0, np.float32), embedder.pieces)
            if len(asked.pieces):
                pieces = [self._pieces(embedder, text) for text in texts]  # type: ignore[arg-type] # is hashable
                found: list[float] = shares(asked, pieces, embedder.likeness).tolist()
                return found
            total = sum(wanted.rarity.values()) or 1.0
            terms = [set(snapshot.words.terms(text)) for text in texts]
            return [sum(rarity for term, rarity in wanted.rarity.items() if term in some) / total for some in terms]

    def echoed(self, query: str, texts: Sequence[str]) -> list[float]:
        """As `held`, but with each word as it is meant in its sentence: nearer the truth, and a run of the model
        for each text. The same as `held` where the model does not show its words."""
        with self._current() as snapshot:
            weights = _wanted(query, snapshot).words
            if len(snapshot.embedder.pieces(["a"])[0]):
                return self._echoes(snapshot.embedder, query, weights, texts)
        return self.held(query, texts)

    def close(self) -> None:
        self._snapshots.close()
        self._ledger.close()


def _wanted(query: str, snapshot: Snapshot) -> Wanted:
    return understood(query, snapshot.words, lambda word: len(snapshot.embedder.pieces([word])[0]) == 1)


def _pieces_of(embedder: Embedder, text: str) -> Pieces:
    return np.unique(embedder.pieces([text])[0])


def _when(statement: Statement) -> tuple[str, bool, str, str, int]:
    """By day, unknown last; on one day by hour where it is known, for a wire is timed and its copies seldom are."""
    published = statement.source.published
    return published[:10] or "9999", len(published) <= 10, published, statement.source.path, statement.start


def _is_in(item: Item, path_or_id: str) -> bool:
    return path_or_id in (item.source.path, item.source.article_id)
