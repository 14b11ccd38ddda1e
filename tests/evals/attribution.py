"""Measures who said what: over the corpus's own statements, and by the shared scorer where it is at hand.

    python tests/evals/attribution.py            # corpus/articles against tests/evals/statements.jsonl
    python tests/evals/attribution.py --misses   # and every statement that is not found or wrongly named
    python tests/evals/attribution.py --shared   # and ../shared/eval/quotes with its score.py

A statement is found when one of ours shares 80% of the letters of both (intersection over union); rightly
named when ours stands under exactly its people.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from index.article import Article, Source
from index.attributing import Attributor, as_quotes
from index.reading.articles import read_file
from index.reading.walking import find_files
from index.statement import Statement

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "evals" / "statements.jsonl"
SHARED = ROOT.parent / "shared" / "eval" / "quotes"
FOUND = 0.8

Letters = set[int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--shared", action="store_true")
    options = parser.parse_args()
    measure_corpus(options.misses)
    if options.shared:
        measure_shared()


def measure_corpus(show: bool) -> None:
    """Prints how many gold statements are found, rightly named, kinded and marked as denied."""
    root = ROOT / "corpus" / "articles"
    read = [article for file in find_files(root) for article in read_file(file, root)]
    articles = [article for article in read if isinstance(article, Article)]
    gold: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        gold[record["path"]].append(record)
    counts: Counter[str] = Counter()
    for article, found in zip(articles, Attributor().attribute(articles), strict=True):
        counts["ours"] += len(found)
        counts["gold"] += len(gold[article.source.path])
        counts.update(compare(article, gold[article.source.path], found, show))
    print(f"corpus: {counts['gold']} statements, {counts['ours']} found by us in all")
    for name in ("found", "named", "wrong name", "no name", "kind", "negation", "role"):
        print(f"  {name:10s} {counts[name]:4d} {100 * counts[name] / counts['gold']:5.1f}%")
    print(f"  ours that match no gold: {counts['ours'] - counts['matched']}")


def compare(article: Article, gold: list[dict[str, Any]], found: list[Statement], show: bool) -> Counter[str]:
    """How the statements of one article fare against its gold."""
    counts: Counter[str] = Counter()
    body = article.body
    ours = [(statement, letters(body, _without_that(body, statement))) for statement in found]
    matched: set[int] = set()
    position = 0
    for record in gold:
        spans, position = spans_of(body, record["words"], position)
        wanted = letters(body, spans)
        best = max(range(len(ours)), key=lambda i: overlap(wanted, ours[i][1]), default=-1)
        score = overlap(wanted, ours[best][1]) if best >= 0 else 0.0
        names = record["speaker"] if isinstance(record["speaker"], list) else [record["speaker"]]
        right = {name for name in names if name}
        if score < FOUND:
            if show:
                near = (ours[best][0].words, ours[best][0].cue) if score > 0 else None
                print(f"MISSED  {article.source.path} {names} {record['cue']}: {record['words']}\n        ours: {near}")
            continue
        statement = ours[best][0]
        matched.add(best)
        given = {speaker.name for speaker in statement.speakers}
        named = given == right
        counts.update(
            {
                "found": 1,
                "named": named,
                "wrong name": bool(given - right),
                "no name": not given and bool(right),
                "kind": statement.kind == record["kind"],
                "negation": statement.negated == record["negated"],
                "role": named and statement.speakers != () and bool(record["role"]) == bool(statement.speakers[0].role),
            }
        )
        if show and not named:
            print(f"NAMED   {article.source.path} {sorted(given)} for {names} ({statement.how}): {statement.text}")
    counts["matched"] = len(matched)
    if show:
        for i, (statement, _) in enumerate(ours):
            if i not in matched:
                names = [speaker.name for speaker in statement.speakers]
                print(f"EXTRA   {article.source.path} {names} {statement.cue}: {statement.words}")
    return counts


def _without_that(body: str, statement: Statement) -> list[tuple[int, int]]:
    """The spans without the "that" before a reported clause: the gold leaves it out."""
    (start, end), *others = statement.spans
    return [(start + 5 if body.startswith("that ", start) else start, end), *others]


def spans_of(body: str, words: list[str], position: int) -> tuple[list[tuple[int, int]], int]:
    """The places of a gold statement's words, searched in order from `position`, else from the start."""
    spans = []
    at = position
    for piece in words:
        start = body.find(piece, at)
        start = body.find(piece) if start < 0 else start
        spans.append((start, start + len(piece)))
        at = start + len(piece)
    return spans, spans[0][0]


def letters(body: str, spans: Any) -> Letters:
    return {i for start, end in spans for i in range(start, end) if body[i].isalnum()}


def overlap(one: Letters, other: Letters) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def measure_shared() -> None:
    """Writes our quotes of each shared set and lets the shared scorer judge them."""
    if not SHARED.is_dir():
        print(f"{SHARED}: not here, so only the corpus is measured")
        return
    for name in ("polnear_tune", "gum_dev", "realities"):
        gold = SHARED / f"{name}.jsonl"
        records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
        started = time.perf_counter()
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as answers:
            for record, found in zip(records, Attributor().attribute(map(as_article, records)), strict=True):
                answers.write(json.dumps({"doc_id": record["doc_id"], "quotes": as_quotes(found)}) + "\n")
            answers.flush()
            print(f"{name}: {len(records)} articles in {time.perf_counter() - started:.0f} s", flush=True)
            scorer = [sys.executable, str(SHARED / "score.py"), str(gold), answers.name, "--pieces", "--brief"]
            subprocess.run(scorer, check=True)


def as_article(record: dict[str, Any]) -> Article:
    return Article(Source(record["doc_id"], "", "", "", "", "", "", "", ""), record["text"])


if __name__ == "__main__":
    main()
