"""Promises of understanding that hold for any message."""

import time

from hypothesis import given
from hypothesis import strategies as st

from assistant.asking import understand
from assistant.question import Message, Turn
from index.filters import EVERYTHING, Filters
from tests.assistant.test_asking import DIRECTORY, HALE, PEOPLE

ANY = st.text(st.characters(), max_size=200)  # lone surrogates too
PIECES = st.sampled_from(
    [*(person.name for person in PEOPLE), "Hale", "he", "it", "what did", "say", "about", "the minister", "who",
     "in 2031", "since the vote", "only", "and", "?", "'", "“", "the other", "in the Post", "first", ","]
)  # fmt: skip
ASKED = st.one_of(ANY, st.lists(PIECES, max_size=12).map(" ".join))
TURNS = st.lists(st.builds(Turn, ASKED, ASKED), max_size=4).map(tuple)
FILTERS = st.builds(
    Filters,
    speakers=st.sampled_from([(), ("Edric Hale",)]),
    since=st.one_of(st.none(), st.dates()),
    until=st.one_of(st.none(), st.dates()),
    outlets=st.sampled_from([(), ("The Daily Lantern",)]),
)
WHOLE = st.sampled_from(
    ["What did Gorse say about the dam?", "Did Viktor Ostrov deny the theft in 2031?", "Who denied altering the log?",
     "How high is the Ketterwick dam wall?", "What did the finance minister say about sanctions?",
     "Who is Philippa Gorse?", "Who said “silver has no memory”?", "What do people say about the dam?"]
)  # fmt: skip


@given(ASKED, TURNS, FILTERS)
def test_anything_is_understood_and_hand_set_filters_win(text: str, turns: tuple[Turn, ...], by_hand: Filters) -> None:
    """No message raises; what was set by hand is never replaced."""
    question = understand(Message(text, turns, by_hand), DIRECTORY)
    assert question.filters.speakers == by_hand.speakers or not by_hand.speakers
    assert question.filters.outlets == by_hand.outlets or not by_hand.outlets
    if by_hand.since or by_hand.until:
        assert (question.filters.since, question.filters.until) == (by_hand.since, by_hand.until)


@given(WHOLE, TURNS)
def test_a_whole_question_takes_nothing_from_earlier_turns(text: str, turns: tuple[Turn, ...]) -> None:
    """A question that names its own matter means the same whatever was said before."""
    told = understand(Message(text, turns, EVERYTHING), DIRECTORY)
    assert told == understand(Message(text, (), EVERYTHING), DIRECTORY)


@given(ASKED, TURNS)
def test_only_people_of_the_index_speak(text: str, turns: tuple[Turn, ...]) -> None:
    """Speakers, those spoken of and those offered are people of the index; nobody is both chosen and offered."""
    question = understand(Message(text, turns, EVERYTHING), DIRECTORY)
    known = {person.name for person in PEOPLE}
    offered = {person.name for person in question.ambiguous}
    assert {*question.filters.speakers, *question.about, *offered} <= known
    assert not offered & {*question.filters.speakers}


def test_time_does_not_run_away() -> None:
    """Long and monotonous messages take a moment, not minutes: the bound is wide, for machines differ."""
    for piece in ("Hale ", "in 2031 ", "it ", "'", "the minister of ", "\ud800", ", ", "and ", "“", "Did he say ", " "):
        text = (piece * 50_000)[:50_000]
        start = time.process_time()
        understand(Message(text, (Turn(HALE, text), Turn(text, text)), EVERYTHING), DIRECTORY)
        assert time.process_time() - start < 5, piece
