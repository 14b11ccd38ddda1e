"""What is asked about the articles as a whole is told by the index, and by no sentence of one of them."""

from pathlib import Path

import pytest

from assistant.inventory import asks_for_inventory
from assistant.question import Message
from assistant.settings import Settings, read_settings
from assistant.wiring import build_assistant
from index.filters import EVERYTHING
from index.settings import read_settings as read_index_settings
from tests.openai_server import OpenAIServer


@pytest.mark.parametrize(
    "text",
    ["What are the articles about?", "what is in this corpus", "Who is quoted most?", "Who's the most quoted speaker?",
     "How many articles are there?", "Which outlets are in the collection?", "What topics do the articles cover?",
     "What can I ask you about?"],
)  # fmt: skip
def test_the_articles_as_a_whole_are_asked_about(text: str) -> None:
    assert asks_for_inventory(text)


@pytest.mark.parametrize(
    "text",
    ["Who is quoted most on the reservoir?", "What is in the treaty?", "What are the articles of the treaty about?",
     "How many people are there in Brinmoor?", "What do people say about the reservoir?", ""],
)  # fmt: skip
def test_a_matter_in_them_is_not(text: str) -> None:
    assert not asks_for_inventory(text)


def test_who_is_quoted_most_is_told_without_a_claim(small_store: Path) -> None:
    """By name and number, as the list of speakers has them; nothing is cited."""
    assistant = build_assistant(small_store, read_settings({}), read_index_settings({}))
    answer = assistant.invoke(Message("Who is quoted most?", (), EVERYTHING))
    most = max(assistant.searcher.people(), key=lambda person: person.statements)
    assert f"{most.name} ({most.statements})" in answer.text
    assert answer.standing == "declined" and not answer.citations


def test_no_model_is_asked_for_it(small_store: Path, server: OpenAIServer) -> None:
    """It would be sent evidence that has nothing to do with the question."""
    assistant = build_assistant(small_store, Settings("some-model", server.url, "", 20.0), read_index_settings({}))
    assert assistant.invoke(Message("What are the articles about?", (), EVERYTHING)).standing == "declined"
    assert not server.requests
