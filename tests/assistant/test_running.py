"""The assistant as a Runnable against a real server: invoke, stream, astream, batch and callbacks."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.answering import Assistant
from assistant.question import Message, Turn
from assistant.settings import Settings
from assistant.wiring import build_assistant
from index.filters import EVERYTHING
from index.settings import read_settings
from tests.assistant.test_answering import Runs
from tests.openai_server import OpenAIServer, Request, Words

SAID = {
    "Wrenn": "Tobias Wrenn said his members would block the road.",
    "Sundqvist": "Petra Sundqvist said the orchestra had lost 2.4 million crowns last season.",
    "Brandt": "Hanne Brandt said the ferry to Tarn Harbour would stop.",
}


def told(request: Request) -> Words:
    """What the person asked about said; a follow-up asks about Wrenn."""
    asked = str(request.payload["messages"][1]["content"])
    if "The last message:" in asked:
        return Words(("What did Tobias Wrenn say?",))
    question = asked.rpartition("The question:")[2]
    said = next(said for name, said in SAID.items() if name in question)
    return Words(tuple(json.dumps({"answer": {"answerable": True, "claims": [{"text": said, "sources": [1]}]}})))


@pytest.fixture
def assistant(small_store: Path) -> Iterator[Assistant]:
    with OpenAIServer(answer=told) as server:
        yield build_assistant(small_store, Settings("m", server.url, "", 20.0), read_settings({}))


def asked(name: str, *turns: Turn) -> Message:
    return Message(f"What did {name} say?", turns, EVERYTHING)


def bare(answer: object) -> str:
    assert isinstance(answer, Answer)
    return answer.text.partition(" [")[0]


def test_each_way_to_run_it_gives_the_same(assistant: Assistant) -> None:
    """Text first, the answer last."""

    async def streamed() -> list[object]:
        return [part async for part in assistant.astream(asked("Wrenn"))]

    parts, later = list(assistant.stream(asked("Wrenn"))), asyncio.run(streamed())
    assert parts == later and [type(part) for part in parts[:-1]] == [str] * (len(parts) - 1)
    assert parts[-1] == assistant.invoke(asked("Wrenn")) == asyncio.run(assistant.ainvoke(asked("Wrenn")))
    assert bare(parts[-1]) == SAID["Wrenn"].rstrip(".")


def test_a_batch_keeps_its_order(assistant: Assistant) -> None:
    """Whatever thread each was answered in; asynchronously too."""
    names = [*SAID] * 3
    wanted = [SAID[name].rstrip(".") for name in names]
    assert [bare(answer) for answer in assistant.batch([asked(name) for name in names])] == wanted
    assert [bare(answer) for answer in asyncio.run(assistant.abatch([asked(name) for name in names]))] == wanted


def test_callbacks_see_the_model_reword_and_write(assistant: Assistant) -> None:
    """Both of its runs, below one root, all ended."""
    runs = Runs()
    turn = Turn("What did Odile Farrant say?", "Odile Farrant said that no farm would be drowned.")
    answer = assistant.invoke(Message("And Wrenn?", (turn,), EVERYTHING), {"callbacks": [runs]})
    assert runs.begun.count("model") == 2 and bare(answer) == SAID["Wrenn"].rstrip(".")
    assert list(runs.parents.values()).count(None) == 1
    assert runs.ended == runs.parents.keys()
