"""A quotation beside what was said: what differs is told, and what was said stays as it stands."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.wording import difference, likeness, stands_in

SAID = "We’ll not sell the old mill, nor the weir"
words = st.lists(st.sampled_from("we sell not the old mill, weir; Nor “never” it’s".split()), min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("we'll not sell the new mill", "‘new’ for “old”"),
        ("We’ll sell the old mill", "“not” is left out"),
        ("We’ll not ever sell the old mill", "‘ever’ is added"),
        ("not sell the old mill nor the weir", ""),  # a part of it, its comma set aside
        ("Buy a boat and sail away", ""),  # another saying altogether
    ],
)
def test_each_change_is_told(asked: str, told: str) -> None:
    assert difference(asked, SAID) == told


@given(words, words)
def test_what_stands_between_double_marks_was_said(asked: list[str], said: list[str]) -> None:
    """Letter by letter; and words that stand there as asked differ in nothing."""
    mine, theirs = " ".join(asked), " ".join(said)
    assert all(told in theirs for told in re.findall("“([^”]*)”", difference(mine, theirs)))
    if stands_in(mine, theirs):
        assert likeness(mine, theirs) == 1.0
