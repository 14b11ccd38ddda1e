"""Questions to begin with."""

from pathlib import Path

from assistant.question import Message
from assistant.settings import read_settings
from assistant.suggesting import topics_of
from assistant.wiring import build_assistant
from index.filters import EVERYTHING
from index.settings import read_settings as read_index_settings


def test_every_question_offered_has_an_answer(small_store: Path) -> None:
    """An example is about somebody whom the articles quote, and is answered with citations."""
    assistant = build_assistant(small_store, read_settings(), read_index_settings())
    examples = assistant.examples()
    assert any("Odile Farrant" in question for question in examples)
    assert len(examples) == len({*examples})
    for question in examples:
        answer = assistant.invoke(Message(question, (), EVERYTHING))
        assert answer.standing == "grounded", question
        assert answer.citations, question


def test_a_topic_is_what_several_texts_name_whole() -> None:
    """What is said once is no topic, nor what may be the beginning of a longer name."""
    texts = ["She said the harbour treaty was dead.", "He said that the harbour treaty, and the town, were lost.",
             "The reservoir plan failed.", "They spoke of the reservoir farce today."]  # fmt: skip
    assert topics_of(texts) == ["the harbour treaty"]
    assert topics_of([]) == []
