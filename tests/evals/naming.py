"""How many of the corpus's statements are found, and under the right name; who is listed that should not be.

    python -m tests.evals.naming [--store DIR] [--misses]

A gold statement is found when a statement of its article holds most of its words: letters in common, at
least 0.8 of the smaller and 0.5 of the larger (boundaries are measured elsewhere). It is right when the
speakers are the gold ones; a blank where gold has a name is no wrong name, and counted apart. Of the list of
people, a duplicate is a second entry for one of `people.jsonl`, an outsider an entry for nobody who speaks.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from index.names import parse_name
from index.person import Person
from index.searching import Searcher
from index.settings import read_settings
from index.statement import Statement
from index.wiring import UpdateOptions, open_searcher, update

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "corpus" / "articles"

Record = dict[str, Any]
Place = set[int]  # the letters and digits a statement covers, by their offsets in the body


def gold(name: str) -> list[Record]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def letters(body: str, spans: list[tuple[int, int]]) -> Place:
    return {at for start, end in spans for at in range(start, end) if body[at].isalnum()}


def place_of(statement: Record, body: str) -> Place:
    """The gold words, found in order."""
    spans, position = list[tuple[int, int]](), 0
    for words in statement["words"]:
        start = body.find(words, position)
        if start >= 0:
            position = start + len(words)
            spans.append((start, position))
    return letters(body, spans)


def names_of(statement: Record) -> set[str]:
    speaker = statement["speaker"]
    return set() if speaker is None else set(speaker if isinstance(speaker, list) else [speaker])


def same(name: str, other: str) -> bool:
    return parse_name(name).words == parse_name(other).words


def measure(searcher: Searcher) -> tuple[Counter[str], list[str]]:
    """Counts, and a line for everything that is not as it should be."""
    by_path: dict[str, list[Statement]] = defaultdict(list)
    for statement in searcher.statements():
        for one in (statement, *searcher.variants(statement)):
            by_path[one.source.path].append(one)
    counts, misses = Counter[str](), list[str]()
    for record in gold("statements.jsonl"):
        article = searcher.article(record["path"])
        assert article is not None, record["path"]
        judgement, line = judge(record, by_path[record["path"]], article.body)
        counts[judgement] += 1
        if judgement != "right":
            misses.append(f"{judgement:8} {record['path']}: {names_of(record) or '-'}: {record['words']}{line}")
    return counts, misses


def judge(record: Record, statements: list[Statement], body: str) -> tuple[str, str]:
    wanted = place_of(record, body)
    near: list[tuple[int, Statement]] = []
    for statement in statements:
        place = letters(body, list(statement.spans))
        shared = len(wanted & place)
        if shared >= 0.8 * min(len(wanted), len(place)) and shared >= 0.5 * max(len(wanted), len(place)):
            near.append((shared, statement))
    if not near:
        return "missed", ""
    names = names_of(record)
    for _, statement in near:
        found = {speaker.name for speaker in statement.speakers}
        if len(found) == len(names) and all(any(same(one, other) for other in found) for one in names):
            return "right", ""
    best = max(near, key=lambda pair: pair[0])[1]
    found = {speaker.name for speaker in best.speakers}
    kind = "blank" if not found else "partly" if any(same(a, b) for a in found for b in names) else "wrong"
    return kind, f" -> {found or '-'} ({best.how})"


def judge_people(people: tuple[Person, ...]) -> tuple[Counter[str], list[str]]:
    """Everybody of people.jsonl listed once; all others are bodies that gold has speak."""
    known = {record["name"] for record in gold("people.jsonl")}
    speaking = {name for record in gold("statements.jsonl") for name in names_of(record)}
    counts, lines = Counter[str](listed=len(people)), list[str]()
    listed = [person.name for person in people]
    for name in sorted(known - set(listed)):
        counts["unlisted"] += 1
        lines.append(f"unlisted {name}")
    for person in people:
        if not any(same(person.name, name) for name in speaking):
            again = any(parse_name(name).words[-1] in parse_name(person.name).words for name in known)
            counts["duplicates" if again else "outsiders"] += 1
            lines.append(f"{'duplicate' if again else 'outsider'} {person.name} ({person.statements})")
    return counts, lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path, help="an index of the corpus; built anew when not named")
    parser.add_argument("--misses", action="store_true", help="show what is not right")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or Path(folder)
        if options.store is None:
            update(store, read_settings({}), [CORPUS], UpdateOptions(False, True), lambda *_: None)
        searcher = open_searcher(store, read_settings({}))
        counts, misses = measure(searcher)
        people, lines = judge_people(searcher.people())
        searcher.close()
    if options.misses:
        print("\n".join((*sorted(misses), *lines)))
    print(json.dumps({"statements": dict(counts), "people": dict(people)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
