"""The register: under whom the statements of a ledger stand, and which are copies of one another.

All of it is derived from the statements and people.toml. A statement whose names change is entered anew under
a new number, so that words and vectors, which follow numbers, never hold a name that no longer stands.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from index.ledger.database import chunks
from index.ledger.ledger import Ledger
from index.ledger.schema import ITEMS, SPOKEN, STANDING, VALID, VISIBLE
from index.person import Merge, Person, Tenure
from index.statement import Speaker, Statement


@dataclass(frozen=True, slots=True)
class Standing:
    """One statement that stands, as naming needs it. `speakers` and `via` are as the article has them,
    `names` and `via_name` what was made of them; None when nothing was yet."""

    number: int
    article_id: str
    outlet: str
    day: str
    speakers: tuple[Speaker, ...]
    via: str
    names: tuple[str, ...] | None
    via_name: str | None


@dataclass(frozen=True, slots=True)
class Naming:
    """The names a statement is to stand under, one for each of its speakers; empty: nobody."""

    number: int
    names: tuple[str, ...]
    via_name: str


class Register:
    """Reads and writes through the ledger's connections, so it is as safe for threads as the ledger is."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    # ------------------------------------------------------------------ names

    def standing(self) -> list[Standing]:
        """Every statement that stands, by number."""
        query = (
            "SELECT items.number, article_id, outlet, day, facts "
            f"FROM {ITEMS} WHERE kind = 'statement' AND {STANDING} ORDER BY items.number"
        )
        return [_standing(row[:4], json.loads(row[4])) for row in self._ledger.read(query)]

    def rename(self, namings: Iterable[Naming]) -> None:
        """Gives statements their names; one that had others, or was published without, is entered anew."""
        coming = self._ledger.generation + 1
        with self._ledger.transaction() as db:
            for naming in namings:
                query = "SELECT facts, since FROM items WHERE number = ?"
                text, since = db.execute(query, (naming.number,)).fetchone()
                facts = json.loads(text)
                number = naming.number
                named = "names" in facts or since < coming
                facts |= {"names": naming.names, "via_name": naming.via_name}
                text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
                if named:
                    query = (
                        'INSERT INTO items (kind, article, "start", "end", text_hash, facts, since) '
                        'SELECT kind, article, "start", "end", text_hash, ?, ? FROM items WHERE number = ? '
                        "RETURNING number"
                    )
                    (number,) = db.execute(query, (text, coming, naming.number)).fetchone()
                    db.execute("UPDATE items SET until = ? WHERE number = ?", (coming, naming.number))
                else:
                    db.execute("UPDATE items SET facts = ? WHERE number = ?", (text, naming.number))
                names = {*naming.names} - {""} or {""}
                query = "INSERT INTO spoken VALUES (?, ?) ON CONFLICT DO NOTHING"
                db.executemany(query, [(name, number) for name in names])

    # ------------------------------------------------------------------ copies

    def changed_names(self) -> set[str]:
        """The names whose statements are not what was published; "" is the name of those nobody is named for."""
        query = f"SELECT DISTINCT name FROM {SPOKEN} WHERE items.since > :generation OR items.until > :generation"
        gone = f"SELECT DISTINCT name FROM {SPOKEN} JOIN articles ON articles.number = article WHERE gone > :generation"
        values = {"generation": self._ledger.generation}
        return {row[0] for row in self._ledger.read(f"{query} UNION {gone}", values)}

    def spoken_by(self, names: Iterable[str]) -> list[int]:
        """The numbers of the standing statements under any of these names."""
        standing = f"{SPOKEN} JOIN articles ON articles.number = article WHERE {STANDING}"
        query = f"SELECT items.number FROM {standing} AND name = ?"
        return sorted({row[0] for name in names for row in self._ledger.read(query, (name,))})

    def copies(self) -> dict[int, int]:
        """The standing groups: number of a statement -> number of the first of its group."""
        return dict(self._ledger.read("SELECT item, first FROM copies WHERE until IS NULL").fetchall())

    def keep_copies(self, numbers: Sequence[int], groups: dict[int, int]) -> None:
        """Notes the groups among these statements, in place of what was noted of them before."""
        coming = self._ledger.generation + 1
        kept = self.copies()
        changed = [number for number in numbers if kept.get(number) != groups.get(number)]
        with self._ledger.transaction() as db:
            query = "UPDATE copies SET until = ? WHERE item = ? AND until IS NULL"
            db.executemany(query, [(coming, number) for number in changed if number in kept])
            rows = [(number, groups[number], coming) for number in changed if number in groups]
            db.executemany("INSERT INTO copies (item, first, since) VALUES (?, ?, ?)", rows)

    def groups(self, numbers: Iterable[int], generation: int) -> dict[int, int]:
        """The first of the group of each of these items that has copies, as of a generation."""
        valid = VALID.replace("items.", "")
        found: dict[int, int] = {}
        for some in chunks(list(numbers)):
            query = f"SELECT item, first FROM copies WHERE item IN ({', '.join(map(str, some))}) AND {valid}"
            found.update(self._ledger.read(query, {"generation": generation}).fetchall())
        return found

    def number_of(self, statement: Statement, generation: int) -> int | None:
        """The number under which a statement is visible."""
        query = (
            f"SELECT items.number, facts FROM {ITEMS} WHERE article_id = :article_id AND kind = 'statement' "
            f'AND "start" = :start AND "end" = :end AND {VISIBLE} AND {VALID}'
        )
        values = {
            "article_id": statement.source.article_id,
            "start": statement.start,
            "end": statement.end,
            "generation": generation,
        }
        spans = [list(span) for span in statement.spans]
        rows = self._ledger.read(query, values)
        return next((number for number, facts in rows if json.loads(facts)["spans"] == spans), None)

    def group_members(self, number: int, generation: int) -> list[int]:
        """The visible statements that are copies of one another with this one, itself included."""
        valid = VALID.replace("items.", "copies.")
        query = (
            f"SELECT other.item FROM copies JOIN copies AS other ON other.first = copies.first "
            "JOIN items ON items.number = other.item JOIN articles ON articles.number = article "
            f"WHERE copies.item = :number AND {valid} "
            f"AND {valid.replace('copies.', 'other.')} AND {VISIBLE} AND {VALID}"
        )
        values = {"number": number, "generation": generation}
        return [row[0] for row in self._ledger.read(query, values)] or [number]

    # ------------------------------------------------------------------ people

    def people(self, generation: int) -> tuple[Person, ...]:
        """The people of one generation, by name."""
        query = f"SELECT facts FROM people WHERE {VALID.replace('items.', '')} ORDER BY name"
        rows = self._ledger.read(query, {"generation": generation})
        return tuple(_person(json.loads(row[0])) for row in rows)

    def keep_people(self, people: Iterable[Person]) -> None:
        """Notes who there is for the coming generation."""
        coming = self._ledger.generation + 1
        wanted = {(person.name, json.dumps(asdict(person), ensure_ascii=False)) for person in people}
        kept = set(self._ledger.read("SELECT name, facts FROM people WHERE until IS NULL").fetchall())
        with self._ledger.transaction() as db:
            query = "UPDATE people SET until = ? WHERE name = ? AND facts = ? AND until IS NULL"
            db.executemany(query, [(coming, *row) for row in sorted(kept - wanted)])
            query = "INSERT INTO people (name, facts, since) VALUES (?, ?, ?)"
            db.executemany(query, [(*row, coming) for row in sorted(wanted - kept)])


def _standing(row: Sequence[Any], facts: dict[str, Any]) -> Standing:
    number, article_id, outlet, day = row
    speakers = tuple(Speaker(s["name"], s["role"], tuple(s["aliases"])) for s in facts["speakers"])
    names = tuple(facts["names"]) if "names" in facts else None
    via_name = facts.get("via_name")
    return Standing(number, article_id, outlet, day, speakers, facts["via"], names, via_name)


def _person(facts: dict[str, Any]) -> Person:
    return Person(
        name=facts["name"],
        aliases=tuple(facts["aliases"]),
        roles=tuple(Tenure(**role) for role in facts["roles"]),
        statements=facts["statements"],
        outlets=tuple(facts["outlets"]),
        first=facts["first"],
        last=facts["last"],
        merges=tuple(Merge(**merge) for merge in facts["merges"]),
    )
