"""The garbage collector of a server, kept from what is there to stay."""

import gc
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def settled(build: Callable[[], T]) -> Callable[[], T]:
    """Builds, then takes everything loaded so far out of the collector's sight.

    A full collection looks at every object while no thread runs: a quarter of a second for the 280,000 of the
    libraries with Gradio's, which was the longest wait of a reader while an index was built (0.12 s of 0.41 on busy
    cores, without Gradio). What is garbage by then, and in a circle, stays: once, and little.
    """

    def build_and_settle() -> T:
        built = build()
        gc.freeze()
        return built

    return build_and_settle
