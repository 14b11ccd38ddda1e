"""What holds for any text: spans are slices, ids are unique, nothing raises, time grows with length only."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import Article, Source
from index.attributing import Attributor
from index.statement import Statement

_ATTRIBUTOR = Attributor()
_SOUP = st.text(alphabet=st.sampled_from("\"“”‘’'«»`—-:,.?! \n\tAnnLee said told that he it\ud800é"), max_size=400)
_PIECES = st.lists(
    st.sampled_from(
        [
            "Ann Lee said", "he said", "according to Bo Ray", "“", "”", '"', "''", "‘", "’", "the dam will hold",
            ",", ".", "\n", "\n\n", "that", "and", "told Reuters", "Ann Lee:", "— Bo Ray", "called it", "as", "(", ")",
        ]
    ),
    max_size=60,
).map(" ".join)  # fmt: skip


def statements(body: str) -> list[Statement]:
    source = Source("a1", "a1.txt", "", "", "", "", "", "", "")
    return next(iter(_ATTRIBUTOR.attribute([Article(source, body)])))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=st.one_of(_SOUP, _PIECES, st.text(max_size=200)))
def test_any_text_gives_sound_statements(body: str) -> None:
    """Every span is a non-empty slice without marks at its edges, in order, none overlapping; ids are unique."""
    found = statements(body)
    assert len({statement.statement_id for statement in found}) == len(found)
    for statement in found:
        end = 0
        for start, stop in statement.spans:
            assert end <= start < stop <= len(body)
            assert body[start] not in '"“”«» \n'
            assert body[stop - 1] not in '"“”«» \n'
            end = stop
        begin, finish = statement.sentences
        assert statement.text == body[begin:finish]
        others = [*statement.speaker_spans, *([statement.cue_span] if statement.cue_span else [])]
        for start, stop in [*statement.spans, *others]:
            assert begin <= start < stop <= finish
        assert 0.0 <= statement.confidence <= 1.0
        assert (statement.how == "none") == (statement.speakers == ())


@pytest.mark.parametrize("piece", ['"', "“", "''", "(", "x", "'a ", "“a” ", ",, said ", "A: ", "Ann Lee said “yes” "])
def test_time_grows_with_length_only(piece: str) -> None:
    """Four times a soup of marks and cues takes about four times as long, not sixteen times."""
    _seconds("A warm start.")
    once = _seconds(piece * (5_000 // len(piece)))
    assert _seconds(piece * (20_000 // len(piece))) < 8 * once + 1


def test_marks_without_end_take_seconds() -> None:
    """100,000 quotation marks cost no more than a long report."""
    assert _seconds('"' * 100_000) < 60


def _seconds(body: str) -> float:
    started = time.process_time()
    statements(body)
    return time.process_time() - started


def test_a_text_beyond_the_parsers_limit_is_read() -> None:
    """More characters than spaCy takes at once raise nothing."""
    assert len(statements("- 1 2 3 - " * 105_000 + '\n"It held," Ann Lee said.')) == 1
