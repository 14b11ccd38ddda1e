"""Runs the benchmarks: `python -m tests.benchmarks [--quick] [--only PART ...]`, or `make bench`.

Writes build/bench.json (figures, each part with the commit, the machine, its load and the seconds it took) and
build/bench.md (tables, for the README), and draws docs/*.svg. With --only the other parts keep the figures of their
last run. With --quick everything is smaller, and only build/bench_quick.* is written. A part whose data is not
here is left out and says so. Exit status 1 when a part failed.

The first run makes what later ones find again in build/bench: the peers' environments and the large stores.
"""

import argparse
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import (
    answering,
    attributing,
    building,
    declining,
    keeping,
    paging,
    readers,
    serving,
    sizing,
    tools,
)
from tests.benchmarks.circumstances import circumstances
from tests.benchmarks.drawing import draw
from tests.benchmarks.places import CORPORA, DOCS, OUT, PEERS, ROOT, Record
from tests.benchmarks.tabling import tables


@dataclass(frozen=True, slots=True)
class Part:
    """One benchmark: what it is called, the file or folder it needs, and what gives its figures."""

    name: str
    needs: Path
    measure: Callable[[bool], Record]


PARTS = (
    Part("tools", PEERS, tools.measure),
    Part("answering", CORPORA / "onestopqa", answering.measure),
    Part("declining", CORPORA / "onestopqa", declining.measure),
    Part("sizing", CORPORA / "digitalgov", sizing.measure),
    Part("building", CORPORA / "digitalgov", building.measure),
    Part("keeping", CORPORA / "digitalgov", keeping.measure),
    Part("attributing", CORPORA / "digitalgov", attributing.measure),
    Part("serving", ROOT / "corpus", serving.measure),
    Part("readers", CORPORA / "digitalgov", readers.measure),
    Part("paging", CORPORA / "digitalgov", paging.measure),
)


def run(part: Part, quick: bool) -> Record:
    """The figures of one part, and under what circumstances they were found; or why there are none."""
    if not part.needs.exists():
        return {"skipped": f"{os.path.relpath(part.needs, ROOT)} is not here"}
    stamp, started = circumstances(), time.perf_counter()
    try:
        figures = part.measure(quick)
    except Exception as error:  # one part that breaks must not lose the figures of the others
        traceback.print_exc()
        figures = {"failed": f"{type(error).__name__}: {error}"}
    return {**stamp, "seconds": round(time.perf_counter() - started, 1), **figures}


def main() -> int:
    options = _options()
    file = OUT / ("bench_quick.json" if options.quick else "bench.json")
    known: Record = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    results = {} if options.quick else known.get("parts", {})
    for part in PARTS:
        if part.name in (options.only or [part.name]):
            print(f"{part.name} ...", end=" ", file=sys.stderr, flush=True)
            results[part.name] = result = run(part, options.quick)
            print(result.get("skipped") or result.get("failed") or f"{result['seconds']} s", file=sys.stderr)
            OUT.mkdir(exist_ok=True)
            report = {**circumstances(), "parts": results}
            file.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sound = {name: result for name, result in results.items() if not {"failed", "skipped"} & result.keys()}
    drawn = draw(sound, OUT if options.quick else DOCS)
    file.with_suffix(".md").write_text(tables(sound, drawn, ROOT), encoding="utf-8")
    print(f"{os.path.relpath(file, ROOT)} and {file.with_suffix('.md').name} are written", file=sys.stderr)
    return int(any("failed" in result for result in results.values()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="less of everything, in some minutes; no peers' builds")
    names = [part.name for part in PARTS]
    parser.add_argument("--only", nargs="+", choices=names, metavar="PART", help=f"only these of {', '.join(names)}")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
