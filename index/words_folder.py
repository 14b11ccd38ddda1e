"""The index of words in a folder: tantivy (BM25), for the processes of one machine.

The only file that searches with tantivy. SQLite's FTS5 would keep words inside the ledger, but its bm25() over
a question of five words takes 73 ms among 100,000 passages where this takes 0.8 (README, "Measured").
A fresh copy leaves out what is gone.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path

import tantivy
from tantivy import FieldType, Occur, Query

from index.errors import StoreError
from index.filters import EVERYTHING, Filters
from index.ledger.rows import ItemKind, Row
from index.statement import Statement
from index.words import BATCH, Words, encodable, indexed_text

_ANALYSER = "news"
_HEAP = 64_000_000  # bytes the writer may fill before it writes a segment


class WordsInFolder(Words):
    """The words of one edition of a store."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
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
        self._index.register_tokenizer(_ANALYSER, self._analyser)

    # ------------------------------------------------------------------ writing

    def follow(self, rows: Iterable[Row]) -> None:
        remaining = iter(rows)
        writer = None
        while batch := list(islice(remaining, BATCH)):
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
        self._index.reload()
        self.__dict__.pop("_searcher", None)
        self.__dict__.pop("_size", None)

    @cached_property
    def _searcher(self) -> tantivy.Searcher:
        self._index.reload()
        return self._index.searcher()

    def size(self) -> int:
        return self._size

    @cached_property
    def _size(self) -> int:
        return int(self._searcher.num_docs)

    def numbers(self) -> list[int]:
        every = self._searcher.search(Query.all_query(), max(1, self.size()), count=False)
        found = self._searcher.fast_field_values("number", [address for _, address in every.hits])
        return [int(number or 0) for number in found]

    def frequency(self, term: str) -> int:
        return int(self._searcher.doc_freq("text", term))

    def _beginning(self, letter: str) -> Mapping[str, int]:
        return dict(self._searcher.terms_with_prefix("text", letter))

    def search(
        self,
        weights: dict[str, float],
        phrases: Sequence[Sequence[str]],
        kind: ItemKind,
        k: int,
        filters: Filters,
    ) -> dict[int, float]:
        return self._top([*self._wanted(weights, phrases)], [*self._demands(kind, filters)], k)

    def holding(self, phrases: Sequence[Sequence[str]], kind: ItemKind, k: int, filters: Filters) -> set[int]:
        each = [self._run(phrase) for phrase in phrases if phrase]
        return set(self._top(each, [*each, *self._demands(kind, filters)], k))

    def _run(self, phrase: Sequence[str]) -> Query:
        """Terms that stand together."""
        schema = self._index.schema
        if len(phrase) == 1:
            return Query.term_query(schema, "text", phrase[0])
        return Query.phrase_query(schema, "text", list(phrase))

    def score(self, weights: dict[str, float], numbers: Sequence[int]) -> dict[int, float]:
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


def folder_is_sound(folder: Path) -> bool:
    """Whether a folder can be searched."""
    try:
        words = WordsInFolder(folder)
        words.search({"a": 1.0}, (), "passage", 1, EVERYTHING)
    except (StoreError, ValueError, OSError):  # what tantivy raises for files it cannot read
        return False
    return True
