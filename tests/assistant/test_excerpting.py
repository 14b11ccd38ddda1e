"""Which of the articles' sentences an answer quotes, and of what form they are."""

import pytest

from assistant.answering import Assistant
from assistant.question import Message
from assistant.settings import read_settings
from assistant.wiring import build_assistant
from index.filters import EVERYTHING
from index.settings import read_settings as read_index_settings
from index.wiring import UpdateOptions, update

FERRY = """A ferry for Weld

<p class="lead">The new ferry of Weld crossed the lake on Monday.</p>
The ferry is white, and children waved at it. The ferry weighs 212 tonnes with its fuel. The engine of the new ferry
came by road. The old ferry of Weld was sold to a museum, where it weighs down a pontoon.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("ferry")
    (folder / "articles").mkdir()
    (folder / "articles" / "ferry.txt").write_text(FERRY)
    settings = read_index_settings({})
    update(folder / "store", settings, [folder / "articles"], UpdateOptions(False, False), lambda *_: None)
    return build_assistant(folder / "store", read_settings({}), settings)


def first(assistant: Assistant, question: str) -> str:
    """The exact words of the first citation."""
    citation = assistant.invoke(Message(question, (), EVERYTHING)).citations[0]
    (start, end), *_ = citation.spans
    return citation.text[start - citation.start : end - citation.start]


def test_the_first_quotation_holds_the_form_asked_for(assistant: Assistant) -> None:
    assert "212 tonnes" in first(assistant, "How heavy is the new ferry of Weld?")


def test_no_tags_of_a_page_are_quoted(assistant: Assistant) -> None:
    assert first(assistant, "What did the new ferry of Weld cross?") == (
        "The new ferry of Weld crossed the lake on Monday."
    )


def test_what_a_thing_costs_is_told_by_an_article_that_names_it(assistant: Assistant) -> None:
    """What the ferry weighs is not what its anchor does."""
    asked = "How many tonnes does the {} of the new ferry of Weld weigh?"
    assert not assistant.invoke(Message(asked.format("anchor"), (), EVERYTHING)).citations
    assert "212 tonnes" in first(assistant, asked.format("engine"))
