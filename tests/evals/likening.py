"""Fits what tells whether an article carries a claim, and reports it by cross-validation.

    python -m tests.evals.likening

OneStopQA has thirty newspaper articles at three reading levels, paragraph by paragraph. The advanced one is indexed;
what the two easier ones say is true, mostly in the same words, unless the sentence stands there word for word (left
out). `rewritings.jsonl` says 120 things of the advanced ones in other words. The same claims with the paragraph they
were made from taken away are what nobody said, about the same things and by the same people.

Fitted on what is said in other words: what shares most of its words is told by any weights. The articles are parted
into five: each fifth is reported as fitted on the other four. Prints the numbers that assistant/checks/likening.py
holds. Needs ../shared; says so where it is absent. Nothing of the project's own corpus, of Wikinews or of
tests/evals/corruption.py is used.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.asserting import asks, assertions
from assistant.assertion import Assertion
from assistant.checks.likening import Likeness, fit
from assistant.judging import CARRIED
from assistant.place import Place, Sense
from assistant.resting import likened, said, told
from assistant.wiring import Drafts, Senses, Understanding
from index.article import Article
from index.searching import Searcher
from index.sentencing import sentences
from index.settings import read_settings
from index.wiring import UpdateOptions, open_searcher, update
from tests.evals.onestopqa import SHARED, printed
from tests.evals.weighing import fitted

HERE = Path(__file__).parent
REWRITTEN = "in other words"
FOLDS = 5
REFUSED = (0.02, 0.05, 0.1)  # shares of what is true that may be refused
SHORT = 4  # words; a shorter claim tells too little

Floats = NDArray[np.float64]
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A claim's likeness to the best place for it; whether what carries it is there."""

    fold: int
    carried: bool
    form: str
    likeness: Likeness


def build(store: Path, records: list[Record]) -> Searcher:
    """The thirty articles at the advanced level, with their statements."""
    articles = store / "articles.jsonl"
    with articles.open("w", encoding="utf-8") as file:
        for record in records:
            if record["level"] == "Adv":
                print(json.dumps({"id": record["id"], "text": record["text"]}), file=file)
    settings = read_settings({})
    update(store / "index", settings, [articles], UpdateOptions(False, True), lambda *_: None)
    return open_searcher(store / "index", settings)


def places_of(searcher: Searcher, article: Article) -> list[Place]:
    statements = searcher.statements_in(article.source.article_id)
    return [
        Place(article, start, end, tuple(s for s in statements if s.sentences[0] < end and start < s.sentences[1]))
        for start, end in sentences(article.body)
    ]


def cases_of(record: Record, fold: int, places: list[Place], attribute: Drafts, sense: Sense) -> Iterator[Case]:
    """Both cases of every claim of one easier version."""
    text, body = record["text"], places[0].article.body
    for one in assertions(text, attribute(text), sense.who):
        others = without(places, text.count("\n\n", 0, one.start))
        for words, spoken in _claims(one):
            if len(words.split()) >= SHORT and words not in body:
                form = f"{record['level']}, {'spoken' if spoken else 'plain'}"
                yield from (Case(fold, n == 0, form, best(words, p, sense)) for n, p in enumerate((places, others)))


def best(words: str, places: list[Place], sense: Sense) -> Likeness:
    """How like the words is what is most like them."""
    rests = [*said(places), *told(places)]
    near = sense.near(words, [rest.words for rest in rests])
    nearest = [rest for _, rest in sorted(zip(near, rests, strict=True), key=lambda pair: -pair[0])]
    return max((likeness for _, likeness in likened(words, nearest, sense)), key=fit)


def rewritten(record: Record, fold: int, places: list[Place], sense: Sense) -> Iterator[Case]:
    others = without(places, record["paragraph"])
    for n, among in enumerate((places, others)):
        yield Case(fold, n == 0, REWRITTEN, best(record["text"], among, sense))


def without(places: list[Place], paragraph: int) -> list[Place]:
    """The places of the article with one of its paragraphs blanked."""
    body = places[0].article.body
    parts = body.split("\n\n")
    parts[paragraph] = " " * len(parts[paragraph])
    article = replace(places[0].article, body="\n\n".join(parts))
    return [replace(p, article=article) for p in places if body.count("\n\n", 0, p.start) != paragraph]


def _claims(one: Assertion) -> list[tuple[str, bool]]:
    if one.tellings:
        return [(telling.words, True) for telling in one.tellings]
    return [] if one.quotations or asks(one) else [(one.plain, False)]


def every_case(folder: Path) -> list[Case]:
    lines = (SHARED / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    searcher, attribute = build(folder, records), Drafts()
    sense = Senses(searcher, Understanding(searcher))()
    titles = sorted({record["title"] for record in records})
    places = {r["title"]: _advanced(searcher, r["id"]) for r in records if r["level"] == "Adv"}
    found = [
        case
        for record in records
        if record["level"] != "Adv"
        for case in cases_of(record, titles.index(record["title"]) % FOLDS, places[record["title"]], attribute, sense)
    ]
    for record in map(json.loads, (HERE / "rewritings.jsonl").read_text(encoding="utf-8").splitlines()):
        title = next(r["title"] for r in records if r["id"] == f"osqa_{record['article']}")
        found += rewritten(record, titles.index(title) % FOLDS, places[title], sense)
    searcher.close()
    return found


def _advanced(searcher: Searcher, id: str) -> list[Place]:
    article = searcher.article(f"articles.jsonl#{id}")
    assert article is not None
    return places_of(searcher, article)


# ---------------------------------------------------------------------- fitting


def rows_of(cases: list[Case]) -> tuple[Floats, Floats]:
    signs = np.array([astuple(case.likeness) for case in cases], np.float64)
    return signs, np.array([float(case.carried) for case in cases])


def weights_of(cases: list[Case]) -> Floats:
    """The weight of each sign and the base, as fitted on what is said in other words."""
    return fitted(*rows_of([case for case in cases if case.form == REWRITTEN]))


def odds_by_the_others(cases: list[Case]) -> Floats:
    """For each case its log odds as fitted on the folds it is not in."""
    signs, _ = rows_of(cases)
    odds = np.zeros(len(cases))
    for fold in range(FOLDS):
        weights = weights_of([case for case in cases if case.fold != fold])
        inside = np.array([case.fold == fold for case in cases])
        odds[inside] = signs[inside] @ weights[:-1] + weights[-1]
    return odds


def reported(odds: Floats, carried: Floats) -> Record:
    """How many of those that are not carried are found when so many of the true ones are refused; the bar."""
    true, false = odds[carried == 1], odds[carried == 0]
    bars = {f"{share:.0%} refused": np.quantile(true, share) for share in REFUSED}
    found = {name: [round(float(np.mean(false < bar)), 3), round(float(bar), 2)] for name, bar in bars.items()}
    at_bar = [round(float(np.mean(true < CARRIED)), 3), round(float(np.mean(false < CARRIED)), 3)]
    return {"claims": len(true), **found, "refused and found at the bar in use": at_bar}


def measure() -> Record:
    with tempfile.TemporaryDirectory() as folder:
        cases = every_case(Path(folder))
    _, carried = rows_of(cases)
    odds, weights = odds_by_the_others(cases), weights_of(cases).round(1).tolist()
    report: Record = {"weights": dict(zip([*(f.name for f in fields(Likeness)), "base"], weights, strict=True))}
    report["all"] = reported(odds, carried)
    for form in sorted({case.form for case in cases}):
        chosen = np.array([case.form == form for case in cases])
        report[form] = reported(odds[chosen], carried[chosen])
    return report


if __name__ == "__main__":
    sys.exit(printed(measure))
