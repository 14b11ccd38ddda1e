"""Scraped junk is marked, the story is not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sifting import junk, without_tags

PARAGRAPH = (
    "The minister resigned on Monday after the budget vote, and the prime minister thanked her for her work "
    "in the years since the last election."
)


def marked(line: str, before: str = PARAGRAPH, after: str = PARAGRAPH) -> bool:
    """Whether `line`, standing between two others below a headline, is marked as junk."""
    text = f"Minister resigns\n{before}\n{line}\n{after}"
    found = [text[start:end] for start, end in junk(text)]
    assert found in ([], [line.strip()])
    return bool(found)


@pytest.mark.parametrize(
    "line",
    [
        "ALSO READ: Troops cross the river",
        "READ MORE",
        "Related articles:",
        "Advertisement",
        "Subscribe to our free newsletter",
        "Sign up here for our weekly newsletter!",
        "Share this article",
        "Share on Facebook",
        "This website uses cookies to improve your experience.",
        "2 min read",
        "Loading...",
        "Back to top",
        "Originally published by The Gull.",
        "This article was originally published on gull.example and is reprinted here with permission.",
        "Manage your cookie settings",
        "© 2031 The Gull. All rights reserved.",
        "Photo: Ann Lee",
        "Photograph by Ann Lee",
        "The minister in May. Image: Ann Lee.",
        "(AP Photo/Ann Lee)",
        "By Ann Lee and Bo Ray",
        "Published: March 4, 2031 at 10:15 am",
        "March 4, 2031",
        "MINISTER RESIGNS",
        "* * *",
        "## What comes next",
        "Nearly home, but not quite!",
        "Every hour matters",
        "</p></div>",
        "[youtube=http://video.example/watch?v=1]",
        "<script>ads && ads.show('mid-article');</script>",
        "window.ads = window.ads || []; ads.push({});",
        "googletag.cmd.push(function() {",
    ],
)
def test_junk_is_marked(line: str) -> None:
    """Links, calls to subscribe, notices, credits, bylines, dates, repetitions, subheadings."""
    assert marked(line)


@pytest.mark.parametrize(
    "line",
    [
        "He agreed.",
        "“We will not go",
        '"We won!"',
        "It is over!",
        "What did you see?",
        "Group F — Sweden 1 – 0 Korea",
        "Turnout was 54 percent",
        "* Subscribe to alerts by text message",
        "- a new bridge",
        "2. A new bridge",
        "Ann Lee: Thanks so much, Bo!",
        "The photo shows the minister at work.",
        "Share prices fell on Monday.",
        "Originally published in 1988, the novel sold a million copies.",
        "Loading the ship took two days.",
        "Three minutes were left when the referee stopped play.",
        "This report was published on Monday, a day before the vote.",
        "Watching the vote, she wept.",
        "By Monday the minister had left.",
        "The treaty has two parts (one of them secret), and both let the grain through;",
        "Sign-ups rose by a third, the party said in its newsletter on Monday, and members paid more.",
        PARAGRAPH,
    ],
)
def test_the_story_is_not_marked(line: str) -> None:
    """Short sentences, quotations, questions, results and lists are part of it."""
    assert not marked(line)


def test_a_title_needs_a_paragraph_under_it() -> None:
    """A short line among short lines is a list, and one behind a colon an entry."""
    assert not marked("Ann Lee", after="Bo Ray")
    assert not marked("Ann Lee", before="The winners are:")


def test_the_first_line_is_never_junk() -> None:
    """It is the headline, whatever it looks like."""
    assert junk("Advertisement") == []


@given(st.text())
def test_marks_are_whole_lines(text: str) -> None:
    """Each is a stripped line of the text, in order."""
    spans = junk(text)
    lines = [line.strip() for line in text.split("\n")]
    assert all(text[start:end] in lines for start, end in spans)
    assert spans == sorted(set(spans))


@pytest.mark.parametrize("unit", [" ", "By Ann ", "Photo: ", "# ", "Ann\n", "(AP", "https://a "])
def test_long_text_takes_time_in_proportion(unit: str) -> None:
    """No pattern runs away on 200,000 characters."""
    began = time.perf_counter()
    junk(("x\n" + unit * 200_000)[:200_000])
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('<p class="standfirst">Nine are missing.</p>', "Nine are missing."),
        ("<p><b>Nine</b> are missing.", "Nine</b> are missing."),
        ("Nine < ten, said <b>Lee</b>.", "Nine < ten, said <b>Lee</b>."),
        ("<br/> <hr>", "<br/> <hr>"),
    ],
)
def test_tags_at_the_ends_are_left_out(text: str, left: str) -> None:
    start, end = without_tags(f"Before. {text} Behind.", 8, 8 + len(text))
    assert f"Before. {text} Behind."[start:end] == left


@given(st.text(st.sampled_from('<>/ab "=')), st.data())
def test_without_tags_is_a_part_of_what_was_given(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    inner = without_tags(text, start, end)
    assert start <= inner[0] <= inner[1] <= end
    assert inner[0] < inner[1] or start == end
