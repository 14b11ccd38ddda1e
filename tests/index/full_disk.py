"""A newsroom whose disk fills up in the middle of its updates, by a limit on files or on a small disk in memory.

python -m tests.index.full_disk FOLDER TRIES SEED [--mounted]: in a process of its own, for one that has opened
Chroma cannot be copied.
"""

import json
import os
import random
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from index.errors import SpaceError
from index.identifying import language_of
from index.spacing import space_for
from tests.index.fakes import QuotedLines
from tests.index.newsroom import Newsroom
from tests.index.ordeal import faults, fill, in_a_process

ARTICLES = 40
DISK = 32_000_000  # bytes of the disk in memory
FULL = "free some space and run this again"  # what a clear message ends in


def told_by(job: Callable[[], None]) -> str:
    """Runs the job in a process of its own: what it said about space, "done", or "unclear" with what it raised."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        try:
            job()
            told = "done"
        except SpaceError as error:
            told = str(error)
        except BaseException as error:
            told = f"unclear: {type(error).__name__}: {error}"
        os.write(writing, told.encode()[:1000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    os.waitpid(process, 0)
    return told


def update(newsroom: Newsroom, full: bool = False) -> None:
    with space_for(newsroom.store):
        newsroom.update(QuotedLines(), full=full)


def limited(newsroom: Newsroom, share: float, full: bool) -> str:
    """An update, none of whose files may grow beyond this share of the longest."""
    longest = max(_sizes(newsroom.store))

    def job() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(share * longest),) * 2)
        update(newsroom, full)

    return told_by(job)


def crowded(newsroom: Newsroom, share: float, full: bool) -> str:
    """An update on a disk that has only this share left of what the store takes."""
    ballast, disk = newsroom.store.parent / "ballast", os.statvfs(newsroom.store)
    taken = disk.f_bavail * disk.f_frsize - int(share * sum(_sizes(newsroom.store)))
    ballast.write_bytes(b"\1" * max(0, taken))
    try:
        return told_by(lambda: update(newsroom, full))
    finally:
        ballast.unlink()


def _sizes(folder: Path) -> list[int]:
    return [file.stat().st_size for file in folder.rglob("*") if file.is_file()]


@contextmanager
def mounted(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def serves(newsroom: Newsroom) -> None:
    assert newsroom.holdings()


def fill_again_and_again(folder: Path, tries: int, seed: int, small: bool) -> dict[str, object]:
    """So many updates, each after other changes and with another room left; then one with room for all. What each
    said, whether the index answered after each, what `check` finds in the end, and whether the store holds what one
    built from nothing holds."""
    language_of("loaded before the processes are copied")
    newsroom, chance = Newsroom(folder / "filled"), random.Random(seed)
    fill(newsroom, seed, articles=ARTICLES)
    assert in_a_process(lambda: update(newsroom), None)
    told, served = list[str](), True
    for number in range(tries):
        fill(newsroom, seed + number + 1, 0.5, ARTICLES)
        share = chance.uniform(0, 0.9) ** 2  # as often at the beginning of the work as later
        told.append((crowded if small else limited)(newsroom, share, number % 2 == 1))
        served = served and in_a_process(lambda: serves(newsroom), None)
    assert in_a_process(lambda: update(newsroom), None)
    found = faults(newsroom)
    clean = Newsroom(folder / "clean")
    clean.articles.rmdir()
    clean.articles.symlink_to(newsroom.articles)
    update(clean)
    same = newsroom.holdings() == clean.holdings()
    return {"told": told, "served": served, "faults": [*map(str, found)], "same": same}


if __name__ == "__main__":
    place, small = Path(sys.argv[1]), "--mounted" in sys.argv
    with mounted(place) if small else nullcontext():
        print(json.dumps(fill_again_and_again(place, int(sys.argv[2]), int(sys.argv[3]), small)))
