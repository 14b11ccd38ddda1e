"""One update of the index, run in a process of its own so that the page stays responsive."""

import json
import logging
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from typing import IO, TextIO

from assistant.page.english.header import ENDED, FAULT, NO_REASON, NOT_STARTED, STARTING
from index.coverage import Failure

PARTING_SECONDS = 5  # an update told to end does so between two articles; one that hangs is killed, and loses nothing
KEPT_LINES = 20  # of what the process said besides its progress: enough for a reason, however chatty it is


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a running update is; `total` is 0 while that is not known."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Report:
    """What an update did (the first four), and what the whole store holds after it."""

    added: int
    changed: int
    removed: int
    unchanged: int
    failed: tuple[Failure, ...]
    articles: int
    passages: int
    statements: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an update came to nothing, and what to do about it."""

    reason: str


log = logging.getLogger(__name__)

State = Progress | Report | Trouble | None


def update_command(store: Path) -> tuple[str, ...]:
    """The command that brings `store` in line with its articles and tells its progress line by line."""
    return (sys.executable, "-m", "index", "--store", str(store), "--json", "--progress", "lines")


def show_progress(terminal: TextIO) -> Callable[[Progress], None]:
    """Tells progress in a terminal: one line that rewrites itself, or a line a stage where that cannot be."""
    alive = terminal.isatty()
    told = ""

    def tell(progress: Progress) -> None:
        nonlocal told
        if alive:
            ended = progress.total and progress.done >= progress.total
            line = f"\rindex: {progress.stage} {progress.done} of {progress.total}\x1b[K"
            print(line, end="\n" if ended else "", file=terminal, flush=True)
        elif progress.stage != told:
            print(f"index: {progress.stage}", file=terminal, flush=True)
        told = progress.stage

    return tell


class Update:
    """Runs the command, one run at a time, and knows how far it is.

    Everybody who looks sees the same run: it belongs to the store, not to a browser tab. `heard` is told
    of every progress, in the thread that reads the process.
    """

    def __init__(self, command: Sequence[str], heard: Callable[[Progress], None] = lambda _: None) -> None:
        self._command = tuple(command)
        self._heard = heard
        self._lock = Lock()
        self._process: subprocess.Popen[str] | None = None
        self._state: State = None

    @property
    def state(self) -> State:
        """The progress of the run that is going on, else the end of the last one; None before the first."""
        return self._state

    @property
    def running(self) -> bool:
        return isinstance(self._state, Progress)

    def start(self, paths: Sequence[str] = ()) -> bool:
        """Start a run and return at once; False when one is going on already. `paths`: these alone."""
        with self._lock:
            if self.running:
                return False
            self._state = Progress(STARTING, 0, 0)
        Thread(target=self._run, args=(paths,), name="index-update", daemon=True).start()
        return True

    def stop(self) -> None:
        """End the run that is going on, if there is one, and wait for its end. The store keeps what was whole."""
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                return
            self._process.terminate()
            try:
                self._process.wait(PARTING_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _run(self, paths: Sequence[str]) -> None:
        try:
            with self._lock:
                self._process = _started((*self._command, *paths))
            with self._process as process:
                self._state = self._followed(process)
        except OSError as error:
            self._state = Trouble(NOT_STARTED.format(error))
        except Exception as error:  # a fault of ours: in a thread that ends silently it would seem to run for ever
            log.exception("an update could not be followed")
            self._state = Trouble(FAULT.format(f"{type(error).__name__}: {error}"))

    def _followed(self, process: subprocess.Popen[str]) -> Report | Trouble:
        try:
            return self._follow(process)
        except BaseException:
            process.terminate()  # leaving its block waits for its end
            raise

    def _follow(self, process: subprocess.Popen[str]) -> Report | Trouble:
        assert process.stdout is not None and process.stderr is not None
        written: list[str] = []
        reader = Thread(target=_read_all, args=(process.stdout, written), daemon=True)
        reader.start()
        said: deque[str] = deque(maxlen=KEPT_LINES)
        for line in process.stderr:
            progress = read_progress(line)
            if progress is None:
                said.append(line.rstrip())
                continue
            self._state = progress
            self._heard(progress)
        code = process.wait()
        reader.join()
        report = read_report("".join(written))
        return report or Trouble(_reason(code, said))


def _started(command: Sequence[str]) -> "subprocess.Popen[str]":
    """The command as a process that finds the packages this one has found, wherever it was started."""
    found = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, errors="replace", env=found)


def read_progress(line: str) -> Progress | None:
    """A line of progress; None for any other line, such as a warning."""
    try:
        told = json.loads(line)
        return Progress(str(told["stage"]), int(told["done"]), int(told["total"] or 0))
    except (ValueError, TypeError, KeyError):
        return None


def read_report(written: str) -> Report | None:
    """The report an update ends with; None when it wrote none, because it could not do its work."""
    try:
        told = json.loads(written)
        numbers = {name: int(told[name]) for name in ("added", "changed", "removed", "unchanged")}
        held = {name: int(told[name]) for name in ("articles", "passages", "statements")}
        failed = tuple(Failure(str(one["path"]), str(one["reason"])) for one in told["failed"])
        return Report(**numbers, **held, failed=failed, seconds=float(told["seconds"]))
    except (ValueError, TypeError, KeyError):
        return None


def _read_all(stream: IO[str], into: list[str]) -> None:
    into.append(stream.read())


def _reason(code: int, said: Sequence[str]) -> str:
    """The last words of a process that wrote no report: an error's message stands at its end."""
    last = next((line for line in reversed(said) if line.strip()), NO_REASON)
    return ENDED.format(code, last)
