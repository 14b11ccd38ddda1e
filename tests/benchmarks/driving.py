"""One tool, one task, in that tool's own environment: the scores and times of a peer, or of ours, as JSON.

    python driving.py SYSTEM TASK --peers DIR --corpora DIR --weights DIR --work DIR [--quick]

TASK quality: builds OneStopQA and digital.gov (kept in --work, so a second run is quick) and scores both;
serve: opens the built digital.gov in a fresh process and times 200 headlines; build: times building the first
300 articles of digital.gov. Systems are the modules sys_SYSTEM.py of --peers, or of this folder; scores are
those of its common.py. Needs numpy only; the last line printed is the result.
"""

import argparse
import hashlib
import importlib
import json
import os
import re
import resource
import shutil
import statistics
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SKIPPED = re.compile(r"which of (the following|these)|^what is not", re.IGNORECASE)  # not answerable by one place
WITHOUT_VECTORS = ("bm25s", "ours")  # ours brings its own embedder
BUILT = 300  # articles of digital.gov whose building is timed
SERVED = 200  # headlines whose finding is timed

Record = dict[str, Any]


def main() -> None:
    started = time.perf_counter()
    options = _options()
    sys.path[:0] = [str(HERE), str(options.peers)]
    common, system = importlib.import_module("common"), importlib.import_module(f"sys_{options.system}")
    system.load()
    embedder = None
    if options.system not in WITHOUT_VECTORS:
        embedder = common.Embedder(str(HERE / "encoder.py"), str(options.weights), "", threads=os.cpu_count())
    store = options.work / options.system

    def tool(name: str) -> Any:
        (store / name).mkdir(parents=True, exist_ok=True)
        return system.System(embedder, str(store / name), tokenizer_dir=str(options.weights))

    task = {"quality": _quality, "serve": _serve, "build": _build}[options.task]
    result: Record = task(common, tool, store, options) | {"seconds": round(time.perf_counter() - started, 1)}
    print(json.dumps({"system": options.system, "task": options.task} | result))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("system")
    parser.add_argument("task", choices=("quality", "serve", "build"))
    for name in ("peers", "corpora", "weights", "work"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--quick", action="store_true", help="OneStopQA alone")
    return parser.parse_args()


def _quality(common: Any, tool: Any, store: Path, options: argparse.Namespace) -> Record:
    result = {"onestopqa": _onestopqa(common, tool, store, options.corpora)}
    if not options.quick:
        result["digitalgov"] = _digitalgov(common, tool, store, options.corpora)
    return result


def _onestopqa(common: Any, tool: Any, store: Path, corpora: Path) -> Record:
    documents, questions = common.osqa(str(corpora))
    questions = [question for question in questions if not SKIPPED.search(question["question"])]
    shutil.rmtree(store / "onestopqa", ignore_errors=True)
    built = tool("onestopqa")
    built.build(documents)
    scores: Record = common.score_osqa(built.search, questions)
    ranks = scores.pop("first_rank")
    halves = {"even": [], "odd": []}  # type: dict[str, list[int]]
    for question, rank in zip(questions, ranks, strict=True):
        odd = hashlib.sha1(question["id"].encode()).digest()[0] % 2
        halves["odd" if odd else "even"].append(rank)
    lengths = [len(chunk) for chunk in built.chunks]
    measured: Record = {
        "chunks": len(lengths),
        "mean_characters": round(statistics.mean(lengths)),
        "most_characters": max(lengths),
        "halves": {
            half: {k: sum(0 < rank <= k for rank in some) / len(some) for k in (1, 4)} for half, some in halves.items()
        },
    }
    return measured | scores


def _digitalgov(common: Any, tool: Any, store: Path, corpora: Path) -> Record:
    documents, headlines = common.digitalgov(str(corpora))
    lines = (HERE / "digitalgov_questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [(line["id"], line["question"]) for line in map(json.loads, lines)]
    built, marker = tool("digitalgov"), store / "digitalgov.built"
    seconds = None
    if marker.is_file():
        built.open()
    else:
        started = time.perf_counter()
        built.build(documents)
        seconds = round(time.perf_counter() - started, 1)
        marker.write_text(f"{len(built.chunks)}\n")
    return {
        "build_seconds": seconds,
        "chunks": int(marker.read_text()),
        "headlines": _ranks(common.score_titles(built.search, headlines, wide=False)),
        "questions": _ranks(common.score_titles(built.search, questions, wide=False)),
    }


def _ranks(scores: Record) -> Record:
    return {"n": scores["n"], "first": scores["chunk_list"]["@1"], "mrr10": scores["chunk_list"]["mrr10"]}


def _serve(common: Any, tool: Any, store: Path, options: argparse.Namespace) -> Record:
    _, headlines = common.digitalgov(str(options.corpora))
    started = time.perf_counter()
    built = tool("digitalgov")
    built.open()
    built.search(headlines[-1][1], 10)
    opened = time.perf_counter() - started
    times = []
    for _, headline in headlines[:SERVED]:
        started = time.perf_counter()
        built.search(headline, 10)
        times.append((time.perf_counter() - started) * 1000)
    return {
        "open_s": round(opened, 3),
        "ms_p50": round(common.pct(times, 50), 2),
        "ms_p95": round(common.pct(times, 95), 2),
        "memory_mb": common.rss(),
    }


def _build(common: Any, tool: Any, store: Path, options: argparse.Namespace) -> Record:
    documents, _ = common.digitalgov(str(options.corpora), BUILT)
    shutil.rmtree(store / "building", ignore_errors=True)
    built = tool("building")
    started = time.perf_counter()
    built.build(documents)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"articles": BUILT, "chunks": len(built.chunks), "build_s": round(seconds, 2), "memory_mb": peak}


if __name__ == "__main__":
    main()
