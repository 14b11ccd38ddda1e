"""One writer to a store, and a lock that says who holds it."""

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
def writing(store: Path) -> Iterator[None]:
    """Holds the store's lock for the block. Raises LockedError at once when another process holds it."""
    store.mkdir(parents=True, exist_ok=True)
    holder = store / "writer.json"
    try:
        with FileLock(store / "writer.lock", timeout=0):
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
