"""How far the index is behind the files on disk, looked at beside the answers rather than before them."""

from threading import Lock, Thread
from time import monotonic

from assistant.page.desk import Desk
from index.errors import IndexingError

GOOD_FOR = 20.0  # seconds: looking costs a stat of every file, which an answer must not wait for


class Freshness:
    """Counts of files changed since the index was made, and of files that could not be read."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = Lock()
        self._counts = (0, 0)
        self._looked = float("-inf")

    def counts(self) -> tuple[int, int]:
        """(stale, failed) as last seen, after the first look; a new look is begun when that is old."""
        with self._lock:
            first, old = self._looked == float("-inf"), monotonic() - self._looked > GOOD_FOR
            if old:
                self._looked = monotonic()
        if first:
            self._look()
        elif old:
            Thread(target=self._look, daemon=True).start()
        return self._counts

    def _look(self) -> None:
        try:
            status = self._desk.status()
        except IndexingError:
            return
        self._counts = (len(status.stale), len(status.failed))
