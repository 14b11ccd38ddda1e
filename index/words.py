"""Finding items by their words: a tantivy index (BM25) that follows the ledger.

The only file that imports tantivy. SQLite's FTS5 would keep words inside the ledger, but its bm25() over
a question of five words takes 73 ms among 100,000 passages where this takes 0.8 (README, "Measured").
What is gone is not removed: the ledger hides it, and a fresh copy leaves it out.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path

import tantivy
from rapidfuzz import process
from rapidfuzz.distance import OSA
from tantivy import FieldType, Filter, Occur, Query, TextAnalyzerBuilder, Tokenizer

from index.errors import StoreError
from index.filters import EVERYTHING, Filters
from index.ledger.rows import ItemKind, Row
from index.statement import Statement

_ANALYSER = "news"
_HEAP = 64_000_000  # bytes the writer may fill before it writes a segment
_BATCH = 20_000  # rows a commit
_LONG_ENOUGH = 6  # letters: of shorter words too many are alike
_TWO_SLIPS = 8  # letters from which two slips are mended
_LONG = 60  # a longer "word" is an address or noise


class Words:
    """The words of every item, in one folder. One writer; readers hold what they opened until `reload`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        schema = (
            tantivy.SchemaBuilder()
            .add_integer_field("number", stored=True, indexed=True, fast=True)
            .add_text_field("kind", tokenizer_name="raw", index_option="basic")
            .add_text_field("text", tokenizer_name=_ANALYSER, index_option="position")
            .add_text_field("outlet", tokenizer_name="raw", index_option="basic")
            .add_text_field("language", tokenizer_name="raw", index_option="basic")
            .add_integer_field("day", indexed=True, fast=True)
            .build()
        )
        try:
            self._index = tantivy.Index(schema, str(folder))
        except ValueError as error:  # files it cannot read, or of another version's schema
            raise StoreError(f"{folder} cannot be read ({error}); mend it by an update: python -m index") from error
        self._analyser = (
            TextAnalyzerBuilder(Tokenizer.simple())
            .filter(Filter.lowercase())
            .filter(Filter.remove_long(_LONG))
            .filter(Filter.ascii_fold())
            .filter(Filter.stemmer("english"))
            .build()
        )
        self._index.register_tokenizer(_ANALYSER, self._analyser)

    # ------------------------------------------------------------------ writing

    def follow(self, rows: Iterable[Row]) -> None:
        """Takes up rows; one that an interrupted run already brought is replaced, never doubled."""
        remaining = iter(rows)
        writer = None
        while batch := list(islice(remaining, _BATCH)):
            writer = writer or self._index.writer(_HEAP, 1)  # one thread: one order of documents
            for row in batch:
                writer.delete_documents_by_term("number", row.number)
                writer.add_document(self._document(row))
            writer.commit()
        if writer is not None:
            writer.wait_merging_threads()

    def _document(self, row: Row) -> tantivy.Document:
        source, document = row.item.source, tantivy.Document()
        document.add_integer("number", row.number)
        document.add_text("kind", "statement" if isinstance(row.item, Statement) else "passage")
        document.add_text("text", encodable(indexed_text(row)))
        document.add_text("outlet", source.outlet.casefold())
        document.add_text("language", source.language.casefold())
        if source.day is not None:
            document.add_integer("day", source.day.toordinal())
        return document

    # ------------------------------------------------------------------ searching

    def reload(self) -> None:
        """Sees what was committed since; also drops what this object remembered of the old state."""
        self._index.reload()
        self.__dict__.pop("_searcher", None)
        self.__dict__.pop("_size", None)

    @cached_property
    def _searcher(self) -> tantivy.Searcher:
        self._index.reload()
        return self._index.searcher()

    def terms(self, text: str) -> list[str]:
        """The index terms of a text, in order: folded, stemmed."""
        tokens: list[str] = self._analyser.analyze(encodable(text))
        return tokens

    def size(self) -> int:
        """How many items there are."""
        return self._size

    @cached_property
    def _size(self) -> int:
        return int(self._searcher.num_docs)

    def numbers(self) -> list[int]:
        """The number of every item there is; one that were there twice is given twice."""
        every = self._searcher.search(Query.all_query(), max(1, self.size()), count=False)
        found = self._searcher.fast_field_values("number", [address for _, address in every.hits])
        return [int(number or 0) for number in found]

    def frequency(self, term: str) -> int:
        """How many items hold an index term."""
        return int(self._searcher.doc_freq("text", term))

    def spelt_like(self, term: str) -> str:
        """The index term that an unknown one is a slip of the pen away from (two in long ones), the most
        frequent of the nearest; itself when there is none. Slips in the first letter are rare and not mended."""
        if len(term) < _LONG_ENOUGH or not term.isalpha() or self.frequency(term):
            return term
        known = dict(self._searcher.terms_with_prefix("text", term[0]))
        slips = 1 if len(term) < _TWO_SLIPS else 2
        found = process.extract(term, list(known), scorer=OSA.distance, score_cutoff=slips, limit=None)
        return min(((distance, -known[like], like) for like, distance, _ in found), default=(0, 0, term))[2]

    def search(
        self,
        weights: dict[str, float],
        phrases: Sequence[Sequence[str]],
        kind: ItemKind,
        k: int,
        filters: Filters,
    ) -> dict[int, float]:
        """The k best items by BM25: number -> score. `weights` gives each term's weight; `phrases` are runs
        of terms that must stand together, and count for what their terms count."""
        return self._top([*self._wanted(weights, phrases)], [*self._demands(kind, filters)], k)

    def holding(self, phrases: Sequence[Sequence[str]], kind: ItemKind, k: int, filters: Filters) -> set[int]:
        """Items that hold every one of the phrases, the k that fit best."""
        each = [self._run(phrase) for phrase in phrases if phrase]
        return set(self._top(each, [*each, *self._demands(kind, filters)], k))

    def _run(self, phrase: Sequence[str]) -> Query:
        """Terms that stand together."""
        schema = self._index.schema
        if len(phrase) == 1:
            return Query.term_query(schema, "text", phrase[0])
        return Query.phrase_query(schema, "text", list(phrase))

    def score(self, weights: dict[str, float], numbers: Sequence[int]) -> dict[int, float]:
        """BM25 of given items: number -> score; items without any of the terms are left out."""
        if not numbers:
            return {}
        members = Query.term_set_query(self._index.schema, "number", list(numbers))
        return self._top([*self._wanted(weights, ())], [members], len(numbers))

    def _top(self, wanted: list[Query], demands: list[Query], k: int) -> dict[int, float]:
        if not wanted:
            return {}
        anything = Query.boolean_query([(Occur.Should, query) for query in wanted])
        musts = [(Occur.Must, Query.const_score_query(query, 0.0)) for query in demands]
        result = self._searcher.search(Query.boolean_query([(Occur.Must, anything), *musts]), k, count=False)
        numbers = self._searcher.fast_field_values("number", [address for _, address in result.hits])
        return {int(number or 0): float(score) for number, (score, _) in zip(numbers, result.hits, strict=True)}

    def _wanted(self, weights: dict[str, float], phrases: Sequence[Sequence[str]]) -> Iterable[Query]:
        for term, weight in weights.items():
            yield Query.boost_query(Query.term_query(self._index.schema, "text", term), weight)
        for phrase in phrases:
            if len(phrase) > 1:
                yield self._run(phrase)

    def _demands(self, kind: ItemKind, filters: Filters) -> Iterable[Query]:
        schema = self._index.schema
        yield Query.term_query(schema, "kind", kind)
        if filters.since or filters.until:
            since = filters.since.toordinal() if filters.since else None
            until = filters.until.toordinal() if filters.until else None
            yield Query.range_query(schema, "day", FieldType.Integer, since, until)
        if filters.outlets:
            yield self._one_of("outlet", filters.outlets)
        if filters.languages:
            yield self._one_of("language", [language for language in filters.languages if language])

    def _one_of(self, field: str, names: Sequence[str]) -> Query:
        either = [Query.term_query(self._index.schema, field, name.casefold()) for name in names]
        return Query.boolean_query([(Occur.Should, query) for query in either])


def words_are_sound(folder: Path) -> bool:
    """Whether a folder can be searched."""
    try:
        words = Words(folder)
        words.search({"a": 1.0}, (), "passage", 1, EVERYTHING)
    except (StoreError, ValueError, OSError):  # what tantivy raises for files it cannot read
        return False
    return True


def indexed_text(row: Row) -> str:
    """What an item's words are: a header of headline, outlet and day, then its text. The header always
    helped BM25 where it was measured (+0.06 MAP), so passages without the subject's name are found."""
    source = row.item.source
    names = " ".join(speaker.name for speaker in row.item.speakers) if isinstance(row.item, Statement) else ""
    return "\n".join((source.headline, source.outlet, source.published[:10], names, row.item.text))


def encodable(text: str) -> str:
    """Lone surrogates cannot be encoded; a query may carry them."""
    return text.encode("utf-8", "replace").decode()
