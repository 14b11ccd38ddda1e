"""One writer to a store, and a lock that says who holds it; and a lock on what must not be opened while written.

Both end with the process that holds them, however it ends: the system lets go of a dead process's locks.
"""

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import LockedError


@contextmanager
def writing(store: Path, wait: float = 0.0) -> Iterator[None]:
    """Holds the store's lock for the block. Raises LockedError when another process still holds it after `wait`
    seconds (-1: as long as it takes)."""
    store.mkdir(parents=True, exist_ok=True)
    holder = store / "writer.json"
    try:
        with FileLock(store / "writer.lock", timeout=wait):
            me = {
                "process": os.getpid(),
                "host": socket.gethostname(),
                "since": f"{datetime.now(UTC):%FT%TZ}",
            }
            holder.write_text(json.dumps(me))
            try:
                yield
            finally:
                holder.unlink(missing_ok=True)
    except Timeout as error:
        raise LockedError(f"{store} is being written by {_described(holder)}; wait until it is done.") from error


def _described(holder: Path) -> str:
    try:
        who = json.loads(holder.read_text())
        return f"process {who['process']} on {who['host']} since {who['since']}"
    except (OSError, ValueError, KeyError):
        return "another process"


@contextmanager
def opening(folder: Path) -> Iterator[bool]:
    """Whether a folder's Chroma may be opened, and goes on to be in the block: any number of readers at once,
    none while a writer holds it."""
    with _locked(folder, fcntl.LOCK_SH | fcntl.LOCK_NB) as free:
        yield free


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """Keeps readers from opening a folder's Chroma in the block; waits for those that are just opening it."""
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder, fcntl.LOCK_EX):
        yield


@contextmanager
def _locked(folder: Path, how: int) -> Iterator[bool]:
    descriptor = os.open(folder / "chroma.lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            fcntl.flock(descriptor, how)
            free = True
        except BlockingIOError:
            free = False
        yield free
    finally:
        os.close(descriptor)
