"""A server that lies in every way: whatever it says, nothing wrong reaches the reader.

100 runs by default; `LYING_RUNS=1000` for as many as the README tells of.
"""

import os
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.answering import Assistant
from assistant.question import Message
from assistant.settings import Settings
from assistant.wiring import build_assistant
from index.filters import EVERYTHING
from index.settings import read_settings
from tests.openai_server import OpenAIServer, Words

RUNS = int(os.environ.get("LYING_RUNS", "100"))
TRUE = "My quarrel is with the board, which reads balance sheets and not scores."
LIES = {
    "speaker": "Petra Sundqvist said “My quarrel is with the board, which reads balance sheets and not scores” [1].",
    "other speaker": "Lucan Abara said the orchestra had lost 2.4 million crowns last season [1].",
    "number": "Petra Sundqvist said the orchestra had lost 7.9 million crowns last season [1].",
    "negation": "Petra Sundqvist said the orchestra had not lost 2.4 million crowns last season [1].",
    "words": "Lucan Abara said “My quarrel is with the players, who read balance sheets and not scores” [1].",
    "label": "Lucan Abara resigned on Thursday after eleven years [77].",
    "injection": "Lucan Abara said “the reservoir is free” [1] [99].",
}
HONEST = f"Lucan Abara said “{TRUE[:-1]}” [1]. "


@pytest.fixture(scope="module")
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer() as server:
        yield server


@pytest.fixture(scope="module")
def assistant(small_store: Path, server: OpenAIServer) -> Assistant:
    return build_assistant(small_store, Settings("some-model", server.url, "secret", 20.0), read_settings({}))


def pieces(text: str, chance: random.Random) -> tuple[str, ...]:
    """The text cut at random places, marks and labels too."""
    cuts = sorted(chance.sample(range(1, len(text)), min(len(text) - 1, chance.randint(0, 30))))
    return tuple(text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True))


def test_no_lie_reaches_the_reader(assistant: Assistant, server: OpenAIServer, articles: Path) -> None:
    """However it is cut: every quotation is an article's, every label was given, no speaker or number is wrong."""
    told = "\n".join(file.read_text(encoding="utf-8") for file in articles.iterdir())
    for run in range(RUNS):
        chance = random.Random(run)
        kinds = chance.sample(sorted(LIES), 2)
        reply = f"{LIES[kinds[0]]} {HONEST}{LIES[kinds[1]]}"
        ending = chance.choice(["done", "done", "done", "closed", "malformed"])
        server.replies.append(Words(pieces(reply, chance), 0.0, ending))  # type: ignore[arg-type]
        *streamed, answer = assistant.stream(Message("What did Lucan Abara say about the board?", (), EVERYTHING))
        server.replies.clear()
        assert isinstance(answer, Answer)
        for text in ("".join(map(str, streamed)), answer.text):
            assert all(words in told for words in re.findall("“([^”]*)”", text)), (run, text)
            assert not re.search(r"\[(?:77|99)\]|7\.9|had not lost", text), (run, text)
            assert "Sundqvist said “My quarrel" not in text, (run, text)
            assert "Abara said the orchestra had lost" not in text, (run, text)
        assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.text)} <= {c.label for c in answer.citations}
