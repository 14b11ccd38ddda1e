"""Articles and what was made of them, written for the generation to come."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from index.article import Article
from index.ledger.database import Database, marks
from index.ledger.engine import Connection
from index.ledger.rows import Entry, Item, ItemKind, embedded_text, text_hash
from index.ledger.schema import ARTICLE, DERIVED, ITEM, ITEMS, STANDING
from index.ledger.shaping import article_of, facts_of, made_for
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
                born = coming if gone is not None and gone < coming else None  # else readers see it, or shall
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

    def attributed_otherwise(self, roots: Sequence[str], attributed: str) -> list[str]:
        """The ids of standing articles of these roots whose statements were made by other rules, or never."""
        query = "SELECT article_id, root FROM articles WHERE gone IS NULL AND attributed <> ? ORDER BY number"
        return [article_id for article_id, root in self.db.execute(query, (attributed,)) if root in roots]

    def standing_ids(self) -> list[str]:
        """The ids of all articles that stand."""
        query = "SELECT article_id FROM articles WHERE gone IS NULL ORDER BY number"
        return [row[0] for row in self.db.execute(query)]

    def standing_article(self, article_id: str) -> tuple[Article, list[tuple[int, int]]]:
        """An article that stands, and where its passages begin and end."""
        query = f"SELECT {ARTICLE} FROM articles WHERE article_id = ?"
        row = self.db.execute(query, (article_id,)).fetchone()
        query = 'SELECT "start", "end" FROM items WHERE article = ? AND kind = \'passage\' AND until IS NULL ORDER BY 1'
        return article_of(row), self.db.execute(query, (row[0],)).fetchall()

    def made_of(self, article: Article, attributed: str) -> tuple[Item, ...]:
        """What was made of an article with the same content under another path, for this one; nothing where
        there is none, or where other rules made its statements."""
        source = article.source
        query = (
            f"SELECT articles.number, {ITEM} FROM {ITEMS} WHERE content_hash = ? AND article_id <> ? "
            f"AND attributed = ? AND {STANDING} ORDER BY articles.number, items.number"
        )
        rows = self.db.execute(query, (source.content_hash, source.article_id, attributed)).fetchall()
        return tuple(made_for(article, item) for number, *item in rows if number == rows[0][0])

    def replace_statements(self, article_id: str, statements: Sequence[Statement], attributed: str) -> None:
        """Gives an article other statements, because the rules that find them have changed."""
        with self.transaction() as db:
            number = _number(db, article_id)
            db.execute("UPDATE articles SET attributed = ? WHERE number = ?", (attributed, number))
            self._replace(db, number, statements, "statement")

    def replace_passages(self, article_id: str, passages: Sequence[Passage]) -> None:
        """Gives an article other passages, because the rules that cut them have changed."""
        with self.transaction() as db:
            self._replace(db, _number(db, article_id), passages, "passage")

    def _replace(self, db: Connection, article: int, items: Sequence[Item], kind: ItemKind) -> None:
        coming = self.generation + 1
        _retire_items(db, article, coming, (kind,))
        _insert_items(db, article, items, coming)

    def pending(self) -> bool:
        """Whether anything was written that is not published yet."""
        derived = (f"SELECT 1 FROM {table} WHERE since > :generation OR until > :generation" for table in DERIVED)
        articles = "SELECT 1 FROM articles WHERE born > :generation OR gone > :generation"
        query = f"SELECT EXISTS ({articles} UNION ALL {' UNION ALL '.join(derived)})"
        return bool(self.db.execute(query, {"generation": self.generation}).fetchone()[0])


def _number(db: Connection, article_id: str) -> int:
    return int(db.execute("SELECT number FROM articles WHERE article_id = ?", (article_id,)).fetchone()[0])


def _insert_article(db: Connection, entry: Entry, born: int) -> int:
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
    query = f"INSERT INTO articles ({columns}) VALUES ({marks}) RETURNING number"
    return int(db.execute(query, row).fetchone()[0])


def _insert_items(db: Connection, article: int, items: Sequence[Item], since: int) -> None:
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


def _retire_items(db: Connection, article: int, until: int, kinds: Sequence[ItemKind]) -> None:
    query = f"UPDATE items SET until = ? WHERE article = ? AND until IS NULL AND kind IN ({marks(kinds)})"
    db.execute(query, (until, article, *kinds))
