"""A server is asked in the strictest form it knows: a JSON schema, JSON, or prose; each is learnt once and logged."""

import json
import logging
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.question import Message
from assistant.settings import Settings
from assistant.wiring import build_assistant
from index.filters import EVERYTHING
from index.settings import read_settings as read_index_settings
from tests.openai_server import OpenAIServer, Refusal, Words

ASKED = Message("What did Lucan Abara say about the players?", (), EVERYTHING)
SAID = "Abara said he had no quarrel with the players"
CLAIMS = json.dumps({"answer": {"answerable": True, "claims": [{"text": f"{SAID}.", "sources": [1]}]}})


@pytest.fixture
def assistant(small_store: Path, server: OpenAIServer) -> Assistant:
    return build_assistant(small_store, Settings("some-model", server.url, "", 20.0), read_index_settings({}))


def forms(server: OpenAIServer) -> list[str]:
    """The form each request asked for."""
    return [request.payload.get("response_format", {}).get("type", "prose") for request in server.requests]


def test_a_server_that_knows_schemas_is_held_to_one(assistant: Assistant, server: OpenAIServer) -> None:
    """Its claims reach the reader as prose, under their labels."""
    server.replies.append(Words(tuple(CLAIMS)))
    answer = assistant.invoke(ASKED)
    assert answer.text == f"{SAID} [1]." and answer.standing == "grounded"
    assert forms(server) == ["json_schema"]


def test_the_first_claim_is_shown_while_the_second_is_written(assistant: Assistant, server: OpenAIServer) -> None:
    """Claims stream, though JSON is whole at its end only."""
    second = {"text": "Lucan Abara resigned on Thursday after eleven years.", "sources": [2]}
    two = json.dumps({"answer": {"answerable": True, "claims": [{"text": f"{SAID}.", "sources": [1]}, second]}})
    server.replies.append(Words((two[:-8], two[-8:])))
    parts = list(assistant.stream(ASKED))
    assert str(parts[0]).startswith(f"{SAID} [1].") and len(parts) > 1


@pytest.mark.parametrize("refused", [["json_schema"], ["json_schema", "json_object"]])
def test_a_form_that_is_refused_is_not_asked_for_again(
    refused: list[str], assistant: Assistant, server: OpenAIServer, caplog: pytest.LogCaptureFixture
) -> None:
    """The next less strict one is tried at once; the log says so; the second question begins there."""
    left = next(form for form in ("json_schema", "json_object", "prose") if form not in refused)
    reply = Words((f"{SAID} [1].",)) if left == "prose" else Words((CLAIMS,))
    server.replies.extend([Refusal(400, "response_format is not supported")] * len(refused))
    server.replies.extend([reply, reply])
    with caplog.at_level(logging.WARNING, "assistant"):
        answers = [assistant.invoke(ASKED), assistant.invoke(ASKED)]
    assert [answer.text for answer in answers] == [f"{SAID} [1]."] * 2
    assert forms(server) == [*refused, left, left]
    assert f"some-model is asked for {left}" in caplog.text


def test_a_server_that_heeds_no_form_is_read_as_prose(assistant: Assistant, server: OpenAIServer) -> None:
    """In the same reply: nothing is asked twice."""
    server.say(f"{SAID} [1].")
    assert assistant.invoke(ASKED).text == f"{SAID} [1]."
    server.say(f"{SAID} [1].")
    assistant.invoke(ASKED)
    assert forms(server) == ["json_schema", "json_object"]


def test_a_refusal_in_json_declines(assistant: Assistant, server: OpenAIServer) -> None:
    """As the agreed words do in prose."""
    server.say('{"answer": {"answerable": false}}')
    answer = assistant.invoke(ASKED)
    assert answer.standing == "declined" and "Searched: " in answer.text


def test_claims_that_cannot_be_read_are_asked_for_otherwise(assistant: Assistant, server: OpenAIServer) -> None:
    """JSON of another kind is no answer; the next form is."""
    server.say('{"verdict": 7}')
    server.say(CLAIMS)
    assert assistant.invoke(ASKED).text == f"{SAID} [1]."


def test_the_settings_reach_the_server(small_store: Path, server: OpenAIServer) -> None:
    """Temperature as set; evidence within its tokens."""
    settings = Settings("m", server.url, "", 20.0, temperature=0.7, evidence_tokens=100)
    few = build_assistant(small_store, settings, read_index_settings({}))
    server.replies.extend([Words((CLAIMS,))] * 2)
    few.invoke(ASKED)
    build_assistant(small_store, Settings("m", server.url, "", 20.0), read_index_settings({})).invoke(ASKED)
    payloads = [request.payload for request in server.requests]
    assert [payload["temperature"] for payload in payloads] == [0.7, 0.0]
    lengths = [len(payload["messages"][1]["content"]) for payload in payloads]
    assert lengths[0] < 700 < lengths[1]
