"""The index of words beside a ledger on PostgreSQL: a `tsvector` an item, found by GIN, so that processes on any
number of machines search it without a file.

Terms are cut here, not by the server, so that both indexes of words hold the same. `ts_rank_cd` of one term, with
every weight 1, is how often it stands there: so BM25 is what the other index gives.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from index.filters import Filters
from index.ledger.database import Database
from index.ledger.engine import Connection
from index.ledger.rows import ItemKind, Row
from index.statement import Statement
from index.words import BATCH, Words, encodable, indexed_text

_EVERY, _LENGTHS = "", " "  # what stands in the lexicon for no term: the count of items, and of the terms in them
# Items that hold a term are all scored, in 5 to 8 microseconds each. Of a query's terms the rarest find, as long as
# they bring no more than this; the others only score.
_SCORED = 20_000
_BM25 = """
SELECT number, sum(weight * times * 2.2 / (times + 0.3 + length / :usual)) AS score FROM words
CROSS JOIN unnest(CAST(:queries AS tsquery[]), CAST(:weights AS float8[])) AS wanted (query, weight)
CROSS JOIN LATERAL ts_rank_cd('{{1, 1, 1, 1}}', terms, query) AS times
WHERE terms @@ query AND {demands} GROUP BY number ORDER BY score DESC, number LIMIT :k
"""  # k1 = 1.2, b = 0.75, as tantivy has them: 0.3 is k1 (1 - b), 0.9 is k1 b
_COUNTED = """
INSERT INTO lexicon SELECT lexeme, count(*) FROM words, unnest(terms) WHERE number = ANY(:numbers) GROUP BY lexeme
UNION ALL SELECT '', count(*) FROM words WHERE number = ANY(:numbers)
UNION ALL SELECT ' ', coalesce(sum(length), 0) FROM words WHERE number = ANY(:numbers)
ON CONFLICT (term) DO UPDATE SET items = lexicon.items + excluded.items
"""
_COUNTED_ANEW = """
INSERT INTO lexicon SELECT word, ndoc FROM ts_stat('SELECT terms FROM words')
UNION ALL SELECT '', count(*) FROM words UNION ALL SELECT ' ', coalesce(sum(length), 0) FROM words
"""


class WordsInLedger(Words):
    """The words of every item, in the ledger's database; those of an item go with it. What is remembered of the
    lexicon is as of the last `reload`; what is found is as of now."""

    def __init__(self, ledger: Database) -> None:
        super().__init__()
        self._ledger = ledger
        self._known: dict[str, int] = {}

    # ------------------------------------------------------------------ writing

    def follow(self, rows: Iterable[Row]) -> None:
        remaining = iter(rows)
        while batch := list(islice(remaining, BATCH)):
            query = "SELECT number FROM words WHERE number = ANY(:numbers)"
            there = {row[0] for row in self._ledger.read(query, {"numbers": [row.number for row in batch]})}
            if new := [row for row in batch if row.number not in there]:
                with self._ledger.transaction() as db:
                    query = "INSERT INTO words VALUES (?, ?, ?, ?, ?, ?, CAST(? AS tsvector))"
                    db.executemany(query, map(self._row, new))
                    db.execute(_COUNTED, {"numbers": [row.number for row in new]})

    def _row(self, row: Row) -> tuple[int, str, str, str, int | None, int, str]:
        source, terms = row.item.source, self.terms(indexed_text(row))
        kind = "statement" if isinstance(row.item, Statement) else "passage"
        outlet, language = encodable(source.outlet.casefold()), source.language.casefold()
        day = source.day.toordinal() if source.day is not None else None
        vector = " ".join(f"{_quoted(term)}:{place}" for place, term in enumerate(terms, 1))
        return row.number, kind, outlet, language, day, len(terms), vector

    # ------------------------------------------------------------------ searching

    def reload(self) -> None:
        self._known = {}

    def size(self) -> int:
        return self.frequency(_EVERY)

    def numbers(self) -> list[int]:
        return [row[0] for row in self._ledger.read("SELECT number FROM words")]

    def frequency(self, term: str) -> int:
        if term not in self._known:
            row = self._ledger.read("SELECT items FROM lexicon WHERE term = ?", (term,)).fetchone()
            self._known[term] = int(row[0]) if row else 0
        return self._known[term]

    def _beginning(self, letter: str) -> Mapping[str, int]:
        query = "SELECT term, items FROM lexicon WHERE term >= :first AND term < :behind"
        return dict(self._ledger.read(query, {"first": letter, "behind": chr(ord(letter) + 1)}).fetchall())

    def search(
        self, weights: dict[str, float], phrases: Sequence[Sequence[str]], kind: ItemKind, k: int, filters: Filters
    ) -> dict[int, float]:
        wanted = self._wanted(weights, phrases)
        finding, found = list[str](), 0
        for term in sorted(weights, key=self.frequency):
            found += self.frequency(term)
            if finding and found > _SCORED:
                break
            finding.append(_quoted(term))
        return self._top(wanted, " | ".join((*finding, *map(_run, filter(None, phrases)))), k, *_demands(kind, filters))

    def holding(self, phrases: Sequence[Sequence[str]], kind: ItemKind, k: int, filters: Filters) -> set[int]:
        runs = [_run(phrase) for phrase in phrases if phrase]
        return set(self._top(dict.fromkeys(runs, 1.0), " & ".join(runs), k, *_demands(kind, filters)))

    def score(self, weights: dict[str, float], numbers: Sequence[int]) -> dict[int, float]:
        if not numbers:
            return {}
        wanted = self._wanted(weights, ())
        return self._top(wanted, "", len(numbers), "number = ANY(:numbers)", {"numbers": list(numbers)})

    def _wanted(self, weights: dict[str, float], phrases: Sequence[Sequence[str]]) -> dict[str, float]:
        """What counts, as queries, with what it counts: its weight and its rarity."""
        wanted = {_quoted(term): weight * self._rarity(term) for term, weight in weights.items()}
        return wanted | {_run(phrase): sum(map(self._rarity, phrase)) for phrase in phrases if len(phrase) > 1}

    def _rarity(self, term: str) -> float:
        held = self.frequency(term)
        return math.log(1 + max(0.0, self.size() - held + 0.5) / (held + 0.5))

    def _top(self, wanted: Mapping[str, float], found: str, k: int, demands: str, values: dict[str, object]
             ) -> dict[int, float]:  # fmt: skip
        """The k best of the items that `found` finds (empty: of all) and that meet the demands."""
        if not wanted:
            return {}
        if found:
            demands = f"terms @@ CAST(:found AS tsquery) AND {demands}"
        usual = max(1.0, self.frequency(_LENGTHS) / max(1, self.size())) / 0.9  # terms an item; see _BM25
        named = {"queries": list(wanted), "weights": [*wanted.values()], "usual": usual, "k": k, "found": found}
        rows = self._ledger.read(_BM25.format(demands=demands), named | values)
        return {int(number): float(score) for number, score in rows}


def counted_anew(db: Connection) -> None:
    """The lexicon of what is there, when much has gone."""
    db.execute("DELETE FROM lexicon")
    db.execute(_COUNTED_ANEW)


def _demands(kind: ItemKind, filters: Filters) -> tuple[str, dict[str, object]]:
    parts, values = ["kind = :kind"], dict[str, object](kind=kind)
    if filters.since:
        parts.append("day >= :since")
        values["since"] = filters.since.toordinal()
    if filters.until:
        parts.append("day <= :until")
        values["until"] = filters.until.toordinal()
    if filters.outlets:
        parts.append("outlet = ANY(:outlets)")
        values["outlets"] = [encodable(outlet.casefold()) for outlet in filters.outlets]
    if filters.languages:
        parts.append("language = ANY(:languages)")
        values["languages"] = [language.casefold() for language in filters.languages if language]
    return " AND ".join(parts), values


def _run(phrase: Sequence[str]) -> str:
    """Terms that stand together, as a query."""
    return f"({' <-> '.join(map(_quoted, phrase))})"


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"
