"""What holds for any text: spans are slices, ids are unique, nothing raises, time grows with length only."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.article import Article, Source
from index.attributing import Attributor, as_quotes
from index.statement import Statement

TraceFunction = Callable[[FrameType, str, Any], Any]

_OURS = str(Path(__file__).resolve().parents[2] / "index")
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


_TOLD = (
    "Ann Lee said on Monday that the dam would hold.", "“It will hold,” she said. “We tested it.”",
    "Bo Ray, the mayor, told Reuters that Ann Lee had denied that the dam was weak.", "The two said they agreed.",
    "According to the ministry, the valley is safe.", "The ministry believes that the price will fall.",
    "“No,” Mr Ray replied.", "The mayor called the plan “a bad joke”.", "“He never asked us, or our neighbours.",
)  # fmt: skip


@pytest.mark.parametrize("between", ["\n\n", " "])
def test_work_grows_with_length_only_where_much_is_said(between: str) -> None:
    """Four times the prose, all of it statements, takes about four times the steps, and finds four times as many."""
    once, few = _steps(between.join(_TOLD * 8))
    again, many = _steps(between.join(_TOLD * 32))
    assert many > 3.5 * few > 100
    assert again < 5 * once


def test_work_grows_with_length_only_where_many_people_speak() -> None:
    """Four times the people, of one family and of many, take about four times the steps."""

    def told(count: int) -> str:
        names = [f"Ann {chr(65 + n % 26)}{'aeiou'[n // 26 % 5]}{'rlmnst'[n // 130]}dan" for n in range(count)]
        return "\n\n".join(f"{name}, an engineer, said the dam would hold. Ms {name[4:]} is sure." for name in names)

    assert _steps(told(320))[0] < 5 * _steps(told(80))[0]


def test_work_grows_with_length_only_in_a_speech_of_many_paragraphs() -> None:
    """Four times the paragraphs of one unclosed quotation take about four times the steps."""
    speech = "“We tested the dam for a year, and it held.\n\n"
    once, again = (_steps("Ann Lee said:\n\n" + speech * count)[0] for count in (100, 400))
    assert again < 5 * once


def _steps(body: str) -> tuple[int, int]:
    """How many lines of our own code run for a text, which no busy machine changes; and the statements found."""
    count = 0

    def step(frame: FrameType, event: str, argument: object) -> TraceFunction:
        nonlocal count
        count += event == "line"
        return step

    def enter(frame: FrameType, event: str, argument: object) -> TraceFunction | None:
        return step if frame.f_code.co_filename.startswith(_OURS) else None

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        found = statements(body)
        as_quotes(found)
    finally:
        sys.settrace(before)
    return count, len(found)


def test_a_line_that_is_not_parsed_yields_nothing() -> None:
    """Small words among marks and figures are not asked for a grammar they have not got."""
    for marks in ("«»\t(1)", "1 2 3 4 5 6 7 8 9 10 ... ", '"" “” (( )) 2031 -- '):
        assert statements(f"{marks * 8} in by {marks * 8} according to {marks * 8}") == []


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
