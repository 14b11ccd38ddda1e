"""The same words in many places: what is a copy, and what only looks like one."""

import time
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.recurring import Recurrence, alike, groups_of, tokens_of

FIRST = "The harbour will stay open through the winter, and nobody will lose a day of work over it"


def groups(*words: str, said: str = "Berg") -> dict[int, int]:
    return groups_of(Recurrence(number, said, text, 1_000) for number, text in enumerate(words))


@pytest.mark.parametrize("copy", [
    FIRST.upper(), "“" + FIRST + "”", FIRST.replace(",", ""), FIRST.replace("will", "'ll", 1).replace(" 'll", "'ll"),
    FIRST.replace(" through the winter", ""), FIRST.replace("harbour", "harbor"), FIRST + " at all",
])  # fmt: skip
def test_small_edits_of_a_wire_leave_one_statement(copy: str) -> None:
    """Marks, case, contractions, spelling, a few words left out or added."""
    assert groups(FIRST, copy) == {0: 0, 1: 0}


@pytest.mark.parametrize("other", [
    FIRST.replace("nobody", "everybody"), FIRST.replace("will stay", "will not stay"), FIRST.replace("open", "closed"),
    FIRST.replace("winter", "summer"), FIRST.replace("a day", "3 days"), "Nobody will lose a day of work",
])  # fmt: skip
def test_a_word_a_number_or_a_negation_changed_is_another_statement(other: str) -> None:
    """However many words are the same."""
    assert groups(FIRST, other) == {}


def test_numbers_days_and_percents_are_compared_as_numbers() -> None:
    """3 per cent is 3 percent; 2,140 is not 2,100; Tuesday is not Thursday."""
    assert groups("His offer of 3 per cent still stood", "his offer of 3 percent still stood") == {0: 0, 1: 0}
    assert groups("They had put off 2,140 planned operations", "They had put off 2,100 planned operations") == {}
    assert groups("Parliament will vote on it next Tuesday", "Parliament will vote on it next Thursday") == {}


def test_words_that_change_places_are_another_statement() -> None:
    """Who owes whom is not told by the set of words."""
    assert groups("In the end Drosia owes Halvenia a harbour", "In the end Halvenia owes Drosia a harbour") == {}


def test_other_speakers_and_denials_are_other_statements() -> None:
    """What must be equal of copies is compared exactly."""
    said = [
        Recurrence(0, ("Berg", False), FIRST, 1),
        Recurrence(1, ("Lund", False), FIRST, 1),
        Recurrence(2, ("Berg", True), FIRST, 1),
    ]
    assert groups_of(said) == {}


def test_short_words_are_one_statement_in_one_week_only() -> None:
    """ "No comment" is said anew each time."""
    assert groups_of([Recurrence(0, "a", "No comment", 10), Recurrence(1, "a", "No comment.", 12)]) == {0: 0, 1: 0}
    assert groups_of([Recurrence(0, "a", "No comment", 10), Recurrence(1, "a", "No comment", 40)]) == {}
    assert groups_of([Recurrence(0, "a", "No comment", None), Recurrence(1, "a", "No comment", None)]) == {}


def test_the_order_of_statements_changes_nothing() -> None:
    """A group is named after its smallest number."""
    said = [
        Recurrence(n, "a", text, 1)
        for n, text in enumerate((FIRST, FIRST + " at all", "Something else altogether was said", FIRST.upper()))
    ]
    assert {tuple(sorted(groups_of(some).items())) for some in permutations(said)} == {((0, 0), (1, 0), (3, 0))}


@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_texts_are_grouped(texts: list[str]) -> None:
    """Groups hold two or more, and every member is alike its first."""
    found = groups(*texts)
    for number, first in found.items():
        assert found[first] == first and list(found.values()).count(first) > 1
        assert tokens_of(texts[number]) == tokens_of(texts[first]) or alike(
            tokens_of(texts[number]), tokens_of(texts[first])
        )


def test_time_grows_with_the_number_of_statements() -> None:
    """20,000 statements of one speaker with a common beginning take seconds, not hours."""
    said = [
        Recurrence(n, "a", f"I said last year that plan {n} was a mistake and so was {n * 7}", 1) for n in range(20_000)
    ]
    started = time.perf_counter()
    assert groups_of(said) == {}
    assert time.perf_counter() - started < 20
