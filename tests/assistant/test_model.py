"""The model path against a real server on loopback that speaks the protocol, well and badly."""

import re
import socket
import time
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
    "takes no more requests": Refusal(429, "slow down", wait="3600"),
    "failed (500)": Refusal(500, "<h1>oops</h1>"),
    "refused the request": Refusal(400, "the prompt is too long “[1]” " * 99),
    "broke off": Words(("Lucan Abara ", "resigned "), ending="closed"),
    "could not be read": Words(("Lucan Abara ",), ending="malformed"),
    "was empty": Words(("", " \n", "")),
    "without an end": Words(("again and again " * 100,) * 40),
    "repeated itself": Words(("Lucan Abara resigned on Thursday. ",) * 60),
    "came to no answer": Words(("<think>Lucan Abara resigned", " on Thursday.")),
    "in another language (fr)": Words(("Lucan Abara a démissionné jeudi après onze années passées à Brinmoor [1].",)),
    "do not carry": Words(("The bakery on Hill Street sells forty kinds of bread [1].",)),
}
RETRIED = {"no more requests", "failed (500)", "broke off", "could not be read", "was empty"}


@pytest.mark.parametrize("reason", FAILURES)
def test_when_the_server_fails_the_articles_still_answer(
    reason: str, assistant: Assistant, server: OpenAIServer
) -> None:
    """With a note that tells why and what helps; asked again where that may help, and only there."""
    server.replies.extend([FAILURES[reason]] * 4)
    *_, answer = assistant.stream(message())
    assert isinstance(answer, Answer)
    note, _, rest = answer.text.partition("\n\n")
    assert reason in note and note.startswith("(") and len(note) < 500
    assert answer.standing == "grounded" and answer.citations and QUOTED[:-1] in rest
    assert not {"[", "“", "<", "sk-abc"} & {*note.replace("(", " ").split(), *note}
    forms = 3 if reason == "refused the request" else 1  # a stricter form may be all it refuses
    assert len(server.requests) == (3 if reason in RETRIED else forms)


SAID = ("Lucan Abara resigned on Thursday. ", "Abara said he had no quarrel with the players.")


@pytest.mark.parametrize("reason", sorted(RETRIED))
def test_asking_again_helps_where_the_server_recovers(reason: str, assistant: Assistant, server: OpenAIServer) -> None:
    """The reader sees the model's answer, and nothing of what went wrong before."""
    server.replies.extend([FAILURES[reason], Words(SAID)])
    *texts, answer = assistant.stream(message())
    assert isinstance(answer, Answer)
    assert answer.text.startswith("Lucan Abara resigned on Thursday [") and "composed" not in answer.text
    assert answer.text.startswith("".join(map(str, texts)).strip())


def test_an_answer_asked_for_twice_says_so(assistant: Assistant, server: OpenAIServer) -> None:
    """When words were shown before the model broke off, the whole answer is another, and tells why."""
    server.replies.extend([Words((*SAID, " Abara"), ending="closed"), Words((SAID[1],))])
    *texts, answer = assistant.stream(message())
    assert isinstance(answer, Answer)
    assert "".join(map(str, texts)).startswith("Lucan Abara resigned on Thursday")
    assert answer.text.startswith("(The model broke off and was asked again")
    assert "resigned" not in answer.text and "no quarrel with the players" in answer.text


def test_a_server_may_ask_for_some_time(assistant: Assistant, server: OpenAIServer) -> None:
    """Retry-After is kept to where a reader can wait that long."""
    server.replies.extend([Refusal(429, "slow down", wait="1.2"), Words(SAID)])
    began = time.perf_counter()
    answer = assistant.invoke(message())
    assert time.perf_counter() - began >= 1.2
    assert answer.text.startswith("Lucan Abara resigned")


def test_a_reply_that_was_cut_ends_with_its_last_whole_sentence(assistant: Assistant, server: OpenAIServer) -> None:
    """Half a sentence may say the opposite of the whole."""
    server.replies.append(Words((*SAID, " Abara said his quarrel is with the"), ending="length"))
    answer = assistant.invoke(message())
    assert answer.text.endswith("]."), answer.text
    assert "no quarrel with the players" in answer.text and "his quarrel is with the" not in answer.text


def test_thoughts_before_an_answer_are_no_part_of_it(assistant: Assistant, server: OpenAIServer) -> None:
    """As some models write them, in whatever pieces."""
    server.replies.append(Words((*"<think>Abara said “no”. He", " lied.</thi", "nk>\n\n", *SAID)))
    answer = assistant.invoke(message())
    assert answer.text.startswith("Lucan Abara resigned") and "lied" not in answer.text


@pytest.mark.parametrize(
    ("ending", "settings", "reason"),
    [("silent", {"timeout": 0.4}, "silent for too long"), ("alive", {"deadline": 0.8}, "not done in time")],
)
def test_a_stream_that_stalls_is_given_up(
    ending: str, settings: dict[str, float], reason: str, small_store: Path, server: OpenAIServer
) -> None:
    """In the middle of a sentence; also when the server goes on sending signs of life."""
    server.replies.append(Words((*SAID, "Abara"), ending=ending, silence=6.0))  # type: ignore[arg-type]
    limits = Settings("m", server.url, "", **{"timeout": 20.0, **settings})  # type: ignore[arg-type]
    stalled = build_assistant(small_store, limits, read_index_settings())
    began = time.perf_counter()
    answer = stalled.invoke(message())
    assert time.perf_counter() - began < 5
    assert reason in answer.text and answer.citations and QUOTED[:-1] in answer.text


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
