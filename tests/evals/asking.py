"""How well questions are understood: `python -m tests.evals.asking [--all]`.

The 80 questions and 40 conversations of the invented corpus, against the people its gold data lists, so that
faults of attribution do not count. Printed: right kinds; of the questions that ask for somebody's words, how
often the speaker was found, was one of those offered to choose from, was missed, or was wrong; for
conversations also the content-word F1 of the query against the stand-alone question, beside the last turn
alone and all turns. Each error is listed (`--all`: everything).
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import fmean
from typing import Any

from assistant.asking import understand
from assistant.directory import Directory
from assistant.question import Message, Question, QuestionKind, Turn
from assistant.word import words_of
from index.filters import EVERYTHING
from index.person import Person, Tenure

HERE = Path(__file__).parent
FIRST, NEWEST = "2031-01-14", "2032-12-09"  # the first and last article's day
OUTLETS = ("Beyond the Strait", "HPB News", "Halvenian News Agency", "Tarn Valley Herald", "The Daily Lantern",
           "The Exchange Courier", "The Meridian Post")  # fmt: skip
KINDS: dict[str, QuestionKind] = {  # as the question file calls them; the same where it is not here
    "first-time": "first-said", "view-changed": "view", "people-on-topic": "people", "exact-words": "who-said",
    "fact": "open",
}  # fmt: skip
OF_SPEAKERS = ("what-said", "did-say", "first-said", "view")

Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def directory() -> Directory:
    """The people as the gold data tells of them."""
    spoken = Counter[str]()
    for statement in rows("statements.jsonl"):
        told = statement["speaker"]
        spoken.update(name for name in (told if isinstance(told, list) else [told]) if name)
    listed = {row["name"]: row for row in rows("people.jsonl")}
    people = [
        Person(name, tuple(row["aliases"]), tuple(_tenures(row)), spoken[name], (), "", "", ())
        for name, row in listed.items()
    ]
    bodies = [Person(name, (), (), count, (), "", "", ()) for name, count in spoken.items() if name not in listed]
    return Directory((*people, *bodies), OUTLETS, date.fromisoformat(NEWEST))


def _tenures(row: Row) -> Iterator[Tenure]:
    """Roles with the days between which an article could state them."""
    for role in row["roles"]:
        since, until = role.get("since", ""), role.get("until", "")
        yield Tenure(role["role"], max(FIRST, since + FIRST[len(since) :]), until + NEWEST[len(until) :])


def verdict(question: Question, speakers: list[str]) -> str:
    """How well the speaker of a question that asks for one's words was understood."""
    if set(question.filters.speakers) - set(speakers):
        return "wrong"
    if not speakers:
        return "right" if question.unknown_people else "missed"
    if question.filters.speakers:
        return "right"
    return "offered" if set(speakers) & {person.name for person in question.ambiguous} else "missed"


def f1(query: str, wanted: str) -> float:
    """Content words in common, as in followups.py."""
    ours, theirs = ({word.folded for word in words_of(text) if not word.asks} for text in (query, wanted))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def shown(row: Row, question: Question, why: str) -> str:
    told = {
        "kind": f"{question.kind} {question.verb}", "speakers": question.filters.speakers, "topic": question.topic,
        "days": " to ".join(str(day or "") for day in (question.filters.since, question.filters.until)).strip(" to"),
        "about": question.about, "unknown": question.unknown_people, "carried": question.carried,
        "ambiguous": [person.name for person in question.ambiguous],
    }  # fmt: skip
    facts = "; ".join(f"{name}: {value}" for name, value in told.items() if value)
    return f"{why or 'right':8} {row['id']} {row['question']}\n{'':13}{question.text}\n{'':13}{facts}"


def questions(known: Directory, everything: bool) -> None:
    kinds, speakers = Counter[bool](), Counter[str]()
    for row in rows("questions.jsonl"):
        question = understand(Message(row["question"], (), EVERYTHING), known)
        wanted = KINDS.get(row["kind"], row["kind"])
        found = verdict(question, row["speakers"]) if wanted in OF_SPEAKERS else ""
        kinds[question.kind == wanted] += 1
        speakers.update([found] if found else [])
        why = "kind" if question.kind != wanted else "" if found == "right" else found
        if why or everything:
            print(shown(row, question, why))
    print(f"questions: kind right {kinds[True]} of {kinds.total()}; speakers {dict(speakers)}\n")


def conversations(known: Directory, everything: bool) -> None:
    speakers, scores = Counter[str](), dict[str, list[float]]()
    for row in rows("conversations.jsonl"):
        turns = tuple(Turn(turn["question"], turn["answer"]) for turn in row["turns"])
        question = understand(Message(row["question"], turns, EVERYTHING), known)
        alone = understand(Message(row["standalone"], (), EVERYTHING), known)
        found = verdict(question, row["speakers"]) if alone.kind in OF_SPEAKERS else ""
        speakers.update([found] if found else [])
        joined = " ".join((*(turn.question for turn in turns), row["question"]))
        for name, query in (("ours", question.text), ("last turn", row["question"]), ("all turns", joined)):
            scores.setdefault(name, []).append(f1(query, row["standalone"]))
        if everything or found not in ("", "right"):
            print(shown(row, question, "" if found in ("", "right") else found))
    means = ", ".join(f"{name} {fmean(values):.3f}" for name, values in scores.items())
    print(f"conversations: speakers {dict(speakers)}; content-word F1: {means}")


def main() -> int:
    known, everything = directory(), "--all" in sys.argv[1:]
    questions(known, everything)
    conversations(known, everything)
    return 0


if __name__ == "__main__":
    sys.exit(main())
