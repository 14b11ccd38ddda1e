"""A newsroom whose articles never stand still, and whose updates are killed at any moment."""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from index.checking import Fault, check
from index.compacting import compact
from index.ledger.engine import Engine
from index.ledger.sqlite import SQLite
from tests.index.fakes import QuotedLines
from tests.index.newsroom import Newsroom
from tests.index.served import PostgresServer

SAID = '"Quay number {0} is {1} and grey," said Anna Berg{2}, the harbour master. The tide came in at {0}, not at {1}.'
ARTICLES = 300


def fill(newsroom: Newsroom, seed: int, share: float = 1.0, articles: int = ARTICLES) -> None:
    """Writes a share of the articles anew, removes some and renames some, as `seed` has it."""
    chance = random.Random(seed)
    for number in range(articles):
        if chance.random() < share:
            text = SAID.format(number, chance.choice(("long", "short", "wet")), chance.choice(("", "sen", "mann")))
            newsroom.write(f"{number:03}.md", text, f"Quay {number}", "The Post", f"2031-01-{number % 28 + 1:02}")
        elif chance.random() < share / 10:
            (newsroom.articles / f"{number:03}.md").unlink(missing_ok=True)
        elif chance.random() < share / 10 and (file := newsroom.articles / f"{number:03}.md").exists():
            file.rename(newsroom.articles / f"{number:03}-{chance.randrange(3)}.md")


def work(newsroom: Newsroom, number: int) -> None:
    """What a process does that is to be killed: mostly an update, now and then one that makes all anew, or a
    compaction."""
    with newsroom.held() as ledger:
        built = ledger.generation
    if number % 10 == 7 and built:
        with newsroom.held() as ledger:
            compact(newsroom.store, ledger, lambda *_: None, newsroom.chroma)
    else:
        newsroom.update(QuotedLines(), full=number % 10 == 4)


def in_a_process(job: Callable[[], None], killed_after: float | None) -> bool:
    """Runs the job in a process of its own, killed after so many seconds; whether it came to its end. The process
    is a copy of this one, so that its time is the job's and not that of loading libraries."""
    process = os.fork()
    if not process:
        status = 1
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            job()
            status = 0
        finally:
            os._exit(status)
    if killed_after is None:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    until = time.monotonic() + killed_after
    while time.monotonic() < until:
        done, status = os.waitpid(process, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) == 0
        time.sleep(0.002)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return False


def faults(newsroom: Newsroom) -> tuple[Fault, ...]:
    with newsroom.held() as ledger:
        return check(newsroom.store, ledger, newsroom.chroma).faults


def kill_again_and_again(
    folder: Path, kills: int, seed: int, place: Callable[[Path], Engine]
) -> tuple[int, int, tuple[Fault, ...], bool]:
    """To be called in a fresh process, for one that has opened Chroma cannot be copied. So many killed
    processes on one store, each after another change of the articles; then one that is left
    alone. How many were killed before they had done, how many ended before; what `check` finds; whether the store
    holds what one built from nothing holds."""
    newsroom, chance = Newsroom(folder / "killed", place=place), random.Random(seed)
    fill(newsroom, seed)
    started = time.monotonic()
    assert in_a_process(lambda: work(newsroom, 0), None)
    first = time.monotonic() - started
    fill(newsroom, seed + 1, 0.3)
    started = time.monotonic()
    assert in_a_process(lambda: work(newsroom, 1), None)
    usual = time.monotonic() - started
    killed = ended = 0
    while killed < kills:
        number = killed + ended + 2
        fill(newsroom, seed + number, 0.3)
        seconds = first if number % 10 in (4, 7) else usual
        if in_a_process(lambda number=number: work(newsroom, number), chance.uniform(0, 1.1 * seconds)):  # type: ignore[misc]
            ended += 1
        else:
            killed += 1
        if killed % 50 == 0:
            print(f"{killed} killed, {ended} ended before", file=sys.stderr)
    assert in_a_process(lambda: work(newsroom, 1), None)
    found = faults(newsroom)
    clean = Newsroom(folder / "clean")
    clean.articles.rmdir()
    clean.articles.symlink_to(newsroom.articles)
    clean.update(QuotedLines())
    return killed, ended, found, newsroom.holdings() == clean.holdings()


if __name__ == "__main__":
    folder, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    with PostgresServer() if "postgres" in sys.argv[4:] else nullcontext() as server:
        place = server.engine if server else SQLite
        killed, ended, found, same = kill_again_and_again(folder, kills, seed, place)
    print(json.dumps({"killed": killed, "ended": ended, "faults": [*map(str, found)], "same": same}))
