"""Follow-ups go through the model where one is set, and are read without it where it fails or cannot be trusted."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering import Assistant
from assistant.counting import tokens_of
from assistant.question import Message, Turn
from assistant.rewording import recent, trusted
from assistant.settings import Settings, read_settings
from assistant.wiring import build_assistant
from index.filters import EVERYTHING
from index.settings import read_settings as read_index_settings
from tests.openai_server import OpenAIServer, Refusal, Words

FIRST = Turn("What did Odile Farrant say about the reservoir?", "Odile Farrant said it would cost 340 million crowns.")
FOLLOW_UP = Message("And Wrenn?", (FIRST,), EVERYTHING)
ALONE = "What did Wrenn say about the reservoir?"
CLAIMS = json.dumps(
    {"answer": {"answerable": True, "claims": [{"text": "Tobias Wrenn called it a betrayal.", "sources": [1]}]}}
)


@pytest.fixture
def assistant(small_store: Path, server: OpenAIServer) -> Assistant:
    return build_assistant(small_store, Settings("m", server.url, "", 20.0), read_index_settings({}))


def test_the_model_says_what_a_follow_up_asks(assistant: Assistant, server: OpenAIServer) -> None:
    """It gets the talk as fenced data; its question is the one that is answered."""
    server.say(f"“{ALONE}”\n\nI hope this helps!")
    server.say(CLAIMS)
    answer = assistant.invoke(FOLLOW_UP)
    assert answer.question.text == ALONE and answer.question.carried == (ALONE,)
    assert answer.question.filters.speakers == ("Tobias Wrenn",)
    rules, talk = (message["content"] for message in server.requests[0].payload["messages"])
    assert FIRST.answer in talk and "And Wrenn?" in talk and FIRST.answer not in rules
    assert ALONE in server.requests[1].payload["messages"][1]["content"]


@pytest.mark.parametrize(
    "said",
    [
        Refusal(500, "down"),
        Refusal(401, "no key"),
        Words(("What did ",), ending="closed"),
        Words(("",)),
        Words(("What did Wrenn say about Mayor Hanne Brandt?",)),  # nobody spoke of her
        Words(("What did Wrenn say about 900 farms?",)),
        Words(("What did Odile Farrant say about the reservoir?",)),  # not whom the message names
        Words(("words " * 100,)),
    ],
)
def test_where_the_model_fails_the_talk_is_read_without_it(
    said: Words | Refusal, assistant: Assistant, small_store: Path, server: OpenAIServer
) -> None:
    """The question is the one that the embedded default would answer."""
    server.replies.extend([said, Words((CLAIMS,))])
    alone = build_assistant(small_store, read_settings({}), read_index_settings({})).invoke(FOLLOW_UP)
    assert assistant.invoke(FOLLOW_UP).question == alone.question


def test_a_first_question_costs_no_request_of_its_own(assistant: Assistant, server: OpenAIServer) -> None:
    """Nothing came before it."""
    server.say(CLAIMS)
    assistant.invoke(Message(ALONE, (), EVERYTHING))
    assert len(server.requests) == 1


TURNS = st.builds(Turn, st.text(max_size=400), st.text(max_size=900))


@given(st.lists(TURNS, max_size=6), st.integers(0, 700))
def test_history_is_bounded_by_tokens(turns: list[Turn], budget: int) -> None:
    """The last turns that fit, in their order."""
    kept = recent(turns, budget)
    assert sum(tokens_of(turn.question) + tokens_of(turn.answer) for turn in kept) <= budget
    assert [turn.question for turn in kept] == [turn.question[:300] for turn in turns[len(turns) - len(kept) :]]


@given(st.text(max_size=80), st.text(max_size=80), st.lists(TURNS, max_size=2))
def test_whatever_is_said_can_be_judged(alone: str, text: str, turns: list[Turn]) -> None:
    """A message repeated as it is adds nothing and leaves nothing out."""
    trusted(alone, text, turns)
    assert trusted(text, text, turns) == bool(text)
