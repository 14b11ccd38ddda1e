"""What was measured, on what, when: stamped on every part."""

import os
import platform
import resource
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks.places import ROOT, Record

FIGURES = ("README.md", "docs")  # what measurements are written into: changes there change no measurement


def circumstances() -> Record:
    return {
        "commit": _git("rev-parse", "--short", "HEAD"),
        "dirty": bool(_git("status", "--porcelain", "--untracked-files=no", "--", ".", *(f":!{p}" for p in FIGURES))),
        "machine": f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load": round(os.getloadavg()[0], 1),  # above the number of cores, times are too long
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def memory(process: int | str = "self") -> int:
    """What a process holds at present, in megabytes, without the files it reads in place; this one unless named."""
    status = Path(f"/proc/{process}/statm")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024  # the most it held
    resident, shared = map(int, status.read_text().split()[1:3])
    return (resident - shared) * resource.getpagesize() // 1_000_000


def size_of(folder: Path) -> int:
    """What a folder takes on disk, in megabytes."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) // 1_000_000


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text(encoding="utf-8").splitlines() if known.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())
