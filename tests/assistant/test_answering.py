"""The assistant as a LangChain Runnable, and what holds for every answer it composes itself."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.runnables import Runnable, RunnableLambda

from assistant.answer import Answer
from assistant.answering import Assistant
from assistant.question import Message, Turn
from assistant.settings import Settings, read_settings
from assistant.wiring import build_assistant
from index.filters import EVERYTHING, Filters
from index.settings import read_settings as read_index_settings
from tests.openai_server import OpenAIServer

QUESTIONS = [
    "What did Tobias Wrenn call the plan?",
    "How much would the reservoir cost?",
    "Who moved hives to the roof of the old mint?",
    "Did Odile Farrant say that no farm would be drowned?",
    "What does Nils Oake say about the figures?",
    "Who is Petra Sundqvist?",
    "Who won the 2022 World Cup final?",
]
WORDS = st.sampled_from(
    [
        *("Who", "What", "Did", "said", "say", "they", "called", "deny", "when", "many", "before", "since May"),
        *("Farrant", "Oake", "Wrenn", "Zoé Ōta", "reservoir", "farm", "figures", "quotation marks", "board"),
        *("in The Vale Courier", "340 million", "“", "”", '"', "[3]", "«", "ALSO READ", "<b>", "🐝", "\ud800"),
    ]
)
ASKED = st.lists(WORDS | st.text(max_size=6), max_size=12).map(" ".join) | st.text()


@pytest.fixture(scope="module")
def assistant(small_store: Path) -> Assistant:
    return build_assistant(small_store, read_settings({}), read_index_settings({}))


def message(text: str, *turns: Turn, filters: Filters = EVERYTHING) -> Message:
    return Message(text, turns, filters)


def check(assistant: Assistant, answer: Answer) -> None:
    """Exact citations under labels 1, 2, 3; what stands between typographic marks is an article's, verbatim."""
    assert [citation.label for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert bool(answer.citations) == (answer.standing == "grounded")
    for citation in answer.citations:
        article = assistant.article(citation.item.source.article_id)
        assert article is not None
        assert citation.text == article.body[citation.start : citation.end]
        assert citation.spans and all(citation.start <= a < b <= citation.end for a, b in citation.spans)
        assert all(before[1] <= after[0] for before, after in pairwise(citation.spans))
        assert f"[{citation.label}]" in answer.text
        assert "ALSO READ" not in citation.text
    texts = [citation.text for citation in answer.citations]
    for line in answer.text.splitlines() if answer.citations else ():
        for words in re.findall("“([^”]*)”", line):
            assert any(words in text for text in texts), (words, answer.text)


@given(ASKED)
def test_every_composed_answer_is_exact(assistant: Assistant, text: str) -> None:
    """Whatever is asked, in any writing; nothing raises."""
    check(assistant, assistant.invoke(message(text)))


@given(ASKED, ASKED, st.text())
def test_earlier_turns_may_hold_anything(assistant: Assistant, first: str, second: str, answered: str) -> None:
    """What came before is as untrusted as what is asked."""
    check(assistant, assistant.invoke(message(f"And {second}", Turn(first, answered))))


@pytest.mark.parametrize(
    "text", ["", " \n", "?" * 50_000, "why " * 12_500, "“" * 50_000, "Farrant " * 6_000, "\x00" * 9]
)
def test_the_strangest_questions_are_answered(assistant: Assistant, text: str) -> None:
    """Empty ones and 50,000 characters of one thing."""
    check(assistant, assistant.invoke(message(text)))


@pytest.mark.parametrize("text", QUESTIONS)
def test_invoke_stream_and_astream_end_with_the_same_answer(assistant: Assistant, text: str) -> None:
    """One path, three ways to run it."""

    async def last() -> object:
        return [part async for part in assistant.astream(message(text))][-1]

    answer = assistant.invoke(message(text))
    assert list(assistant.stream(message(text)))[-1] == answer
    assert asyncio.run(last()) == answer
    assert asyncio.run(assistant.ainvoke(message(text))) == answer
    check(assistant, answer)


def test_batch_answers_each_in_its_place(assistant: Assistant) -> None:
    """As any Runnable does, with threads."""
    answers = assistant.batch([message(text) for text in QUESTIONS])
    assert answers == [assistant.invoke(message(text)) for text in QUESTIONS]


def test_eight_threads_may_ask_at_once(assistant: Assistant) -> None:
    """And get what each would have got alone."""
    alone = {text: assistant.invoke(message(text)) for text in QUESTIONS}
    with ThreadPoolExecutor(8) as pool:
        together = pool.map(lambda text: (text, assistant.invoke(message(text))), QUESTIONS * 8)
        assert all(alone[text] == answer for text, answer in together)


def test_it_fits_into_a_chain(assistant: Assistant) -> None:
    """Composed with other Runnables by |."""
    ask, stand = RunnableLambda[str, Message](message), RunnableLambda[Answer, str](lambda answer: answer.standing)
    chain: Runnable[str, str] = ask | assistant | stand
    assert chain.invoke(QUESTIONS[0]) == "grounded"


class Runs(BaseCallbackHandler):
    """Remembers the names of the runs it sees, of steps and of models, and whether they ended."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.parents: dict[UUID, UUID | None] = {}
        self.ended: set[UUID] = set()

    def _begin(self, name: Any, run_id: UUID, parent: UUID | None) -> None:
        self.begun.append(str(name))
        self.parents[run_id] = parent

    def on_chain_start(self, *_: Any, run_id: UUID, parent_run_id: UUID | None = None, **more: Any) -> None:
        self._begin(more.get("name"), run_id, parent_run_id)

    def on_chat_model_start(self, *_: Any, run_id: UUID, parent_run_id: UUID | None = None, **more: Any) -> None:
        self._begin("model", run_id, parent_run_id)

    def on_chain_end(self, *_: Any, run_id: UUID, **more: Any) -> None:
        self.ended.add(run_id)

    def on_llm_end(self, *_: Any, run_id: UUID, **more: Any) -> None:
        self.ended.add(run_id)


def test_callbacks_see_every_step_of_one_run(assistant: Assistant) -> None:
    """So that tracing works unasked: asking, searching, answering, below one root, all ended."""
    runs = Runs()
    assistant.invoke(message(QUESTIONS[0]), {"callbacks": [runs]})
    assert {"asking", "searching", "answering"} <= {*runs.begun}
    assert list(runs.parents.values()).count(None) == 1
    assert runs.ended == runs.parents.keys()


@pytest.mark.parametrize("asynchronously", [False, True])
def test_callbacks_see_the_model_below_its_step(asynchronously: bool, small_store: Path, server: OpenAIServer) -> None:
    """Also when it is streamed asynchronously."""
    assistant = build_assistant(small_store, Settings("m", server.url, "", 20.0), read_index_settings({}))
    runs = Runs()
    server.say("Wrenn called it “a betrayal of the valley” [1].")

    async def ask() -> None:
        async for _ in assistant.astream(message(QUESTIONS[0]), {"callbacks": [runs]}):
            pass

    if asynchronously:
        asyncio.run(ask())
    else:
        assistant.invoke(message(QUESTIONS[0]), {"callbacks": [runs]})
    assert "model" in runs.begun
    assert list(runs.parents.values()).count(None) == 1
    assert runs.ended == runs.parents.keys()
