"""How well questions on one scraped article are answered: `python -m tests.evals.seed [--misses]`.

The article (`../shared/corpora/seed`) is for test use only, so `seed_questions.jsonl` holds none of its text:
`ranges` are offsets into the body as stored, any one of which answers. A question is right when its standing
and its outcome are among those wanted, the people to choose from are those wanted, one of the first three
citations covers most of a range, no citation touches what may never be cited, and no statement of anyone but
`speakers` is given as theirs.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from assistant.answering import Assistant
from assistant.question import Message
from assistant.settings import read_settings
from assistant.wiring import build_assistant
from index.filters import EVERYTHING
from index.searching import Searcher
from index.settings import read_settings as read_index_settings
from index.statement import Statement
from index.wiring import UpdateOptions, open_searcher, update
from tests.evals.telling import tell

HERE = Path(__file__).parent
QUESTIONS = HERE / "seed_questions.jsonl"
ARTICLES = HERE.parents[2] / "shared" / "corpora" / "seed"
COVERED = 0.8  # share of a range that a citation must hold

Record = dict[str, Any]


@contextmanager
def opened(articles: Path) -> Iterator[tuple[Assistant, Searcher]]:
    """An assistant and a searcher over a new store of these articles, gone afterwards."""
    settings = read_index_settings({})
    with tempfile.TemporaryDirectory() as folder:
        update(Path(folder), settings, [articles], UpdateOptions(False, True), lambda *_: None)
        searcher = open_searcher(Path(folder), settings)
        yield build_assistant(Path(folder), read_settings({}), settings), searcher
        searcher.close()


def faults(question: Record, answer: Answer) -> list[str]:
    """What is not as it should be with an answer; nothing when it is right."""
    found = []
    if question["standing"] not in ("any", answer.standing):
        found.append(f"standing {answer.standing}, not {question['standing']}")
    if (outcomes := question.get("outcomes")) and answer.outcome not in outcomes:
        found.append(f"outcome {answer.outcome}, not {' or '.join(outcomes)}")
    if question.get("candidates", []) != sorted(candidate.name for candidate in answer.candidates):
        found.append("candidates")
    if question["ranges"] and not any(covers(answer, *wanted) for wanted in question["ranges"]):
        found.append("words not among the first three citations")
    if any(touches(answer, *barred) for barred in question.get("never", [])):
        found.append("cites what may never be cited")
    if wrong := wrong_speakers(question, answer):
        found.append(f"wrong speaker: {', '.join(wrong)}")
    return found


def covers(answer: Answer, start: int, end: int) -> bool:
    shared = (min(citation.end, end) - max(citation.start, start) for citation in answer.citations[:3])
    return any(length >= COVERED * (end - start) for length in shared)


def touches(answer: Answer, start: int, end: int) -> bool:
    return any(citation.start < end and start < citation.end for citation in answer.citations)


def wrong_speakers(question: Record, answer: Answer) -> list[str]:
    """Those who are given as speaking, where only others were asked for."""
    said = [citation.item.speakers for citation in answer.citations if isinstance(citation.item, Statement)]
    named = [{speaker.name for speaker in speakers} for speakers in said]
    asked = set(question["speakers"])
    return sorted({name for names in named if names and not names & asked for name in names}) if asked else []


def measure(assistant: Assistant) -> Record:
    """Right answers of all, wrong speakers, right answers by kind, and a line for each that went wrong."""
    count: Counter[str] = Counter()
    misses = []
    questions = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    for question in questions:
        answer = assistant.invoke(Message(question["question"], (), EVERYTHING))
        wrong = faults(question, answer)
        count[question["kind"]] += 1
        count[f"{question['kind']} right"] += not wrong
        count["right"] += not wrong
        count["wrong speaker"] += bool(wrong_speakers(question, answer))
        if wrong:
            misses.append(
                f"{question['id']} {question['question']} ({'; '.join(wrong)})\n    gave {answer.text[:300]!r}"
            )
    kinds = sorted({question["kind"] for question in questions})
    return {
        "questions": len(questions),
        "right": count["right"],
        "wrong speaker": count["wrong speaker"],
        "by kind": {kind: [count[f"{kind} right"], count[kind]] for kind in kinds},
        "misses": misses,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="show what went wrong")
    options = parser.parse_args()
    if not ARTICLES.is_dir():
        print(f"{ARTICLES} is not there; nothing measured", file=sys.stderr)
        return 1
    with opened(ARTICLES) as (assistant, _):
        figures = measure(assistant)
    misses = figures.pop("misses")
    tell(figures, misses, options.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
