"""An embedder that remembers gives what the one behind it gives, and asks it once."""

import numpy as np

from index.remembering import Remembering
from tests.index.fakes import HashedWords


def test_a_text_is_embedded_once() -> None:
    """In the order asked for, however often and in whatever company.."""
    behind = HashedWords()
    remembering = Remembering(behind)
    first = remembering.embed(["a harbour", "a wall", "a harbour"])
    again = remembering.embed(["a wall", "a lease", "a harbour"])
    assert behind.embedded == ["a harbour", "a wall", "a lease"]
    assert np.array_equal(first[[1, 0]], again[[0, 2]]) and np.array_equal(first[0], first[2])
    assert np.array_equal(again, HashedWords().embed(["a wall", "a lease", "a harbour"]))
    assert remembering.name == behind.name
