"""Articles and what was made of them, written for the generation to come."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from index.article import Article
from index.ledger.database import Database, marks
from index.ledger.rows import Entry, Item, ItemKind, embedded_text, text_hash
from index.ledger.schema import ARTICLE, DERIVED
from index.ledger.shaping import article_of, facts_of
from index.passage import Passage
from index.statement import Statement


class Writing(Database):
    """Nothing written here is seen by a reader before `publish`."""

    def standing_by_file(self, root: str) -> dict[str, int]:
        """How many articles of each file are not gone."""
        query = "SELECT file, count(*) FROM articles WHERE root = ? AND gone IS NULL GROUP BY file"
        return dict(self.db.execute(query, (root,)).fetchall())

    def standing(self, root: str, file: str) -> dict[str, str]:
        """The articles of one file that are not gone: path by article id."""
        query = "SELECT article_id, path FROM articles WHERE root = ? AND file = ? AND gone IS NULL"
        return dict(self.db.execute(query, (root, file)).fetchall())

    def add(self, entry: Entry) -> None:
        """Writes an article for the coming generation, with its passages and statements, in one transaction.

        An id hashes content and place, so one that is known is the same article come back or read again:
        its row stays, and what was made of it is replaced.
        """
        source = entry.article.source
        with self.transaction() as db:
            coming = self.generation + 1
            known = "SELECT number, gone FROM articles WHERE article_id = ?"
            if found := db.execute(known, (source.article_id,)).fetchone():
                number, gone = found
                born = coming if gone is not None else None
                query = "UPDATE articles SET born = coalesce(?, born), gone = NULL, attributed = ? WHERE number = ?"
                db.execute(query, (born, entry.attributed, number))
                _retire_items(db, number, coming, ("passage", "statement"))
            else:
                number = _insert_article(db, entry, coming)
            _insert_items(db, number, entry.items, coming)

    def drop(self, article_ids: Iterable[str]) -> None:
        """Marks articles as gone from the coming generation on."""
        with self.transaction() as db:
            gone = self.generation + 1
            db.executemany("UPDATE articles SET gone = ? WHERE article_id = ?", [(gone, i) for i in article_ids])

    def attributed_otherwise(self, roots: Sequence[str], attributed: str) -> list[Article]:
        """Standing articles of these roots whose statements were made by other rules, or never."""
        query = f"SELECT {ARTICLE}, root FROM articles WHERE gone IS NULL AND attributed <> ? ORDER BY number"
        return [article_of(row[:-1]) for row in self.db.execute(query, (attributed,)) if row[-1] in roots]

    def replace_statements(self, article_id: str, statements: Sequence[Statement], attributed: str) -> None:
        """Gives an article other statements, because the rules that find them have changed."""
        with self.transaction() as db:
            coming = self.generation + 1
            query = "SELECT number FROM articles WHERE article_id = ?"
            (number,) = db.execute(query, (article_id,)).fetchone()
            db.execute("UPDATE articles SET attributed = ? WHERE number = ?", (attributed, number))
            _retire_items(db, number, coming, ("statement",))
            _insert_items(db, number, statements, coming)

    def pending(self) -> bool:
        """Whether anything was written that is not published yet."""
        derived = (f"SELECT 1 FROM {table} WHERE since > :generation OR until > :generation" for table in DERIVED)
        articles = "SELECT 1 FROM articles WHERE born > :generation OR gone > :generation"
        query = f"SELECT EXISTS ({articles} UNION ALL {' UNION ALL '.join(derived)})"
        return bool(self.db.execute(query, {"generation": self.generation}).fetchone()[0])

    def purge(self) -> None:
        """Forgets what was dropped or replaced by now, and vectors that no item has any more."""
        with self.transaction() as db:
            now = self.generation
            db.execute("DELETE FROM articles WHERE gone <= ?", (now,))
            db.execute("DELETE FROM items WHERE until <= ? OR article NOT IN (SELECT number FROM articles)", (now,))
            for table in ("vectors", "sentences"):
                db.execute(f"DELETE FROM {table} WHERE text_hash NOT IN (SELECT text_hash FROM items)")


def _insert_article(db: sqlite3.Connection, entry: Entry, born: int) -> int | None:
    source = entry.article.source
    row = asdict(source) | {
        "root": entry.root,
        "file": entry.file,
        "day": source.published[:10],
        "body": entry.article.body,
        "attributed": entry.attributed,
        "born": born,
    }
    columns, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    return db.execute(f"INSERT INTO articles ({columns}) VALUES ({marks})", row).lastrowid


def _insert_items(db: sqlite3.Connection, article: int | None, items: Sequence[Item], since: int) -> None:
    rows = [
        (
            "passage" if isinstance(item, Passage) else "statement",
            article,
            item.start,
            item.end,
            text_hash(embedded_text(item)),
            "" if isinstance(item, Passage) else facts_of(item),
            since,
        )
        for item in items
    ]
    query = 'INSERT INTO items (kind, article, "start", "end", text_hash, facts, since) VALUES (?, ?, ?, ?, ?, ?, ?)'
    db.executemany(query, rows)


def _retire_items(db: sqlite3.Connection, article: int, until: int, kinds: Sequence[ItemKind]) -> None:
    query = f"UPDATE items SET until = ? WHERE article = ? AND until IS NULL AND kind IN ({marks(kinds)})"
    db.execute(query, (until, article, *kinds))
