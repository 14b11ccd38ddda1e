"""Finding in one store, with every filter at every selectivity, beside the least that any search by meaning costs.

    python -m tests.benchmarks.narrowing STORE

A process of its own, so that its memory is the searcher's. The least is embedding the query and asking Chroma for
ten neighbours, nothing else; it takes turns with the search, query by query. Prints JSON.
"""

import json
import sys
import time
from datetime import timedelta
from pathlib import Path

import numpy as np

from index.embedding import MiniLM
from index.filters import EVERYTHING, Filters
from index.ledger.ledger import Ledger
from index.minilm.finding import find_weights
from index.settings import read_settings
from index.snapshot import folder_of
from index.vectors import Vectors
from index.wiring import open_searcher
from tests.benchmarks.circumstances import memory
from tests.benchmarks.places import Record, digitalgov
from tests.benchmarks.varying import DAYS, FIRST_DAY, LANGUAGES, OUTLETS, SPEAKERS

PLAIN, NARROWED = 300, 100  # queries without a filter, and with each
FOUND = 10


def filters() -> dict[str, Filters]:
    """Every filter that `find` has, letting a half to a thousandth through, and all of them together."""
    last = FIRST_DAY + timedelta(DAYS - 1)
    parts = {"1/2": 2, "1/10": 10, "1/100": 100, "1/1000": 1_000}
    named: dict[str, Filters] = {"none": EVERYTHING}
    named |= {f"days {name}": Filters(since=last - timedelta(DAYS // part - 1), until=last)
              for name, part in parts.items()}  # fmt: skip
    named |= {f"outlet {name}": Filters(outlets=(outlet,)) for name, outlet in zip(parts, OUTLETS, strict=True)}
    named |= {f"speaker {name}": Filters(speakers=(who,)) for name, who in zip(parts, SPEAKERS, strict=True)}
    named |= {f"language {code}": Filters(languages=(code,)) for code in ("en", *LANGUAGES)}
    half = last - timedelta(DAYS // 2 - 1)
    named["outlet, days, speaker and language"] = Filters(("Hanna Half",), half, last, ("The Half",), ("en",))
    return named


def measure(store: Path) -> Record:
    queries = [str(article["title"]) for article in digitalgov(PLAIN)]
    model, ledger = MiniLM(find_weights("")), Ledger(store)
    chroma = Vectors(folder_of(store, ledger.published()) / "vectors", reading=True)
    started = time.perf_counter()
    searcher = open_searcher(store, read_settings({}))
    searcher.search(queries[0], FOUND)
    opened = time.perf_counter()
    searcher.search(queries[0], FOUND, Filters(languages=("en",)))
    narrowed = time.perf_counter()
    rows = []
    for name, chosen in filters().items():
        times, least, found = [], [], 0
        for query in queries[: PLAIN if chosen == EVERYTHING else NARROWED]:
            begun = time.perf_counter()
            chroma.nearest("passage", model.embed([query])[0], FOUND)
            between = time.perf_counter()
            found += len(searcher.search(query, FOUND, chosen))
            times.append(time.perf_counter() - between)
            least.append(between - begun)
        passing = len(ledger.numbers("passage", chosen, ledger.generation))
        rows.append({"filter": name, "passing": passing, "found": found / len(times), **_percentiles(times),
                     "least": _percentiles(least)})  # fmt: skip
    return {
        "open_s": round(opened - started, 2),
        "first_filter_ms": round((narrowed - opened) * 1000, 1),
        "memory_mb": memory(),
        "find": rows,
        # Both of the same turns: what else runs on the machine slows one as it does the other.
        "times least": {
            p: round(max(row["ms_p95"] / row["least"][p] for row in rows), 2) for p in ("ms_p95", "ms_p50")
        },
    }


def _percentiles(seconds: list[float]) -> Record:
    values = np.array(seconds) * 1000
    return {f"ms_p{p}": round(float(np.percentile(values, p)), 2) for p in (50, 95)}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
