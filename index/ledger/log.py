"""Items in the order of their numbers, for words and vectors, which follow them like a log."""

from collections.abc import Iterator

from index.ledger.database import MANY, Database
from index.ledger.rows import ItemKind, Row
from index.ledger.schema import ITEM, ITEMS, SOURCE, STANDING


class Log(Database):
    """What stands, by ascending number; a number is never given twice."""

    def rows_after(self, kind: ItemKind, number: int) -> Iterator[Row]:
        """Every standing item of a kind with a greater number, in order."""
        query = (
            f"SELECT {ITEM}, {SOURCE} FROM {ITEMS} "
            f"WHERE kind = ? AND items.number > ? AND {STANDING} ORDER BY items.number LIMIT ?"
        )
        while rows := self.db.execute(query, (kind, number, MANY)).fetchall():
            yield from self.with_texts(rows)
            number = rows[-1][0]

    def count_after(self, kind: ItemKind, number: int) -> int:
        """How many rows `rows_after` will give."""
        query = f"SELECT count(*) FROM {ITEMS} WHERE kind = ? AND items.number > ? AND {STANDING}"
        return int(self.db.execute(query, (kind, number)).fetchone()[0])

    def waste(self) -> tuple[int, int]:
        """Items that no longer stand, and all items: when the first grow many, a fresh copy pays."""
        query = f"SELECT count(*) FILTER (WHERE NOT ({STANDING})), count(*) FROM {ITEMS}"
        dead, every = self.db.execute(query).fetchone()
        return int(dead), int(every)
