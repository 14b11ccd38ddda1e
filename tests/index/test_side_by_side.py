"""Work side by side: everything is done once, errors are raised where they are waited for, nothing is left."""

import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from index.running import ahead, side_by_side


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_each_thing_is_done_once_by_so_many_threads_at_most(threads: int) -> None:
    done, who = Counter[int](), set[int]()

    def step(thing: int) -> None:
        time.sleep(0.001)
        who.add(threading.get_ident())
        done[thing] += 1

    side_by_side(step, range(50), threads)
    assert done == Counter(range(50))
    assert len(who) <= threads
    assert threading.get_ident() in who


def test_an_error_is_raised_and_nothing_is_begun_after_it() -> None:
    begun = []

    def step(thing: int) -> None:
        begun.append(thing)
        if thing == 2:
            raise ValueError("the third")
        time.sleep(0.01)

    with pytest.raises(ValueError, match="the third"):
        side_by_side(step, range(1_000), 3)
    assert len(begun) < 20


def test_results_ahead_come_in_order_and_with_their_error() -> None:
    def results() -> Iterator[int]:
        yield from (1, 2, 3)
        raise ValueError("no fourth")

    taken = ahead(results(), 2)
    assert [next(taken), next(taken), next(taken)] == [1, 2, 3]
    with pytest.raises(ValueError, match="no fourth"):
        next(taken)


def test_a_process_ends_though_work_is_left() -> None:
    """An interrupted update does not first finish what was begun in other threads."""
    program = (
        "import threading, time\n"
        "from index.running import side_by_side\n"
        "slow = lambda: side_by_side(lambda _: time.sleep(0.5), range(1_000), 2)\n"
        "threading.Thread(target=slow, daemon=True).start()\n"
        "time.sleep(0.2)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=20)
