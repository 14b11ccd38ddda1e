"""A disk that is full: one clear line, what was published answers, and the next run with room finishes the work."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.index.full_disk import FULL

ROOT = Path(__file__).parents[2]


def ordeal(folder: Path, tries: int, *more: str) -> list[str]:
    """What the updates said for which there was no room."""
    command = [sys.executable, "-m", "tests.index.full_disk", str(folder), str(tries), "1", *more]
    run = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    told = json.loads(run.stdout)
    assert (told["served"], told["faults"], told["same"]) == (True, [], True), told
    short = [line for line in told["told"] if line != "done"]
    unclear = [line for line in short if FULL not in line or "\n" in line or "build the index anew" in line]
    assert not unclear, unclear
    return short


def test_an_update_without_room_says_so_and_is_finished_later(tmp_path: Path) -> None:
    """Files that may not grow beyond a limit, as under a quota; the short form of the slow one."""
    assert ordeal(tmp_path / "newsroom", 2)


@pytest.mark.slow
@pytest.mark.parametrize("disk", ["limited", "mounted"])
def test_updates_without_room_at_length(tmp_path: Path, disk: str) -> None:
    """Wherever in the work the room ends, by a limit or on a small disk that is really full."""
    if disk == "mounted" and not may_mount(tmp_path):
        pytest.skip("no disk in memory may be mounted here: run it as root")
    assert len(ordeal(tmp_path / "newsroom", 30, *(["--mounted"] if disk == "mounted" else []))) >= 10


def may_mount(folder: Path) -> bool:
    (folder / "try").mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder / "try"], check=False).returncode:
        return False
    return not subprocess.run(["umount", folder / "try"], check=True).returncode


def test_the_command_line_ends_with_one_line(tmp_path: Path) -> None:
    """Exit status 1, no traceback; nothing that tells to throw the index away."""
    (tmp_path / "ferry.txt").write_text("The ferry to Marn was late.")
    index = f"{sys.executable} -m index --store {tmp_path / 'store'} --no-statements --progress none {tmp_path}"
    run = subprocess.run(["sh", "-c", f"ulimit -f 8; {index}"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 1 and run.stdout == ""
    (line,) = run.stderr.splitlines()
    assert line.startswith("error: the disk that holds") and FULL in line
