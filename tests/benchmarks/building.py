"""What building costs beyond running the model, and what a run costs that finds nothing new."""

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from index.embedding import MiniLM
from index.ledger.ledger import Ledger
from index.minilm.finding import find_weights
from index.settings import read_settings
from index.wiring import UpdateOptions, update
from tests.benchmarks.places import ROOT, WORK, Record, bodies, digitalgov

ROUNDS = 3
ATTRIBUTED = 60  # articles whose statements are looked for


def measure(quick: bool) -> Record:
    """Building articles without statements beside embedding their passages in one loop, taking turns; a run
    over the same articles again; how long the help takes to appear."""
    store = WORK / "building"
    articles = bodies(digitalgov(60 if quick else 200), store / "articles.jsonl")
    model = MiniLM(find_weights(""))
    builds, bare = [], []
    for _ in range(1 if quick else ROUNDS):
        shutil.rmtree(store / "index", ignore_errors=True)
        builds.append(_seconds(lambda: _update(store, articles)))
        texts = _passages(store)
        bare.append(_seconds(lambda: model.embed(texts)))  # noqa: B023 # called at once
    unchanged = [_seconds(lambda: _update(store, articles)) for _ in range(ROUNDS)]
    return {
        "passages": len(texts),
        "build_s": [round(seconds, 1) for seconds in builds],
        "bare_s": [round(seconds, 1) for seconds in bare],
        "times bare": round(statistics.median(b / w for b, w in zip(builds, bare, strict=True)), 3),
        "passages_per_second": round(len(texts) / statistics.median(builds), 1),
        "unchanged_s": round(statistics.median(unchanged), 2),
        **_with_statements(store),
        "help_s": round(_command("-m", "index", "--help") - _command("-c", "pass"), 3),
    }


def _with_statements(store: Path) -> Record:
    """How many articles a second are read, attributed and embedded."""
    articles = bodies(digitalgov(ATTRIBUTED), store / "attributed.jsonl")
    shutil.rmtree(store / "attributed", ignore_errors=True)
    build = lambda: update(  # noqa: E731
        store / "attributed", read_settings({}), [articles], UpdateOptions(False, True), lambda *_: None
    )
    return {"articles_per_second_with_statements": round(ATTRIBUTED / _seconds(build), 2)}


def _update(store: Path, articles: Path) -> None:
    update(store / "index", read_settings({}), [articles], UpdateOptions(False, False), lambda *_: None)


def _passages(store: Path) -> list[str]:
    ledger = Ledger(store / "index")
    texts = [row.item.text for row in ledger.rows_after("passage", 0)]
    ledger.close()
    return texts


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _command(*arguments: str) -> float:
    """The shortest of five runs of Python, in seconds."""
    command = [sys.executable, *arguments]
    run = lambda: subprocess.run(command, cwd=ROOT, capture_output=True, check=True)  # noqa: E731
    return min(_seconds(run) for _ in range(5))
