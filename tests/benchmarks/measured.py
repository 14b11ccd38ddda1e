"""`python -m index` in a process of its own: how long it took, and the most memory that it held.

What a process is said to have held at most counts from what its parent held when it started it. So a small process
starts the one that is measured:

python -m tests.benchmarks.measured COMMAND ...   prints JSON, after what the command printed, as its last line
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from tests.benchmarks.places import ROOT, Record


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds from the start of the process to its end, megabytes it held at most, and what it printed."""

    seconds: float
    peak_mb: int
    printed: str


def python(*arguments: str) -> Taken:
    """What Python took. Raises RuntimeError when it failed."""
    command = [sys.executable, "-m", "tests.benchmarks.measured", sys.executable, *arguments]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(f"{' '.join(arguments)[:200]} failed: {run.stderr.strip()[-500:]}")
    printed, _, last = run.stdout.rstrip("\n").rpartition("\n")
    told = json.loads(last)
    return Taken(told["seconds"], told["peak_mb"], printed)


def updated(store: Path, articles: Path, *more: str) -> tuple[Taken, Record]:
    """What an update took, and its report."""
    taken = python("-m", "index", "--store", str(store), "--json", *more, str(articles))
    return taken, cast(Record, json.loads(taken.printed))


def main(command: list[str]) -> int:
    started = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    seconds = round(time.perf_counter() - started, 3)
    print(json.dumps({"seconds": seconds, "peak_mb": usage.ru_maxrss // 1024}))  # Linux tells kilobytes
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
