"""Steps of a long job side by side: each runs ahead of the next, by a bounded number of results."""

import queue
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None


def ahead(results: Iterable[T], size: int) -> Iterator[T]:
    """The same results in the same order, made in a thread of their own, at most `size` ahead.

    An error in that thread is raised here; when this iterator is closed early, the thread ends.
    """
    waiting: queue.Queue[T | _End] = queue.Queue(size)
    stopped = threading.Event()

    def offer(value: "T | _End") -> None:
        while not stopped.is_set():
            try:
                waiting.put(value, timeout=0.2)
                return
            except queue.Full:
                continue

    def work() -> None:
        error: BaseException | None = None
        try:
            for result in results:
                offer(result)
                if stopped.is_set():
                    return
        except BaseException as raised:
            error = raised
        offer(_End(error))

    threading.Thread(target=work, daemon=True).start()
    try:
        while not isinstance(result := waiting.get(), _End):
            yield result
        if result.error is not None:
            raise result.error
    finally:
        stopped.set()
