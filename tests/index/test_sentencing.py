"""Sentences: exact slices, whole quotations, their tellers with them."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentencing import sentences

PROSE = st.text(
    st.sampled_from(list(" \n.!?\"“”‘’'()[],;:—-0123aAbBé。؟\u0301\r\x00\ud800\U0001f600"))
    | st.characters(exclude_categories=[])
)


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Ann Lee met Mr. Kim.|Mr. Kim said so.",
        "The U.S. government agreed.|He left the U.S. in May.",
        "J. K. Rowling wrote it.|It cost $3.5 million vs. $2 million.",
        "At 3 a.m. Kim left.|He met Gov. Brown on Jan. 5 at No. 10.",
        '"Stop!" he said.|He left.',
        '"A." B said.|Then C came.',
        "“Why would I?” Spivey said.|Then he left.",
        "“Difference.” — Mark Twain",
        "“It is over.”|Kim said he would stay.",
        "“We lost,” she said.|“Next time we win.”",
        "“I went home.|He came.|We left the town",
        "„Das ist gut.“ sagte er.|Er ging.",
        "1. Do this.|Then that.",
        "## 2. A heading",
        "**Was that true?**|It was.",
        "这是一个句子。|这是另一个。",
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str) -> None:
    """Abbreviations, initials, numbers and quotation marks do not cut a sentence; its end does."""
    assert parts(text.replace("|", " ")) == text.split("|") or parts(text.replace("|", "")) == text.split("|")


def test_a_stranded_closing_mark_goes_back_to_its_quotation() -> None:
    """A closing mark behind a space belongs to the sentence before."""
    assert parts('He said "go now. " Then he left.')[0].endswith('"')


def test_only_the_asked_slice_is_read() -> None:
    """Offsets count in the whole text, whatever part of it is asked for."""
    text = "One came. Two came. Three came."
    assert sentences(text, 10, 19) == [(10, 19)]


@given(PROSE)
def test_sentences_are_stripped_slices_that_hold_every_character(text: str) -> None:
    """In order, apart, without outer whitespace, within a line; nothing but whitespace is left out."""
    spans = sentences(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    assert not any("\n" in text[start:end] for start, end in spans)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


@pytest.mark.parametrize("unit", ["“", "a", " ", "这是。", "' ", "Ann Lee ", "“a.” ", "\u0301"])
def test_a_long_line_takes_time_in_proportion(unit: str) -> None:
    """A line of 200,000 characters is read in seconds, whatever stands in it."""
    text = ("x" + unit * 200_000)[:200_000]
    began = time.perf_counter()
    spans = sentences(text)
    assert time.perf_counter() - began < 5
    assert "".join(text[start:end] for start, end in spans).split() == "".join(parts(text)).split()
