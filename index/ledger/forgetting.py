"""What is taken out of the ledger: what an interrupted update left, what nobody can see, what must be forgotten."""

from collections.abc import Iterable, Sequence

from index.article import Article
from index.ledger.database import NOTE, Database, marks
from index.ledger.engine import Connection
from index.ledger.rows import text_hash
from index.ledger.schema import ARTICLE, DERIVED
from index.ledger.shaping import article_of

_DOUBT = "UPDATE files SET fingerprint = '', size = -1"  # its name stays: a file that has vanished must be noticed

_FORGOTTEN = "INSERT INTO forgotten VALUES (?) ON CONFLICT DO NOTHING"

# Table and column that hang on a column of another, whose rows may be no more; in this order.
_HANGING = (
    ("items", "article", "number FROM articles"),
    ("spoken", "item", "number FROM items"),
    ("copies", "item", "number FROM items"),
    ("copies", "first", "number FROM items"),
    ("sketches", "article", "number FROM articles"),
    ("kin", "article", "number FROM articles"),
    ("kin", "other", "number FROM articles"),
    ("vectors", "text_hash", "text_hash FROM items"),
    ("sentences", "text_hash", "text_hash FROM items"),
)


class Forgetting(Database):
    """Nothing that a reader of the newest generation sees goes, but by `forget`."""

    def purge(self) -> None:
        """Forgets what was dropped or replaced by now, and vectors that no item has any more."""
        with self.transaction() as db:
            now = self.generation
            db.execute("DELETE FROM articles WHERE gone <= ?", (now,))
            for table in DERIVED:
                db.execute(f"DELETE FROM {table} WHERE until <= ?", (now,))
            _without_orphans(db)

    def doubt_files(self) -> None:
        """Has every file read again by the next update; what is made of articles that stand stays as it is."""
        self.db.execute(_DOUBT)

    def doubt_unfinished_files(self) -> None:
        """Has those files read again of which an interrupted update wrote articles: the file may have changed back
        meanwhile, and what was written of it is no longer in it."""
        unfinished = "SELECT root, file FROM articles WHERE born > :now OR gone > :now"
        self.db.execute(f"{_DOUBT} WHERE (root, file) IN ({unfinished})", {"now": self.generation})

    def roll_back(self, roots: Sequence[str]) -> None:
        """Takes back what an interrupted update has written for articles of roots other than these, which may be
        half of a change; the next update of theirs does it again. Vectors are kept."""
        self.doubt_unfinished_files()
        with self.transaction() as db:
            now, others = self.generation, f"root NOT IN ({marks(roots)})" if roots else "TRUE"
            theirs = f"article IN (SELECT number FROM articles WHERE {others})"
            touched = f"number IN (SELECT article FROM items WHERE (since > ? OR until > ?) AND {theirs})"
            db.execute(f"UPDATE articles SET attributed = '' WHERE {touched}", (now, now, *roots))
            db.execute(f"UPDATE articles SET gone = NULL WHERE gone > ? AND {others}", (now, *roots))
            db.execute(f"UPDATE items SET until = NULL WHERE until > ? AND {theirs}", (now, *roots))
            # Words and vectors may have taken these up already, so their rows stay until a fresh copy is made.
            db.execute(f"UPDATE items SET since = ?, until = ? WHERE since > ? AND {theirs}", (now, now, now, *roots))
            db.execute(f"UPDATE articles SET born = ?, gone = ? WHERE born > ? AND {others}", (now, now, now, *roots))

    def set_aside(self, article_ids: Sequence[str]) -> None:
        """Takes out articles that are not as they should be, and has their files read again by the next update."""
        with self.transaction() as db:
            among = f"article_id IN ({marks(article_ids)})"
            db.execute(f"DELETE FROM files WHERE (root, file) IN (SELECT root, file FROM articles WHERE {among})",
                       article_ids)  # fmt: skip
            db.execute(f"DELETE FROM articles WHERE {among}", article_ids)
            _without_orphans(db)
            db.execute(NOTE, ("forgetting", "1"))

    def drop_other_models(self, model: str) -> None:
        """Forgets the vectors of models that are no longer in use."""
        with self.transaction() as db:
            for table in ("vectors", "sentences"):
                db.execute(f"DELETE FROM {table} WHERE model <> ?", (model,))

    # ------------------------------------------------------------------ for good

    def called(self, path_or_id: str) -> dict[str, list[Article]]:
        """The articles of this id or path, by root: those that stand, or where none does those that are gone; each
        with its earlier versions."""
        query = "SELECT root, path, gone IS NULL FROM articles WHERE article_id = ? OR path = ?"
        places = self.db.execute(query, (path_or_id, path_or_id)).fetchall()
        standing = any(stands for *_, stands in places)
        query = f"SELECT {ARTICLE} FROM articles WHERE root = ? AND path = ? ORDER BY number"
        return {
            root: [article_of(row) for row in self.db.execute(query, (root, path))]
            for root, path, stands in places
            if stands or not standing
        }

    def alike(self, article: Article) -> list[Article]:
        """All articles with its content or its body, itself among them."""
        query = f"SELECT {ARTICLE} FROM articles WHERE content_hash = ? OR body = ? ORDER BY number"
        return [article_of(row) for row in self.db.execute(query, (article.source.content_hash, article.body))]

    def forget(self, articles: Sequence[Article]) -> None:
        """Deletes articles with all that was made of them, and keeps hashes by which they are known again."""
        ids = [article.source.article_id for article in articles]
        paths = [article.source.path for article in articles]
        self.engine.overwrite_deleted()
        with self.transaction() as db:
            hashes = {one for article in articles for one in hashes_of(article)}
            its_files = f"SELECT root, file FROM articles WHERE article_id IN ({marks(ids)})"
            others = f"SELECT root, file FROM articles WHERE gone IS NULL AND article_id NOT IN ({marks(ids)})"
            only = f"(root, file) IN ({its_files}) AND (root, file) NOT IN ({others})"
            hashes |= {row[0] for row in db.execute(f"SELECT fingerprint FROM files WHERE {only}", (*ids, *ids))}
            db.execute(f"DELETE FROM files WHERE {only}", (*ids, *ids))
            db.executemany(_FORGOTTEN, [(one,) for one in sorted(hashes)])
            db.execute(f"DELETE FROM failures WHERE path IN ({marks(paths)})", paths)
            db.execute(f"DELETE FROM articles WHERE article_id IN ({marks(ids)})", ids)
            _without_orphans(db)
            db.executemany(NOTE, [("forgetting", "1"), ("named by", ""), ("related by", "")])

    def is_forgotten(self, hashes: Iterable[str]) -> bool:
        """Whether any of these was forgotten: the hashes of an article, or the fingerprint of a file."""
        some = tuple(hashes)
        query = f"SELECT EXISTS (SELECT 1 FROM forgotten WHERE hash IN ({marks(some)}))"
        return bool(self.db.execute(query, some).fetchone()[0])

    def remember_forgotten(self, fingerprint: str) -> None:
        """Notes a file in which nothing is left but what was forgotten, without its name."""
        self.db.execute(_FORGOTTEN, (fingerprint,))


def hashes_of(article: Article) -> tuple[str, str]:
    """By what an article is known again: its content with headline, outlet and day; and its body alone."""
    return article.source.content_hash, "body " + text_hash(article.body).hex()


def _without_orphans(db: Connection) -> None:
    for table, column, there in _HANGING:  # EXCEPT, not NOT IN: PostgreSQL would compare every row with every other
        db.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT {column} FROM {table} EXCEPT SELECT {there})")
