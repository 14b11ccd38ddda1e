"""Fits how near a statement is to a topic, and reports the bar in use: `python -m tests.evals.nearing`.

The topics are what the human questions of OneStopQA ask about (30 articles, advanced level), which seldom say it in
the article's words. A speaker did touch a topic whose answer is in a statement of theirs; three speakers of other
articles, picked by hash, did not. Fitted on the questions whose sha1(id) has an even first byte, reported on the odd
ones. Prints the weights that assistant/nearing.py holds. Needs ../shared; says so where it is absent.
"""

import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.construing import construed
from assistant.directory import Directory
from assistant.nearing import ABOUT, LOOKED_AT, PASSAGES, nearness, signs
from assistant.word import words_of
from index.filters import Filters
from index.searching import Searcher
from index.settings import read_settings
from index.statement import Statement
from index.wiring import UpdateOptions, open_searcher, update
from tests.evals.onestopqa import SHARED, printed, questions
from tests.evals.weighing import fitted

STRANGERS = 3  # speakers of other articles asked about the same topic
ROUNDS = 4  # of fitting: each takes the nearest statement of a speaker by the weights of the one before

Signs = dict[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """One topic asked of one speaker: what tells how near each of their statements is, and whether it answers."""

    odd: bool
    touched: bool
    statements: tuple[tuple[Signs, bool], ...]

    def nearest(self, weights: Sequence[float]) -> Signs:
        """The nearest statement by these weights; of one who touched the topic, the nearest that answers."""
        fitting = [found for found, answers in self.statements if answers or not self.touched]
        return max(fitting, key=lambda found: float(np.dot(weights, list(found.values()))))


def build(store: Path) -> Searcher:
    """The thirty articles, with their statements."""
    articles = store / "articles.jsonl"
    lines = (SHARED / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    with articles.open("w", encoding="utf-8") as file:
        for article in map(json.loads, lines):
            if article["level"] == "Adv":
                print(json.dumps({key: article[key] for key in ("id", "title", "text")}), file=file)
    settings = read_settings({})
    update(store / "index", settings, [articles], UpdateOptions(False, True), lambda *_: None)
    return open_searcher(store / "index", settings)


def cases_of(searcher: Searcher) -> Iterator[Case]:
    """Each question asked of all who spoke its answer, and of some who speak in other articles."""
    directory = Directory(searcher.people(), searcher.outlets(), None)
    of_article: dict[str, list[Statement]] = {}
    for statement in searcher.statements():
        of_article.setdefault(statement.source.path.rpartition("#")[2], []).append(statement)
    speakers = {name: article for article, some in of_article.items() for s in some for name in _names(s)}
    for question in questions():
        gold = " ".join(question["evidence_by_level"]["Adv_critical"].split())
        answering = [s for s in of_article.get(question["doc_id"], ()) if _shared(" ".join(s.text.split()), gold)]
        said = {name for statement in answering for name in _names(statement)}
        others = sorted(name for name, article in speakers.items() if article != question["doc_id"])
        place = int(_hash(question["id"]).hex(), 16)
        strangers = {others[(place + n * 7919) % len(others)] for n in range(STRANGERS)} if said else set()
        ids = {statement.statement_id for statement in answering}
        topic = construed(question["question"], directory).topic
        for name in sorted(said | strangers):
            statements = tuple(_looked_at(searcher, _without(topic, name), name, ids))
            if statements and (name not in said or any(answers for _, answers in statements)):
                yield Case(bool(_hash(question["id"])[0] % 2), name in said, statements)


def _looked_at(searcher: Searcher, topic: str, name: str, answering: set[str]) -> Iterator[tuple[Signs, bool]]:
    filters = Filters((name,), None, None, ())
    around = searcher.search(topic, PASSAGES, filters) if topic else []
    for hit in searcher.search(topic, LOOKED_AT, filters, kind="statement") if topic else []:
        yield signs(topic, hit, around), isinstance(hit.item, Statement) and hit.item.statement_id in answering


def _names(statement: Statement) -> set[str]:
    return {speaker.name for speaker in statement.speakers}


def _shared(text: str, gold: str) -> bool:
    return text in gold or gold in text


def _without(topic: str, name: str) -> str:
    own = {word.folded for word in words_of(name)}
    return " ".join(word for word in topic.split() if not {one.folded for one in words_of(word)} & own)


def _hash(text: str) -> bytes:
    return hashlib.sha1(text.encode()).digest()


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """The weights, scaled so that those that speak for a statement add up to 1. Both sides count the same."""
    names = list(cases[0].statements[0][0])
    weights: Sequence[float] = [1.0] * len(names)
    for _ in range(ROUNDS):
        nearest = np.array([list(case.nearest(weights).values()) for case in cases])
        touched = np.array([float(case.touched) for case in cases])
        times = np.where(touched == 1, round((touched == 0).sum() / touched.sum()), 1)
        weights = fitted(np.repeat(nearest, times, axis=0), np.repeat(touched, times))[:-1].tolist()
    total = sum(weight for weight in weights if weight > 0)
    return {name: round(weight / total, 2) for name, weight in zip(names, weights, strict=True)}


def measure() -> dict[str, Any]:
    """The fitted weights, and how often those in use reach the bar on each half."""
    with tempfile.TemporaryDirectory() as folder:
        searcher = build(Path(folder))
        cases = list(cases_of(searcher))
        searcher.close()
    rows = []
    for odd in (False, True):
        best = [(c.touched, max(nearness(found) for found, _ in c.statements)) for c in cases if c.odd == odd]
        rows.append({"half": "odd" if odd else "even (fitted)", **_reached(best)})
    return {"_WEIGHTS": fit([case for case in cases if not case.odd]), "about": rows}


def _reached(best: Sequence[tuple[bool, float]]) -> dict[str, Any]:
    shares = {}
    for touched, name in ((True, "touched it"), (False, "never did")):
        some = [value for said, value in best if said == touched]
        shares[name] = [sum(value >= ABOUT for value in some), len(some)]
    return shares


if __name__ == "__main__":
    sys.exit(printed(measure))
