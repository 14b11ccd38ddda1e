"""The ledger held against itself: what it promises of every row."""

from collections.abc import Iterator

import numpy as np

from index.article import Article
from index.ledger.database import Database, chunks, marks
from index.ledger.rows import ItemKind, Row, embedded_text, text_hash
from index.ledger.schema import ARTICLE, ITEM, VALID, VISIBLE
from index.ledger.shaping import article_of, row_of

_ORPHANS = {
    "items": "SELECT number FROM items WHERE article NOT IN (SELECT number FROM articles)",
    "spoken": "SELECT item FROM spoken WHERE item NOT IN (SELECT number FROM items)",
    "copies": "SELECT item FROM copies WHERE item NOT IN (SELECT number FROM items)",
    "sketches": "SELECT article FROM sketches WHERE article NOT IN (SELECT number FROM articles)",
    "kin": "SELECT article FROM kin WHERE article NOT IN (SELECT number FROM articles)",
}


class Inspecting(Database):
    """Reads everything; changes nothing."""

    def orphans(self) -> dict[str, list[int]]:
        """Rows that hang on no article or item, by table."""
        found = {table: [row[0] for row in self.db.execute(query)] for table, query in _ORPHANS.items()}
        return {table: numbers for table, numbers in found.items() if numbers}

    def repeated_places(self, generation: int) -> list[str]:
        """The paths under which one root has more than one visible article."""
        query = f"SELECT path FROM articles WHERE {VISIBLE} GROUP BY root, path HAVING count(*) > 1 ORDER BY path"
        return [row[0] for row in self.db.execute(query, {"generation": generation})]

    def all_numbers(self, kind: ItemKind) -> set[int]:
        """Every item that has a row, also one that is gone or to come."""
        return {row[0] for row in self.db.execute("SELECT number FROM items WHERE kind = ?", (kind,))}

    def whole_articles(self, generation: int) -> Iterator[tuple[Article, list[Row]]]:
        """Each visible article with its visible items, one at a time."""
        query = f"SELECT number FROM articles WHERE {VISIBLE} ORDER BY number"
        for (number,) in self.db.execute(query, {"generation": generation}).fetchall():
            values = {"generation": generation, "number": number}
            article = self.db.execute(f"SELECT {ARTICLE} FROM articles WHERE number = :number", values).fetchone()
            query = f"SELECT {ITEM} FROM items WHERE article = :number AND {VALID} ORDER BY number"
            items = self.db.execute(query, values).fetchall()
            whole = article_of(article)
            yield whole, [row_of(item, whole) for item in items]

    def without_vector(self, model: str, hashes: set[bytes]) -> set[bytes]:
        """Those of the texts whose vector is not kept, or is no vector."""
        sound: set[bytes] = set()
        for some in chunks(sorted(hashes)):
            query = f"SELECT text_hash, vector FROM vectors WHERE model = ? AND text_hash IN ({marks(some)})"
            for key, blob in self.db.execute(query, (model, *some)):
                length = float(np.linalg.norm(np.frombuffer(blob, np.float32)))
                if abs(length - 1.0) < 0.01:
                    sound.add(key)
        return hashes - sound


def is_named_rightly(row: Row) -> bool:
    """Whether an item's hash is that of its text."""
    return row.text_hash == text_hash(embedded_text(row.item))
