"""Progress of an update, for people and for programs."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

from tqdm import tqdm

from index.building import Progress


@contextmanager
def progress_to(stream: TextIO, style: str | None) -> Iterator[Progress]:
    """A bar a stage, or a JSON line ``{"stage", "done", "total"}`` at each change of percent, or nothing."""
    style = style or ("bar" if stream.isatty() else "none")
    bars: dict[str, tqdm[Any]] = {}
    percents: dict[str, int] = {}

    def bar(stage: str, done: int, total: int) -> None:
        if stage not in bars:
            bars[stage] = tqdm(desc=stage, total=total, file=stream, unit="", mininterval=0.2)
        bars[stage].total = total
        bars[stage].update(done - bars[stage].n)

    def line(stage: str, done: int, total: int) -> None:
        percent = 100 * done // max(1, total)
        if percents.get(stage) != percent:
            percents[stage] = percent
            print(json.dumps({"stage": stage, "done": done, "total": total}), file=stream, flush=True)

    def nothing(stage: str, done: int, total: int) -> None:
        return

    try:
        yield {"bar": bar, "lines": line, "none": nothing}[style]
    finally:
        for one in bars.values():
            one.close()
