"""How well the embedded default answers the project's own 80 questions.

    python -m tests.evals.answering [--store DIR] [--questions FILE] [--misses]

A question with an answer is right when one of the first three citations stands in a right article and holds
the right words; its speaker is wrong when such an answer cites somebody's words who was not asked for. One
without an answer is right when it is declined (or, of words nobody said, when the outcome is not "said"); one
that fits several people, when the answer asks which one.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assistant.answer import Answer, Citation
from assistant.answering import Assistant
from assistant.question import Message, Turn
from assistant.settings import read_settings
from assistant.wiring import build_assistant
from index.filters import EVERYTHING
from index.settings import read_settings as read_index_settings
from index.statement import Statement
from index.wiring import UpdateOptions, update
from tests.evals.telling import tell

HERE = Path(__file__).parent
QUESTIONS = HERE / "questions.jsonl"
CORPUS = HERE.parents[1] / "corpus" / "articles"


def read_questions(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def build_store(store: Path) -> None:
    """Brings `store` up to date with the project's own corpus."""
    update(store, read_index_settings({}), [CORPUS], UpdateOptions(False, True), lambda *_: None)


def ask(assistant: Assistant, question: dict[str, Any]) -> Answer:
    turns = tuple(Turn(turn["question"], turn["answer"]) for turn in question.get("turns", ()))
    return assistant.invoke(Message(question["question"], turns, EVERYTHING))


def holds(question: dict[str, Any], citation: Citation) -> bool:
    """Whether a citation stands in a right article and holds right words."""
    text = " ".join(citation.text.split())
    in_place = citation.item.source.path in question["articles"]
    return in_place and any(" ".join(words.split()) in text for words in question["words"])


def found(question: dict[str, Any], answer: Answer) -> bool:
    """Whether the right words stand among the first three citations."""
    return any(holds(question, citation) for citation in answer.citations[:3])


def wrong_speaker(question: dict[str, Any], answer: Answer) -> bool:
    """Whether words stand under somebody who did not say them: statements of others where a speaker was asked
    for, or the right words under another name."""
    asked = set(question["speakers"])
    if not asked or answer.standing != "grounded":
        return False
    named = question["kind"] not in ("who-said", "exact-words", "people-on-topic", "role")
    for citation in answer.citations:
        if isinstance(citation.item, Statement):
            names = {speaker.name for speaker in citation.item.speakers}
            if names and not names & asked and (named or holds(question, citation)):
                return True
    return False


def measure(assistant: Assistant, questions: Iterable[dict[str, Any]]) -> tuple[dict[str, Any], list[str]]:
    """The figures, and a line for each question that went wrong."""
    count: Counter[str] = Counter()
    misses = []
    kinds = set()
    for question in questions:
        kinds.add(question["kind"])
        answer = ask(assistant, question)
        kind = "answerable" if question["answerable"] else "unanswerable"
        if question.get("ambiguous"):
            right = {candidate.name for candidate in answer.candidates} >= set(question["ambiguous"])
        elif question["answerable"]:
            right = found(question, answer)
        else:
            right = answer.standing == "declined" or answer.outcome in ("other_words", "not_found")
        wrong = wrong_speaker(question, answer)
        count[kind] += 1
        count[f"{kind} right"] += right
        count["wrong speaker"] += wrong
        count[f"{question['kind']}"] += 1
        count[f"{question['kind']} right"] += right
        if not right or wrong:
            misses.append(
                f"{question['id']} {question['kind']} {answer.standing}/{answer.outcome}: {question['question']}\n"
                f"    wanted {question['words'][:2]}\n    gave   {answer.text[:300]!r}"
            )
    figures = {
        "answerable": count["answerable"],
        "right words in first three citations": round(count["answerable right"] / max(1, count["answerable"]), 3),
        "unanswerable": count["unanswerable"],
        "declined": round(count["unanswerable right"] / max(1, count["unanswerable"]), 3),
        "wrong speaker": count["wrong speaker"],
        "by kind": {kind: [count[f"{kind} right"], count[kind]] for kind in sorted(kinds)},
    }
    return figures, misses


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--misses", action="store_true", help="show what went wrong")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or Path(folder)
        build_store(store)
        assistant = build_assistant(store, read_settings({}), read_index_settings({}))
        figures, misses = measure(assistant, read_questions(options.questions))
    tell(figures, misses, options.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
