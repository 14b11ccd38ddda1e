"""Watched roots, and updates that are only planned."""

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Collection
from pathlib import Path
from threading import Event, Thread

import pytest

from index.building import Builder, Report
from index.errors import IndexingError, RootError, StoreError
from index.planning import Plan, plan
from index.watching import RETRY, SETTLED, Watch, keep_in_line
from tests.index.fakes import QuotedLines
from tests.index.newsroom import Newsroom
from tests.index.ordeal import faults

HOUSE = Path(__file__).parents[2]


def test_a_file_that_grows_is_left_until_it_rests(tmp_path: Path) -> None:
    """It is due once its size and time have stayed the same for a while, and once only."""
    now = 100.0
    watched = Watch([tmp_path], clock=lambda: now)
    assert watched.due() and not watched.due()
    file = tmp_path / "a.txt"
    for size in range(1, 5):
        file.write_text("x" * size)
        watched.notice([file])
        now += SETTLED / 2
        assert not watched.due() and [*watched.growing()] == [file]
    file.write_text("more, of which nobody was told")
    now += SETTLED
    assert not watched.due()
    now += SETTLED
    assert watched.due() and not watched.growing() and not watched.due()


def test_an_update_that_failed_as_a_whole_is_due_again(tmp_path: Path) -> None:
    """After a while, though no file has changed."""
    now = 100.0
    watched = Watch([tmp_path], clock=lambda: now)
    assert watched.due()
    watched.retry()
    assert not watched.due()
    now += RETRY
    assert watched.due() and not watched.due()


def update(newsroom: Newsroom, growing: Collection[Path]) -> Report:
    with newsroom.held() as ledger:
        builder = Builder(newsroom.store, ledger, newsroom.embedder, QuotedLines(), newsroom.progress, {})
        return builder.build([newsroom.articles.as_posix()], False, growing)


def arrive(articles: Path, chance: random.Random, elsewhere: Path) -> None:
    """One thing that happens to a folder: a file written slowly, rewritten, renamed, deleted; a folder moved in."""
    file = articles / f"{chance.randrange(12):02}.md"
    match chance.randrange(6):
        case 0 | 1:
            with file.open("w") as opened:
                for number in range(chance.randrange(1, 5)):
                    opened.write(f'"Quay {chance.randrange(100)} is long," said Anna Berg. Part {number}.\n\n')
                    opened.flush()
                    time.sleep(0.1)
        case 2:
            file.write_text(f"Short news {chance.randrange(100)}.\n")
        case 3:
            file.unlink(missing_ok=True)
        case 4 if file.exists():
            file.rename(file.with_name(f"{chance.randrange(12):02}.md"))
        case _:
            folder = elsewhere / "moved.in"
            folder.mkdir(exist_ok=True)
            (folder / f"{chance.randrange(3)}.md").write_text(f"Moved news {chance.randrange(100)}.\n")
            target = articles / f"folder.{chance.randrange(3)}"
            if target.exists():
                target.rename(elsewhere / f"taken out {chance.random()}")
            folder.rename(target)


def test_a_watched_folder_ends_like_one_built_from_nothing(newsroom: Newsroom, tmp_path: Path) -> None:
    """Whatever came, went, grew or was renamed meanwhile, and though one update in the middle fails as a whole."""
    stop, chance, told = Event(), random.Random(7), list[IndexingError]()
    failures = iter([False, True])

    def updating(growing: Collection[Path]) -> None:
        if next(failures, False):
            raise StoreError("of this test's own making")
        update(newsroom, growing)

    thread = Thread(target=keep_in_line, args=([newsroom.articles], updating, told.append, stop))
    thread.start()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for _ in range(25):
        arrive(newsroom.articles, chance, elsewhere)
        time.sleep(chance.random() / 5)
    clean = Newsroom(tmp_path / "clean")
    clean.articles.rmdir()
    clean.articles.symlink_to(newsroom.articles)
    clean.update(QuotedLines())
    until = time.monotonic() + 30
    while (same := newsroom.holdings() == clean.holdings()) is False and time.monotonic() < until:
        time.sleep(0.5)
    stop.set()
    thread.join(10)
    assert same and not thread.is_alive() and len(told) == 1
    assert faults(newsroom) == ()


def test_a_folder_that_is_not_there_cannot_be_watched(tmp_path: Path) -> None:
    with pytest.raises(RootError, match="no such file"):
        keep_in_line([tmp_path / "none"], lambda _: None, lambda _: None)


def test_the_command_watches_until_it_is_told_to_end(tmp_path: Path) -> None:
    """A line of JSON for every update that did something; ended by a signal, it has succeeded."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text("A headline\n\nThe quay is long.\n")
    command = [sys.executable, "-m", "index", str(articles), "--watch", "--no-statements", "--json"]
    with subprocess.Popen(
        [*command, "--store", str(tmp_path / "store")], cwd=HOUSE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        while told["articles"] < 1:  # the file may be too young at first to be taken for whole
            told = json.loads(process.stdout.readline())
        (articles / "b.txt").write_text("Another headline\n\nThe quay is short.\n")
        told = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
    assert (told["added"], told["articles"], process.returncode) == (1, 2, 0)


def test_a_plan_says_what_an_update_then_does(newsroom: Newsroom) -> None:
    """By file, a renamed one as such; and it changes nothing."""
    for name in ("same", "changed", "gone", "old"):
        newsroom.write(f"{name}.md", f"News of {name}.")
    newsroom.update()
    newsroom.write("changed.md", "Other news.")
    newsroom.write("new.md", "New news.")
    (newsroom.articles / "gone.md").unlink()
    (newsroom.articles / "old.md").rename(newsroom.articles / "renamed.md")
    before, ledger = newsroom.holdings(), newsroom.ledger()
    planned = plan(ledger, [newsroom.articles.as_posix()], False)
    assert planned == Plan(("new.md",), ("changed.md",), ("gone.md",), (("old.md", "renamed.md"),), 1)
    assert newsroom.holdings() == before
    report = newsroom.update()
    assert (report.added, report.changed, report.removed, report.unchanged) == (2, 1, 2, 1)
    assert plan(ledger, [newsroom.articles.as_posix()], False) == Plan((), (), (), (), 4)


def test_a_planned_first_update_makes_no_store(tmp_path: Path) -> None:
    """The command names every file and leaves no trace."""
    (tmp_path / "a.txt").write_text("A headline\n\nThe quay is long.\n")
    store = tmp_path / "store"
    command = [sys.executable, "-m", "index", str(tmp_path / "a.txt"), "--dry-run", "--store", str(store)]
    run = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == [
        "would add a.txt",
        "files: 1 added, 0 changed, 0 removed, 0 renamed, 0 unchanged",
    ]
    assert not store.exists()
