"""Fits the bar below which the embedded default declines, and reports it on questions it was not fitted on.

    python -m tests.evals.weighing

Fitted on the questions of OneStopQA (30 articles at the advanced level) whose sha1(id) has an even first
byte: each once with its article in the index, where it has an answer, and once with the article's passages
left out, where it has none. Reported on the odd ones, and on the project's own 80 questions as they stand.
Prints the numbers that assistant/weighing.py holds. Needs ../shared; says so where it is absent.
"""

import hashlib
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import Evidence
from assistant.gathering import Gathering
from assistant.question import Message, Question
from assistant.weighing import LIKELY, Sentence, likelihood, signs, weighed
from index.filters import EVERYTHING
from index.searching import Searcher
from index.settings import read_settings
from index.wiring import UpdateOptions, open_searcher, update

SHARED = Path(__file__).parents[3] / "shared" / "corpora" / "onestopqa"
SKIPPED = re.compile(r"which of (the following|these)|^what is not", re.IGNORECASE)  # not answerable by one place
FEW_PASSAGES = 40  # searched for each question, so that enough remain when its article is taken away

Floats = NDArray[np.float64]


def questions() -> list[dict[str, str]]:
    lines = (SHARED / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    return [question for question in map(json.loads, lines) if not SKIPPED.search(question["question"])]


def build(store: Path) -> Searcher:
    """The thirty articles, indexed without statements."""
    articles = store / "articles.jsonl"
    lines = (SHARED / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    with articles.open("w", encoding="utf-8") as file:
        for article in map(json.loads, lines):
            if article["level"] == "Adv":
                print(json.dumps({"id": article["id"], "text": article["text"]}), file=file)
    settings = read_settings({})
    update(store / "index", settings, [articles], UpdateOptions(False, False), lambda *_: None)
    return open_searcher(store / "index", settings)


def is_odd(question: dict[str, str]) -> bool:
    return bool(hashlib.sha1(question["id"].encode()).digest()[0] % 2)


def both_ways(searcher: Searcher, question: dict[str, str]) -> Iterable[tuple[bool, Evidence]]:
    """The question's evidence with its article in the index, and without it."""
    asked = _plain(Message(question["question"], (), EVERYTHING))
    evidence = Gathering(searcher, passages_too=False).gather(asked, FEW_PASSAGES)
    own = f"#{question['doc_id']}"
    for answerable in (True, False):
        hits = [hit for hit in evidence.hits if answerable or not hit.item.source.path.endswith(own)]
        yield answerable, replace(evidence, hits=tuple(hits[:8]))


def fitted(features: Floats, answers: Floats) -> Floats:
    """Logistic regression by Newton's method, with a slight ridge; the last weight is the base."""
    rows = np.hstack([features, np.ones((len(features), 1))])
    weights = np.zeros(rows.shape[1])
    ridge = np.diag([0.1] * features.shape[1] + [0.0])
    for _ in range(30):
        chances = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (answers - chances) - ridge @ weights
        curve = (rows * (chances * (1 - chances))[:, None]).T @ rows + ridge
        weights += np.linalg.solve(curve, slope)
    return weights


def report(name: str, chances: Sequence[float], answerable: Sequence[bool]) -> dict[str, float | str]:
    """Declining as a classifier: precision and recall of the declined."""
    declined = [chance < LIKELY for chance in chances]
    right = sum(d and not a for d, a in zip(declined, answerable, strict=True))
    return {
        "set": name,
        "questions": len(chances),
        "precision of declining": round(right / max(1, sum(declined)), 3),
        "recall of declining": round(right / max(1, sum(not a for a in answerable)), 3),
        "answerable declined": round((sum(declined) - right) / max(1, sum(answerable)), 3),
    }


def best_of(searcher: Searcher, evidence: Evidence) -> Sentence | None:
    return next(iter(weighed(evidence, searcher.terms)), None)


def main() -> int:
    if not SHARED.is_dir():
        print(f"{SHARED} is absent: nothing to fit on", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        searcher = build(Path(folder))
        cases = [
            (is_odd(question), answerable, evidence, best)
            for question in questions()
            for answerable, evidence in both_ways(searcher, question)
            if (best := best_of(searcher, evidence))
        ]
        found = [signs(evidence, best, searcher.terms) for _, _, evidence, best in cases]
        even = [n for n, case in enumerate(cases) if not case[0]]
        matrix = np.array([list(sign.values()) for sign in found])
        answers = np.array([float(answerable) for _, answerable, _, _ in cases])
        weights = fitted(matrix[even], answers[even])
        print("_CARRIES =", dict(zip(found[0], weights.round(1).tolist(), strict=False)))
        print("_CARRIES_BASE =", round(float(weights[-1]), 1))
        for half in (False, True):
            chosen = [case for case in cases if case[0] == half]
            chances = [likelihood(evidence, best, searcher.terms) for _, _, evidence, best in chosen]
            print(json.dumps(report("odd" if half else "even (fitted)", chances, [case[1] for case in chosen])))
    return 0


def _plain(message: Message) -> Question:
    return Question(message.text, "open", message.text, message.filters)


if __name__ == "__main__":
    sys.exit(main())
