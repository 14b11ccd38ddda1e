"""The model path against a real server on loopback that speaks the protocol, well and badly."""

import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.answer import Answer
from assistant.answering import Assistant
from assistant.model import build_model, reply
from assistant.question import Message
from assistant.settings import Settings, read_settings
from assistant.wiring import build_assistant
from index.filters import EVERYTHING
from index.settings import read_settings as read_index_settings
from tests.openai_server import OpenAIServer, Refusal, Words

ASKED = "What did Lucan Abara say about the board?"
QUOTED = "My quarrel is with the board, which reads balance sheets and not scores."


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer() as server:
        yield server


def settings_for(server: OpenAIServer, timeout: float = 20.0) -> Settings:
    return Settings("some-model", server.url, "secret", timeout)


@pytest.fixture
def assistant(small_store: Path, server: OpenAIServer) -> Assistant:
    return build_assistant(small_store, settings_for(server), read_index_settings())


def message(text: str = ASKED) -> Message:
    return Message(text, (), EVERYTHING)


def label_of(server: OpenAIServer, words: str) -> int:
    """The label under which the last prompt gave the passage that holds `words`."""
    prompt = server.requests[-1].payload["messages"][1]["content"]
    return int(prompt[: prompt.index(words)].rpartition("\n[")[2].partition("]")[0])


def asked_for_labels(assistant: Assistant, server: OpenAIServer, words: str) -> int:
    """As `label_of`, from a question asked beforehand: labels are the same for the same question."""
    server.say("First of all.")
    assistant.invoke(message())
    return label_of(server, words)


# ---------------------------------------------------------------------- a server that does its work


def test_the_request_is_what_the_protocol_asks(assistant: Assistant, server: OpenAIServer) -> None:
    """One streamed request: the rules; then labelled passages and the question. The key stands in its header."""
    server.say("Well.")
    assistant.invoke(message())
    (request,) = server.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["authorization"] == "Bearer secret"
    assert (request.payload["model"], request.payload["stream"]) == ("some-model", True)
    rules, asked = request.payload["messages"]
    assert (rules["role"], asked["role"]) == ("system", "user")
    assert QUOTED in asked["content"] and "\n[1]\n<<" in asked["content"] and ASKED in asked["content"]
    assert QUOTED not in rules["content"] and "$" not in rules["content"] + asked["content"]


def test_text_streams_while_the_model_writes(assistant: Assistant, server: OpenAIServer) -> None:
    """The first words are there long before the last; the last part is the whole answer."""
    said = ("Lucan Abara resigned on Thursday. ", "Abara said he had no ", "quarrel with the players. ")
    server.replies.append(Words(said, pause=0.3))
    *texts, (answer, ended) = [(part, time.perf_counter()) for part in assistant.stream(message())]
    assert isinstance(answer, Answer) and [type(text) for text, _ in texts] == [str] * len(texts)
    assert texts and texts[0][1] < ended - 0.25
    assert answer.text.startswith("".join(str(text) for text, _ in texts).strip())
    bare = re.sub(r" \[\d+\]", "", answer.text)
    assert bare == "Lucan Abara resigned on Thursday. Abara said he had no quarrel with the players."


def test_a_cited_quotation_reaches_the_reader(assistant: Assistant, server: OpenAIServer) -> None:
    """Split across pieces, under its label: grounded, exact, with article and sentence."""
    label = asked_for_labels(assistant, server, QUOTED)
    server.say(
        "Abara said “My quarrel is",
        " with the board, which reads balance sheets",
        " and not scores” [",
        f"{label}",
        "].",
    )
    answer = assistant.invoke(message())
    assert answer.text == f"Abara said “{QUOTED[:-1]}” [{label}]."
    assert answer.standing == "grounded"
    (citation,) = answer.citations
    assert citation.item.source.path == "orchestra.md"
    assert QUOTED in citation.text


def test_the_agreed_words_decline(assistant: Assistant, server: OpenAIServer) -> None:
    """The reader learns how much was searched."""
    server.say("NOT IN", " THE ARTICLES")
    parts = list(assistant.stream(message("Who won the cup final?")))
    (answer,) = parts
    assert isinstance(answer, Answer)
    assert answer.standing == "declined" and "Searched: " in answer.text


def test_closing_the_stream_ends_the_request(assistant: Assistant, server: OpenAIServer) -> None:
    """A reader who stops pays for no more words: the server sees the connection go."""
    begins = "Lucan Abara resigned on Thursday. "
    server.replies.append(Words((begins, *(f"And then {number}. " for number in range(400))), pause=0.02))
    parts = assistant.stream(message())
    assert str(next(parts)).startswith("Lucan Abara resigned on Thursday [")
    parts.close()  # type: ignore[attr-defined] # a generator, which the type of a Runnable does not tell
    assert server.left.wait(4)


# ---------------------------------------------------------------------- a server that fails


FAILURES: dict[str, Words | Refusal] = {
    "refused the key (401)": Refusal(401, "Incorrect API key provided: sk-abc"),
    "no such model": Refusal(404, "model not found"),
    "no more requests": Refusal(429, "slow down"),
    "failed (500)": Refusal(500, "<h1>oops</h1>"),
    "refused the request": Refusal(400, "the prompt is too long “[1]” " * 99),
    "broke off": Words(("The board ", "reads "), ending="closed"),
    "could not be read": Words(("The board ",), ending="malformed"),
    "was empty": Words(("", " \n", "")),
    "without an end": Words(("again and again " * 100,) * 40),
}


@pytest.mark.parametrize("reason", FAILURES)
def test_when_the_server_fails_the_articles_still_answer(
    reason: str, assistant: Assistant, server: OpenAIServer
) -> None:
    """With a note that tells why and what helps, and nothing of what was streamed before."""
    server.replies.extend([FAILURES[reason]] * 3)
    *_, answer = assistant.stream(message())
    assert isinstance(answer, Answer)
    note, _, rest = answer.text.partition("\n\n")
    assert reason in note and note.startswith("(") and len(note) < 500
    assert answer.standing == "grounded" and answer.citations and QUOTED[:-1] in rest
    assert not {"[", "“", "<", "sk-abc"} & {*note.replace("(", " ").split(), *note}


def test_a_server_that_is_not_there_is_named(small_store: Path) -> None:
    """Nobody listens at the address: the note says so."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    settings = Settings("some-model", f"http://127.0.0.1:{port}/v1", "", 5.0)
    answer = build_assistant(small_store, settings, read_index_settings()).invoke(message())
    assert "cannot be reached" in answer.text and "OPENAI_BASE_URL" in answer.text
    assert answer.citations


def test_a_silent_server_is_waited_for_as_long_as_the_setting_says(small_store: Path, server: OpenAIServer) -> None:
    """Seconds, not minutes."""
    server.replies.extend([Words(("Well. ", "Well."), pause=4.0)] * 2)
    assistant = build_assistant(small_store, settings_for(server, timeout=0.3), read_index_settings())
    began = time.perf_counter()
    answer = assistant.invoke(message())
    assert time.perf_counter() - began < 3.5
    assert "ASSISTANT_TIMEOUT" in answer.text


@pytest.mark.parametrize("text", ["\ud800 said what about the board?", "x" * 50_000 + "?", "\x00\u202e🐝?"])
def test_any_question_can_be_sent(text: str, assistant: Assistant, server: OpenAIServer) -> None:
    """Lone surrogates, absurd lengths and control characters end in an answer, never in a fault."""
    server.say("NOT IN THE ARTICLES")
    assert assistant.invoke(message(text)).standing


# ---------------------------------------------------------------------- what is sent, and where


def test_without_a_named_model_nothing_is_sent(
    small_store: Path, server: OpenAIServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A key and an address lying in the environment are not consent."""
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("OPENAI_API_BASE", server.url)
    assert main(["--store", str(small_store), ASKED]) == 0
    assert server.requests == []
    assert "sent" not in capsys.readouterr().err


def test_the_host_that_receives_evidence_is_named(
    small_store: Path, server: OpenAIServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On standard error, before anything is sent, without what an address may hold of a password."""
    monkeypatch.setenv("ASSISTANT_MODEL", "some-model")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url.replace("//", "//user:password@"))
    server.say("Lucan Abara resigned on Thursday.")
    assert main(["--store", str(small_store), ASKED]) == 0
    output = capsys.readouterr()
    assert server.url.removeprefix("http://").removesuffix("/v1") in output.err
    assert "password" not in output.err and "Lucan Abara resigned on Thursday [" in output.out
    assert len(server.requests) == 1


def test_evidence_goes_to_the_address_that_is_named_and_no_other(
    server: OpenAIServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another variable that the client would read has no say: the host shown is the host used."""
    monkeypatch.setenv("OPENAI_API_BASE", server.url)
    settings = read_settings({"ASSISTANT_MODEL": "some-model", "OPENAI_API_BASE": server.url})
    assert settings.host == "api.openai.com"
    assert str(build_model(settings).root_client.base_url) == "https://api.openai.com/v1/"  # type: ignore[attr-defined]
    assert server.requests == []


def test_a_server_without_a_key_gets_none(server: OpenAIServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A local server wants no key, and gets none that lies in the environment under another purpose."""
    monkeypatch.setenv("OPENAI_API_KEY", "lying-about")
    server.say("Well.")
    assert "".join(reply(build_model(Settings("m", server.url, "", 5.0)), [])) == "Well."
    assert server.requests[0].headers["authorization"] == "Bearer none"
