"""Scores from what is known of items; what a query names; what a sentence holds of it."""

from datetime import date
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.boosting import DAY, OUTLET, boost, days_named
from index.matching import Asked, Floats, holdings, read, shares
from index.ranking import FIRST, QUESTION, TOPIC, Signs, Weights, scores, weights_for
from index.sentence_vectors import Pieces, SentenceVectors, unpacked

NEWEST = date(2031, 5, 8)  # a Thursday
SIGNS = ("leads", "similarity", "words", "match")
share = st.floats(0, 1)
signs = st.builds(Signs, st.integers(1, 3), st.booleans(), share, share, share, st.just(0.0))


@given(st.dictionaries(st.integers(1, 9), signs, max_size=6), st.sampled_from((FIRST, QUESTION, TOPIC)))
def test_scores_are_shares_and_rise_with_each_sign(items: dict[int, Signs], weights: Weights) -> None:
    """Every score lies in [0, 1]; an item that is better in one sign and no worse in any is never behind."""
    found = scores(items, weights)
    assert found.keys() == items.keys()
    assert all(0 <= score <= 1 + 1e-9 for score in found.values())
    for one, other in permutations(items, 2):
        mine, its = items[one], items[other]
        if mine.article == its.article and all(getattr(mine, sign) >= getattr(its, sign) for sign in SIGNS):
            assert found[one] >= found[other] - 1e-9


def test_a_topic_gains_by_company_and_a_question_does_not() -> None:
    """Of two equal passages the one whose article holds another hit comes first, where a topic is named."""
    lone, accompanied = (Signs(article, False, 0.5, 0.5, 0.5, 0.0) for article in (1, 2))
    items = {1: lone, 2: accompanied, 3: Signs(2, False, 0.4, 0.3, 0.2, 0.0)}
    topic, question = scores(items, TOPIC), scores(items, QUESTION)
    assert topic[2] > topic[1]
    assert question[2] == question[1]


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("Why was the bridge closed?", True),
        ("who is the mayor of Brine", True),
        ("what happened in May 2031", True),
        ("Was the bridge closed", True),
        ("Pourquoi le pont est-il fermé ?", True),
        ("Bridge closed after flood", False),
        ("How the mayor saved the bridge", False),
        ("Why your agency needs a bridge", False),
        ("", False),
    ],
)
def test_questions_are_told_from_topics(query: str, asks: bool) -> None:
    assert (weights_for(query) is QUESTION) == asks


@pytest.mark.parametrize(
    "query",
    ["on 4 March 2031", "on the 4th of March, 2031", "March 4, 2031", "Mar. 4th 2031", "what came on 2031-03-04?"],
)
def test_a_day_named_in_full_lifts_its_items(query: str) -> None:
    days = days_named(query, lambda: None)
    assert days == ((date(2031, 3, 4), date(2031, 3, 4)),)
    assert boost(query.casefold(), days, "", "2031-03-04") == DAY
    assert boost(query.casefold(), days, "", "2031-03-05") == boost(query.casefold(), days, "", "") == 0


def test_days_that_are_none_are_not_named() -> None:
    for query in ("31 February", "room 4 on 12", "may the fall march on", "Sunday", ""):
        assert not days_named(query, lambda: NEWEST), query


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("the port in March 2031", "2031-03-01", "2031-03-31"),
        ("the port last May", "2030-05-01", "2030-05-31"),
        ("in May", "2031-05-01", "2031-05-31"),
        ("strikes in 2030", "2030-01-01", "2030-12-31"),
        ("what happened last week", "2031-04-28", "2031-05-04"),
        ("yesterday's vote", "2031-05-07", "2031-05-07"),
    ],
)
def test_months_and_days_that_count_from_the_newest_article_are_named(query: str, first: str, last: str) -> None:
    assert days_named(query, lambda: NEWEST) == ((date.fromisoformat(first), date.fromisoformat(last)),)


def test_an_outlet_is_lifted_where_it_is_named() -> None:
    assert boost("what did the herald report?", (), "The Herald", "") == OUTLET
    assert boost("what did the post report?", (), "The Herald", "") == 0
    assert boost("the past", (), "The", "") == 0  # too short to be meant


def passage(*sentences: tuple[float, list[int]]) -> SentenceVectors:
    """Sentences by their cosine to the query (1, 0), and their pieces."""
    vectors = np.array([[near, (1 - near * near) ** 0.5] for near, _ in sentences], np.float32).reshape(-1, 2)
    spans = tuple((10 * n, 10 * n + 9) for n in range(len(sentences)))
    return SentenceVectors(spans, vectors, tuple(np.array(pieces, np.uint16) for _, pieces in sentences))


def alike(some: Pieces, others: Pieces) -> Floats:
    """A piece is like itself, and half like the next one."""
    apart = np.abs(some[:, None].astype(int) - others[None, :].astype(int))
    return np.select([apart == 0, apart == 1], [1.0, 0.5], 0.0).astype(np.float32)


ASKED = Asked(np.array([1, 0], np.float32), np.array([10, 20], np.uint16), np.array([0.5, 0.5], np.float32))


def fits(passages: list[SentenceVectors]) -> list[float]:
    return [reading.fit for reading in read(ASKED, passages, alike)]


def test_a_passage_is_as_good_as_its_best_two_neighbouring_sentences() -> None:
    """Worked out by hand: the mean of their cosines, and the weighted share of words that the two hold."""
    both = passage((0.0, [1]), (0.4, [10]), (0.2, [20, 5]), (0.9, [3]))
    apart = passage((0.4, [10]), (0.4, [1]), (0.4, [20]))
    near = passage((0.4, [11]))
    assert fits([both, apart, near]) == pytest.approx(
        [(0.3 + 1.5 * 1.0) / 2.5, (0.4 + 1.5 * 0.5) / 2.5, (0.4 + 1.5 * 0.25) / 2.5]
    )


def test_passages_without_sentences_or_pieces_fit_by_what_they_have() -> None:
    empty, wordless = passage(), passage((0.8, []), (0.6, []))
    assert fits([empty, wordless, empty]) == pytest.approx([0, 0.7 / 2.5, 0])
    assert fits([]) == []


sentence = st.tuples(st.floats(-1, 1), st.lists(st.integers(0, 40), max_size=5, unique=True))


@given(st.lists(st.lists(sentence, max_size=5), max_size=4))
def test_passages_are_read_together_as_each_alone(passages: list[list[tuple[float, list[int]]]]) -> None:
    """Computed together or one by one: the same; and kept and unpacked again, nearly so."""
    kept = [passage(*some) for some in passages]
    together = read(ASKED, kept, alike)
    for one, reading in zip(kept, together, strict=True):
        (itself,) = read(ASKED, [one], alike)
        assert reading.fit == pytest.approx(itself.fit, abs=1e-6)
        assert reading.near == pytest.approx(itself.near, abs=1e-6)
        assert reading.shares == pytest.approx(shares(ASKED, one.pieces, alike), abs=1e-6)
        if one.spans:
            assert reading.held == pytest.approx(holdings(ASKED, one.pieces, alike).max(axis=1))
    again = [unpacked(one.packed()) for one in kept]
    assert fits(kept) == pytest.approx(fits(again), abs=0.02)
    assert [one.spans for one in again] == [one.spans for one in kept]
    assert [[p.tolist() for p in one.pieces] for one in again] == [[p.tolist() for p in one.pieces] for one in kept]
