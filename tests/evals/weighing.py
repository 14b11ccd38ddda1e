"""Fits the bar below which the embedded default declines, and reports it on questions it was not fitted on.

    python -m tests.evals.weighing

Fitted on the questions of OneStopQA (30 articles at the advanced level) whose sha1(id) has an even first byte:
each once as it is, where it has an answer; once with its article left out, and once with only the passages that
hold the answer left out, where it has none. Reported on the odd ones.
Prints the numbers that assistant/weighing.py holds. Needs ../shared; says so where it is absent.
"""

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.evidence import Evidence
from assistant.gathering import Gathering
from assistant.question import Question
from assistant.weighing import LIKELY, Sentence, likelihood, signs, weighed
from index.filters import EVERYTHING
from index.searching import Searcher
from index.settings import read_settings
from index.wiring import UpdateOptions, open_searcher, update
from tests.evals.onestopqa import adv_articles, is_odd, printed, questions

BARS = (0.02, 0.04, 0.06, 0.09, 0.12, LIKELY, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)  # other bars there could be
FEW_PASSAGES = 40  # searched for each question, so that enough remain when its article is taken away

Floats = NDArray[np.float64]


def build(store: Path) -> Searcher:
    """The thirty articles, indexed without statements."""
    articles = store / "articles.jsonl"
    articles.write_text("".join(f"{json.dumps(article)}\n" for article in adv_articles()), encoding="utf-8")
    settings = read_settings({})
    update(store / "index", settings, [articles], UpdateOptions(False, False), lambda *_: None)
    return open_searcher(store / "index", settings)


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what was found for it; `missing` says what was taken away: article, passage, nothing."""

    odd: bool
    missing: str
    evidence: Evidence
    best: Sentence


def cases_of(searcher: Searcher, question: dict[str, Any]) -> Iterator[Case]:
    """The question's evidence as it is; without its article; and without the passages that hold the answer but
    with the rest of the article, where only the answer is missing."""
    asked = Question(question["question"], "open", question["question"], EVERYTHING)
    evidence = Gathering(searcher, passages_too=False).gather(asked, FEW_PASSAGES)
    own = f"#{question['doc_id']}"
    gold = " ".join(question["evidence"][0]["text"].split())
    strangers = [hit for hit in evidence.hits if not hit.item.source.path.endswith(own)]
    others = [hit for hit in evidence.hits if not _shares(" ".join(hit.item.text.split()), gold)]
    odd = is_odd(question)
    for missing, hits in (("", evidence.hits), ("article", strangers), ("passage", others)):
        left = replace(evidence, hits=tuple(hits[:8]))
        if best := next(iter(weighed(left, searcher.terms)), None):
            yield Case(odd, missing, left, best)


def _shares(passage: str, gold: str) -> bool:
    """Whether a passage holds the gold words or a good part of them, at either end."""
    half = max(20, len(gold) // 2)
    return gold[:half] in passage or gold[-half:] in passage


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


def report(
    name: str, chances: Sequence[float], answerable: Sequence[bool], bar: float = LIKELY
) -> dict[str, float | str]:
    """Declining as a classifier: precision and recall of the declined."""
    declined = [chance < bar for chance in chances]
    right = sum(d and not a for d, a in zip(declined, answerable, strict=True))
    return {
        "set": name,
        "questions": len(chances),
        "precision of declining": round(right / max(1, sum(declined)), 3),
        "recall of declining": round(right / max(1, sum(not a for a in answerable)), 3),
        "answerable declined": round((sum(declined) - right) / max(1, sum(answerable)), 3),
    }


def measure() -> dict[str, Any]:
    """The fitted numbers, and how well the bar in use declines on each half."""
    with tempfile.TemporaryDirectory() as folder:
        searcher = build(Path(folder))
        cases = [case for question in questions() for case in cases_of(searcher, question)]
        found = [signs(case.evidence, case.best, searcher.terms) for case in cases]
        even = [n for n, case in enumerate(cases) if not case.odd]
        matrix = np.array([list(sign.values()) for sign in found])
        answers = np.array([float(not case.missing) for case in cases])
        weights = fitted(matrix[even], answers[even]).round(1).tolist()
        rows, curves = [], []
        for half in (False, True):
            for missing in ("article", "passage"):
                chosen = [case for case in cases if case.odd == half and case.missing in ("", missing)]
                chances = [likelihood(case.evidence, case.best, searcher.terms) for case in chosen]
                name = f"{'odd' if half else 'even (fitted)'}, {missing} missing"
                answerable = [not case.missing for case in chosen]
                rows.append(report(name, chances, answerable))
                if half:
                    curves += [{"bar": bar, **report(name, chances, answerable, bar)} for bar in BARS]
        searcher.close()
    carries = {"_CARRIES": dict(zip(found[0], weights, strict=False)), "_CARRIES_BASE": weights[-1]}
    return {**carries, "declining": rows, "trade-off": curves}


if __name__ == "__main__":
    sys.exit(printed(measure))
