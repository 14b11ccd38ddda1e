"""Work side by side: steps of a long job, each ahead of the next by a bounded number of results; and one step on many
things at once. All in threads that end with the process, so that an interrupted job ends at once."""

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
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


def side_by_side(step: Callable[[T], None], things: Iterable[T], threads: int) -> None:
    """Takes the step with each of the things, in so many threads at most, the caller's among them. The first error is
    raised here, when the steps under way are done; no other is begun."""
    every, errors = list(things), list[BaseException]()
    remaining = iter(every)  # one for all threads, so that each thing is taken once

    def work() -> None:
        for thing in remaining:
            if errors:
                return
            try:
                step(thing)
            except BaseException as error:
                errors.append(error)

    helpers = [threading.Thread(target=work, daemon=True) for _ in range(min(threads, len(every)) - 1)]
    for helper in helpers:
        helper.start()
    work()
    for helper in helpers:
        helper.join()
    if errors:
        raise errors[0]
