"""How finding keeps up with the size of the index: stores of some hundred to thirty thousand articles.

The texts are real, then varied (varying.py); vectors are the model's own up to REAL articles, and made near real
ones beyond (nearly_real.py). Stores are kept in build/bench/size and brought up to date: unchanged ones cost little.
"""

import json
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import cast

from index.building import Builder, Report
from index.embedding import Embedder, MiniLM, Vectors
from index.ledger.ledger import Ledger
from index.locking import writing
from index.minilm.finding import find_weights
from index.snapshot import folder_of
from index.vectors import open_files
from tests.benchmarks.circumstances import circumstances, size_of
from tests.benchmarks.nearly_real import NearlyReal
from tests.benchmarks.places import ROOT, WORK, Record, digitalgov
from tests.benchmarks.varying import varied, written
from tests.index.fakes import QuotedLines

ARTICLES = (500, 5_000, 20_500, 30_000)
REAL = 500
BATCH = 1_000  # queries answered by one process
STARTS = 3
FOLDER = WORK / "size"


def measure(quick: bool) -> Record:
    """A row for each size; `quick`: the smallest alone."""
    rows = []
    for articles in ARTICLES[: 1 if quick else None]:
        store = FOLDER / str(articles)
        built = _built(store, articles)
        rows.append(
            {
                "articles": articles,
                "vectors": "real" if articles <= REAL else "made",
                **built,
                "disk_mb": size_of(store / "index"),
                "start_s": min(_start(store / "index") for _ in range(STARTS)),
                **_found(store / "index"),
            }
        )
    return {"sizes": rows, "batch": _batch(FOLDER / str(ARTICLES[0 if quick else -1]))}


def _built(store: Path, articles: int) -> Record:
    """What the store holds, and what it took to build it when it was built (which may be long ago)."""
    file = written(varied(articles), store / "articles.jsonl")
    note = store / "built.json"
    if not note.is_file():
        shutil.rmtree(store / "index", ignore_errors=True)
    started = time.perf_counter()
    report = _updated(store / "index", file, articles)
    seconds = round(time.perf_counter() - started, 1)
    if report.added or report.changed or report.removed:
        started = time.perf_counter()
        again = _updated(store / "index", file, articles)
        if again.added or again.changed or again.removed:
            raise RuntimeError(f"{file} did not change, and yet the run that followed its building found changes")
    unchanged = round(time.perf_counter() - started, 1)
    if not note.is_file():
        note.write_text(json.dumps({"build_s": seconds, "built_at": circumstances()["commit"]}), encoding="utf-8")
    known: Record = json.loads(note.read_text(encoding="utf-8"))
    if report.failed:
        raise RuntimeError(f"{file} was not built whole: {report.failed[0]}")
    return {"passages": report.passages, "statements": report.statements, "unchanged_s": unchanged, **known}


def _updated(store: Path, file: Path, articles: int) -> Report:
    model = MiniLM(find_weights(""))
    embedder: Embedder = model if articles <= REAL else NearlyReal(model, _pool())
    with writing(store):
        ledger = Ledger(store, create=True)
        builder = Builder(store, ledger, embedder, QuotedLines(), lambda *_: None, {"embedding choice": "minilm"})
        try:
            return builder.build([file.as_posix()], False)
        finally:
            ledger.close()


def _pool() -> Vectors:
    """The vectors of the smallest store's passages."""
    store = FOLDER / str(ARTICLES[0]) / "index"
    file = open_files(folder_of(store, Ledger(store).published()) / "vectors")["passage"]
    return file.rows(file.after(-1))


def _start(store: Path) -> float:
    """Seconds from nothing to the first answer of a process of its own."""
    started = time.perf_counter()
    _index("find", "--store", str(store), "--json", "What was said about accessibility?")
    return round(time.perf_counter() - started, 2)


def _found(store: Path) -> Record:
    command = [sys.executable, "-m", "tests.benchmarks.narrowing", str(store)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return cast(Record, json.loads(done.stdout))


def _batch(store: Path) -> Record:
    """`find --batch` with a thousand queries, in one process."""
    headlines = [str(article["title"]) for article in digitalgov(BATCH)]
    file = written(({"id": n, "query": headline} for n, headline in enumerate(headlines)), store / "queries.jsonl")
    started = time.perf_counter()
    answers = [json.loads(line) for line in _index("find", "--store", str(store / "index"), "--batch", str(file))]
    seconds = time.perf_counter() - started
    full = sum(len(answer["results"]) == 10 for answer in answers)
    per_query = statistics.mean([seconds / len(answers) * 1000])
    return {"queries": len(answers), "with_ten_results": full, "seconds": round(seconds, 1),
            "ms_per_query": round(per_query, 1)}  # fmt: skip


def _index(*arguments: str) -> list[str]:
    command = [sys.executable, "-m", "index", *arguments]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
