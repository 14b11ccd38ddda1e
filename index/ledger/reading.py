"""One generation of the ledger, read: a whole state, whatever a writer is doing meanwhile."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.catalogue import Catalogue, catalogued
from index.coverage import Coverage
from index.filters import Filters
from index.ledger.database import Database, chunks, marks
from index.ledger.filtering import passing_articles, passing_items, spoken_by
from index.ledger.rows import ItemKind, Place, Row
from index.ledger.schema import ARTICLE, ITEM, ITEMS, SOURCE, SPOKEN, VALID, VISIBLE, WITH_ARTICLE
from index.ledger.shaping import article_of


class Reading(Database):
    """Every method names the generation it reads."""

    def count(self, kind: ItemKind, generation: int) -> int:
        """Visible passages or statements."""
        query = f"SELECT count(*) FROM {ITEMS} WHERE kind = :kind AND {VISIBLE} AND {VALID}"
        return int(self.db.execute(query, {"kind": kind, "generation": generation}).fetchone()[0])

    def coverage(self, filters: Filters, generation: int) -> Coverage:
        """How many articles pass the filters, and from when to when. With speakers: in which they speak."""
        where, values = passing_articles(filters, generation)
        row = self.db.execute(
            f"SELECT count(*), min(nullif(day, '')), max(nullif(day, '')) FROM articles WHERE {where}", values
        ).fetchone()
        return Coverage(row[0], row[1], row[2], self.fact("indexed_at") or None)

    def catalogue(self, kind: ItemKind, generation: int) -> Catalogue:
        """The visible items of a kind, to filter without a query."""
        columns = 'items.number, day, outlet, language, article, "start", "end"'
        query = f"SELECT {columns} FROM {ITEMS} WHERE kind = :kind AND {VISIBLE} AND {VALID}"
        rows = sorted(self.db.execute(query, {"kind": kind, "generation": generation}).fetchall())
        return catalogued(rows)

    def spoken(self, names: Sequence[str], generation: int) -> NDArray[np.int64]:
        """Article, start, end and number of every visible statement of these speakers, one a row."""
        where, values = spoken_by(names, generation)
        query = f'SELECT article, "start", "end", items.number FROM {SPOKEN} {WITH_ARTICLE} WHERE {where}'
        return np.array(self.db.execute(query, values).fetchall(), np.int64).reshape(-1, 4)

    def numbers(self, kind: ItemKind, filters: Filters, generation: int) -> list[int]:
        """The numbers of the visible items that pass the filters."""
        where, values = passing_items(filters, generation)
        query = f"SELECT items.number FROM {ITEMS} WHERE kind = :kind AND {where}"
        return [row[0] for row in self.db.execute(query, {"kind": kind} | values)]

    def visible(self, numbers: Iterable[int], filters: Filters, generation: int) -> set[int]:
        """Those of the items that are visible and pass the filters."""
        where, values = passing_items(filters, generation)
        found: set[int] = set()
        for some in chunks(list(numbers)):
            among = ", ".join(map(str, some))
            query = f"SELECT items.number FROM {ITEMS} WHERE items.number IN ({among}) AND {where}"
            found.update(row[0] for row in self.db.execute(query, values))
        return found

    def places(self, numbers: Iterable[int], filters: Filters, generation: int) -> dict[int, Place]:
        """As `rows`, without reading a body."""
        where, values = passing_items(filters, generation)
        found: dict[int, Place] = {}
        for some in chunks(list(numbers)):
            query = (
                'SELECT items.number, article, path, outlet, day, "start", text_hash '
                f"FROM {ITEMS} WHERE items.number IN ({', '.join(map(str, some))}) AND {where}"
            )
            found.update((row[0], Place(*row[1:])) for row in self.db.execute(query, values))
        return found

    def rows(self, numbers: Iterable[int], filters: Filters, generation: int) -> dict[int, Row]:
        """The visible items under these numbers that pass the filters."""
        where, values = passing_items(filters, generation)
        found: dict[int, Row] = {}
        for some in chunks(list(numbers)):
            among = ", ".join(map(str, some))
            query = f"SELECT {ITEM}, {SOURCE} FROM {ITEMS} WHERE items.number IN ({among}) AND {where}"
            found.update((row.number, row) for row in self.with_texts(self.db.execute(query, values)))
        return found

    def statements(self, filters: Filters, generation: int) -> Iterator[Row]:
        """The visible statements that pass the filters, by day (unknown last) and hour (known first), path, place."""
        where, values = passing_items(filters, generation)
        query = (
            f"SELECT {ITEM}, {SOURCE} FROM {ITEMS} WHERE kind = 'statement' AND {where} "
            "ORDER BY nullif(day, '') NULLS LAST, published = day, published, path, article, \"start\", items.number"
        )
        yield from self.with_texts(self.db.execute(query, values))

    def statements_in(self, article_id: str, generation: int) -> Iterator[Row]:
        """The statements of one article as it stands, in their order."""
        query = (
            f"SELECT {ITEM}, {SOURCE} FROM {ITEMS} WHERE kind = 'statement' AND article_id = :id "
            f'AND {VISIBLE} AND {VALID} ORDER BY "start", items.number'
        )
        yield from self.with_texts(self.db.execute(query, {"id": article_id, "generation": generation}))

    def hashes(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """The text hash of each item."""
        found: dict[int, bytes] = {}
        for some in chunks(list(numbers)):
            query = f"SELECT number, text_hash FROM items WHERE number IN ({marks(some)})"
            found.update(self.db.execute(query, some).fetchall())
        return found

    def article(self, path_or_id: str, generation: int) -> Article | None:
        """A visible article by its id, or by its path when one article alone has it."""
        query = f"SELECT {ARTICLE} FROM articles WHERE (article_id = :key OR path = :key) AND {VISIBLE} LIMIT 2"
        rows = self.db.execute(query, {"key": path_or_id, "generation": generation}).fetchall()
        return article_of(rows[0]) if len(rows) == 1 else None

    def outlets(self, generation: int) -> tuple[str, ...]:
        """The outlets of the visible articles."""
        query = f"SELECT DISTINCT outlet FROM articles WHERE outlet <> '' AND {VISIBLE} ORDER BY outlet"
        return tuple(row[0] for row in self.db.execute(query, {"generation": generation}))
