"""Slows those who guess passwords, without locking out those who know theirs."""

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

FREE = 3  # failures before the first wait: people mistype
FIRST_WAIT = 1.0  # seconds; doubles with every further failure
LONGEST_WAIT = 300.0  # seconds
FORGOTTEN_AFTER = 3600.0  # seconds without a failure
REMEMBERED = 10_000  # names and addresses; the oldest go first, so that a flood of them takes no memory


class Throttle:
    """Counts failed log-ins by whatever key they share: an address, a name."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()  # how many, and when the last
        self._lock = Lock()

    def wait(self, *keys: str) -> float:
        """Seconds until the next try under these keys is looked at; 0 when it may come now."""
        with self._lock:
            return max((self._wait(key) for key in keys), default=0.0)

    def failed(self, *keys: str) -> None:
        """A try under these keys was wrong."""
        now = self._clock()
        with self._lock:
            for key in keys:
                count, last = self._failures.pop(key, (0, now))
                self._failures[key] = (1 if now - last > FORGOTTEN_AFTER else count + 1), now
            while len(self._failures) > REMEMBERED:
                self._failures.popitem(last=False)

    def passed(self, *keys: str) -> None:
        """A try under these keys was right: they start anew."""
        with self._lock:
            for key in keys:
                self._failures.pop(key, None)

    def _wait(self, key: str) -> float:
        count, last = self._failures.get(key, (0, 0.0))
        if count <= FREE:
            return 0.0
        delay = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(count - FREE - 1, 20))
        return max(0.0, last + delay - self._clock())
