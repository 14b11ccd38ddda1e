"""Lists too long to be read whole: which items are in one and in what order, without reading a body."""

from collections.abc import Sequence

from index.article import Source
from index.filters import EVERYTHING, Filters
from index.leaf import Listed
from index.ledger.database import Database, chunks
from index.ledger.filtering import passing_articles, passing_items
from index.ledger.schema import ITEMS, VALID, VISIBLE
from index.statement import Kind

_SOURCE = "article_id, path, headline, outlet, byline, published, url, language, content_hash"
_VALID_COPY = VALID.replace("items.", "copies.")
_VALID_KIN = VALID.replace("items.", "kin.")


class Leafing(Database):
    """Every method names the generation it reads."""

    def statement_numbers(self, filters: Filters, kinds: Sequence[Kind], generation: int) -> list[tuple[int, bool]]:
        """The visible statements of these kinds (none named: of any) that pass the filters, of copies the first
        but no earlier version's, in the order of `Reading.statements`; and whether their day is known."""
        where, values = passing_items(filters, generation)
        named = {f"kind{place}": f'%"kind":"{kind}"%' for place, kind in enumerate(kinds)}  # within a text: \"
        of_kind = f" AND ({' OR '.join(f'facts LIKE :{name}' for name in named)})" if named else ""
        copied = f"SELECT first FROM copies WHERE item = items.number AND {_VALID_COPY}"
        versions = f"SELECT 1 FROM kin WHERE kin.article = items.article AND relation = 'version' AND {_VALID_KIN}"
        outdated = f"EXISTS ({versions})"
        query = (
            f"SELECT items.number, day <> '', coalesce(({copied}), items.number), {outdated} FROM {ITEMS} "
            f"WHERE kind = 'statement' AND {where}{of_kind} "
            "ORDER BY nullif(day, '') NULLS LAST, published = day, published, path, article, \"start\", items.number"
        )
        rows = self.db.execute(query, values | named).fetchall()
        shown: dict[int, tuple[bool, int]] = {}
        for number, _, group, old in rows:
            if group not in shown or (shown[group][0] and not old):
                shown[group] = bool(old), number
        numbers = {number for _, number in shown.values()}
        return [(number, bool(dated)) for number, dated, *_ in rows if number in numbers]

    def articles(self, filters: Filters, offset: int, size: int, generation: int) -> list[Listed]:
        """`size` of the visible articles that pass the filters, from `offset` on: the newest first, on one day by
        path, those without a day last."""
        where, values = passing_articles(filters, generation)
        query = (
            f"SELECT number, {_SOURCE} FROM articles WHERE {where} "
            "ORDER BY day DESC, published DESC, path, number LIMIT :size OFFSET :offset"
        )
        rows = self.db.execute(query, values | {"size": size, "offset": offset}).fetchall()
        return self._listed(rows, generation)

    def articles_of(self, article_ids: Sequence[str], generation: int) -> list[Listed]:
        """Those of these articles that are visible, in the order given."""
        where, values = passing_articles(EVERYTHING, generation)
        listed: dict[str, Listed] = {}
        for some in chunks(list(article_ids)):
            named = {f"id{place}": article_id for place, article_id in enumerate(some)}
            among = ", ".join(f":{name}" for name in named)
            query = f"SELECT number, {_SOURCE} FROM articles WHERE article_id IN ({among}) AND {where}"
            rows = self.db.execute(query, values | named).fetchall()
            listed |= {one.source.article_id: one for one in self._listed(rows, generation)}
        return [listed[article_id] for article_id in article_ids if article_id in listed]

    def _listed(self, rows: Sequence[Sequence[object]], generation: int) -> list[Listed]:
        """Rows of an article's number and source, each with its count of statements."""
        if not rows:
            return []
        among = ", ".join(str(row[0]) for row in rows)
        query = (
            f"SELECT article, count(*) FROM {ITEMS} WHERE article IN ({among}) AND kind = 'statement' "
            f"AND {VISIBLE} AND {VALID} GROUP BY article"
        )
        counts: dict[object, int] = dict(self.db.execute(query, {"generation": generation}).fetchall())
        return [Listed(Source(*map(str, row[1:])), counts.get(row[0], 0)) for row in rows]
