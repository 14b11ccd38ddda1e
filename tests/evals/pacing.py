"""How long an answer takes beside the searches it makes: `python -m tests.evals.pacing [--store DIR]`.

The 80 questions over the project's own corpus, each asked once to warm up and then three times, of which the quickest
counts. Searching is the time within the searcher's `search` and `statements`; understanding, weighing and composing are
the rest. A question that is answered without any search is left out.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

from assistant.answering import Assistant
from assistant.settings import read_settings
from assistant.wiring import build_assistant
from index.searching import Searcher
from index.settings import read_settings as read_index_settings
from tests.evals.answering import QUESTIONS, ask, build_store, read_questions
from tests.evals.telling import tell

SEARCHES = ("search", "statements")
ROUNDS = 3


class Stopwatch:
    """Seconds spent in the calls that it wraps."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def timed(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def timing(*args: Any, **kwargs: Any) -> Any:
            started = time.perf_counter()
            try:
                return call(*args, **kwargs)
            finally:
                self.seconds += time.perf_counter() - started

        return timing


@contextmanager
def watched(searcher: Searcher) -> Iterator[Stopwatch]:
    """The searches of this one searcher, timed while it lasts."""
    watch = Stopwatch()
    for name in SEARCHES:
        setattr(searcher, name, watch.timed(getattr(searcher, name)))
    try:
        yield watch
    finally:
        for name in SEARCHES:
            delattr(searcher, name)


def measure(assistant: Assistant) -> dict[str, Any]:
    """An answer's time over that of its searches, and both in milliseconds: p50 and p95 over the questions."""
    taken = []
    with watched(assistant.searcher) as watch:
        for question in read_questions(QUESTIONS):
            ask(assistant, question)
            answer, searches = min(_times(assistant, question, watch) for _ in range(ROUNDS))
            if searches:
                taken.append((answer / searches, 1000 * answer, 1000 * searches))
    ratios, answers, searching = zip(*taken, strict=True)
    return {
        "questions": len(taken),
        "times the searches": _p50_p95(ratios, 2),
        "ms an answer": _p50_p95(answers, 1),
        "ms searching": _p50_p95(searching, 1),
    }


def _times(assistant: Assistant, question: dict[str, Any], watch: Stopwatch) -> tuple[float, float]:
    """Seconds of one answer, and of the searches within it."""
    watch.seconds, started = 0.0, time.perf_counter()
    ask(assistant, question)
    return time.perf_counter() - started, watch.seconds


def _p50_p95(values: tuple[float, ...], digits: int) -> dict[str, float]:
    cuts = quantiles(values, n=20, method="inclusive")
    return {"p50": round(cuts[9], digits), "p95": round(cuts[18], digits)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or Path(folder)
        build_store(store)
        tell(measure(build_assistant(store, read_settings({}), read_index_settings({}))), [], False)


if __name__ == "__main__":
    main()
