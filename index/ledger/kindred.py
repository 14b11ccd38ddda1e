"""Sketches of articles, and which articles belong together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from index.article import Article, Source
from index.kinship import Kin, Kinship, Sketched, Tie
from index.ledger.database import Database, chunks, marks
from index.ledger.schema import ARTICLE, VALID, VISIBLE
from index.ledger.shaping import article_of

_SOURCE = "article_id, path, headline, outlet, byline, published, url, language, content_hash"
_VALID = VALID.replace("items.", "kin.")
_SKETCH = (
    "INSERT INTO sketches VALUES (?, ?, ?, ?) ON CONFLICT (article) DO UPDATE SET "
    "rules = excluded.rules, sketch = excluded.sketch, notice = excluded.notice"
)
_TIES: dict[tuple[str, bool], Tie] = {  # relation, whether the other one is the elder or the one corrected
    ("copy", False): "copy",
    ("copy", True): "copy",
    ("version", False): "later version",
    ("version", True): "earlier version",
    ("correction", False): "corrected by",
    ("correction", True): "corrects",
}


class Kindred(Database):
    """Sketches are of an article's words, so they stand as long as its row; kin are valid as items are."""

    def unsketched(self, rules: str) -> Iterator[tuple[int, Article]]:
        """The standing articles that have no sketch by these rules, by the ledger's number."""
        query = (
            f"SELECT {ARTICLE} FROM articles WHERE gone IS NULL AND NOT EXISTS "
            "(SELECT 1 FROM sketches WHERE article = articles.number AND rules = ?) ORDER BY number"
        )
        for row in self.db.execute(query, (rules,)).fetchall():
            yield row[0], article_of(row)

    def keep_sketches(self, rules: str, sketches: Iterable[tuple[int, bytes, bool]]) -> None:
        """Notes an article's number, its sketch, and whether it is a correction of another one."""
        with self.transaction() as db:
            rows = ((number, rules, sketch, int(notice)) for number, sketch, notice in sketches)
            db.executemany(_SKETCH, rows)

    def sketched(self) -> list[Sketched]:
        """Every standing article as it is compared."""
        query = (
            "SELECT number, path, outlet, url, published, sketch, notice, born > :now FROM articles "
            "JOIN sketches ON article = number WHERE gone IS NULL ORDER BY number"
        )
        rows = self.db.execute(query, {"now": self.generation})
        return [
            Sketched(number, path, outlet, url, published, sketch, bool(notice), bool(new))
            for number, path, outlet, url, published, sketch, notice, new in rows
        ]

    def standing_articles(self, numbers: Sequence[int]) -> Iterator[tuple[int, Article]]:
        """Articles under these numbers."""
        for some in chunks(list(numbers)):
            query = f"SELECT {ARTICLE} FROM articles WHERE number IN ({marks(some)}) ORDER BY number"
            yield from ((row[0], article_of(row)) for row in self.db.execute(query, some))

    def kept_kin(self) -> set[Kinship]:
        """Who stands under whom."""
        rows = self.db.execute("SELECT article, other, relation FROM kin WHERE until IS NULL")
        return {Kinship(*row) for row in rows}

    def keep_kin(self, wanted: set[Kinship]) -> None:
        """Notes who stands under whom in the coming generation."""
        coming, kept = self.generation + 1, self.kept_kin()
        with self.transaction() as db:
            query = "UPDATE kin SET until = ? WHERE article = ? AND other = ? AND relation = ? AND until IS NULL"
            gone, come = sorted(kept - wanted, key=repr), sorted(wanted - kept, key=repr)
            db.executemany(query, [(coming, one.article, one.other, one.relation) for one in gone])
            query = "INSERT INTO kin (article, other, relation, since) VALUES (?, ?, ?, ?)"
            db.executemany(query, [(one.article, one.other, one.relation, coming) for one in come])

    def touched_kin(self) -> set[int]:
        """The articles that stand under others, or under which others stand, otherwise than is published, and those
        whose passages are new."""
        now = {"now": self.generation}
        kin = "SELECT {} FROM kin WHERE since > :now OR until > :now"
        passages = "SELECT article FROM items WHERE kind = 'passage' AND (since > :now OR until > :now)"
        query = f"{kin.format('article')} UNION {kin.format('other')} UNION {passages}"
        return {row[0] for row in self.db.execute(query, now)}

    def passages_of(self, numbers: Iterable[int]) -> dict[int, dict[int, str]]:
        """The standing passages of each of these articles: text by number."""
        found: dict[int, dict[int, str]] = defaultdict(dict)
        for some in chunks(list(numbers)):
            query = (
                'SELECT article, items.number, substr(body, "start" + 1, "end" - "start") FROM items '
                "JOIN articles ON articles.number = article WHERE kind = 'passage' AND until IS NULL "
                f"AND gone IS NULL AND article IN ({marks(some)}) ORDER BY items.number"
            )
            for article, number, text in self.db.execute(query, some):
                found[article][number] = text
        return found

    # ------------------------------------------------------------------ for readers

    def kin(self, article_ids: Sequence[str], generation: int) -> dict[str, tuple[Kin, ...]]:
        """The visible articles that belong to each of these, by day; those that have none are left out."""
        found: dict[str, tuple[Kin, ...]] = {}
        for article_id in dict.fromkeys(article_ids):
            values = {"id": article_id, "generation": generation}
            row = self.db.execute(
                f"SELECT number FROM articles WHERE article_id = :id AND {VISIBLE}", values
            ).fetchone()
            if row and (kin := self._kin_of(row[0], generation)):
                found[article_id] = kin
        return found

    def _kin_of(self, number: int, generation: int) -> tuple[Kin, ...]:
        """Of an article under its number: those it stands under, those under it, and its fellow copies."""
        ties: dict[int, Tie] = {}
        over = self._ties("article", number, generation)
        for other, relation in over:
            ties[other] = _TIES[relation, False]
        for other, relation in self._ties("other", number, generation):
            ties[other] = _TIES[relation, True]
        for first in [other for other, relation in over if relation == "copy"]:
            fellows = {other for other, relation in self._ties("other", first, generation) if relation == "copy"}
            for fellow in fellows - {number}:
                ties.setdefault(fellow, "copy")
        if not ties:
            return ()
        among = ", ".join(map(str, ties))
        query = f"SELECT number, {_SOURCE} FROM articles WHERE number IN ({among}) AND {VISIBLE}"
        kin = [Kin(Source(*row[1:]), ties[row[0]]) for row in self.db.execute(query, {"generation": generation})]
        return tuple(sorted(kin, key=lambda one: (one.source.published or "9", one.source.path)))

    def _ties(self, column: str, number: int, generation: int) -> list[tuple[int, str]]:
        other = "other" if column == "article" else "article"
        query = f"SELECT {other}, relation FROM kin WHERE {column} = :number AND {_VALID} ORDER BY 1, 2"
        return self.db.execute(query, {"number": number, "generation": generation}).fetchall()

    def items_of(self, numbers: Iterable[int]) -> set[int]:
        """The numbers of all items of these articles."""
        found: set[int] = set()
        for some in chunks(list(numbers)):
            query = f"SELECT number FROM items WHERE article IN ({', '.join(map(str, some))})"
            found.update(row[0] for row in self.db.execute(query))
        return found

    def superseded(self, generation: int) -> dict[int, str]:
        """The articles of which there is a later version: id by number."""
        query = (
            "SELECT number, article_id FROM kin JOIN articles ON number = article "
            f"WHERE relation = 'version' AND {_VALID} AND {VISIBLE} "
            f"AND other IN (SELECT number FROM articles WHERE {VISIBLE})"
        )
        return dict(self.db.execute(query, {"generation": generation}).fetchall())
