"""How many answers one reader, and all together, may have under way at once."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from assistant.errors import BusyError

MOST = 32  # answers; each takes some 20 ms of one core, so the last waits less than a second
MOST_OF_ONE = 4  # answers of one reader


class Underway:
    """The answers under way, by reader."""

    def __init__(self, most: int = MOST, most_of_one: int = MOST_OF_ONE) -> None:
        self._most, self._most_of_one = most, most_of_one
        self._count: Counter[str] = Counter()
        self._lock = Lock()
        self._closed = False

    @property
    def total(self) -> int:
        with self._lock:
            return self._count.total()

    def close(self) -> None:
        """Let no more in; those under way are finished."""
        with self._lock:
            self._closed = True

    @contextmanager
    def one_more(self, reader: str) -> Iterator[None]:
        """Room for one more answer. Raises BusyError where there is none."""
        with self._lock:
            if self._closed:
                raise BusyError("The server is stopping. Ask again when it is back")
            if self._count[reader] >= self._most_of_one:
                raise BusyError(f"{self._most_of_one} of your questions are being answered: wait for one, or stop it")
            if self._count.total() >= self._most:
                raise BusyError(f"Busy: {self._most} questions are being answered. Try again in some seconds")
            self._count[reader] += 1
        try:
            yield
        finally:
            with self._lock:
                self._count[reader] -= 1
                if not self._count[reader]:
                    del self._count[reader]
