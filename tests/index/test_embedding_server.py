"""Embeddings from a server that speaks the OpenAI protocol: build and find, with its own address and key."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.__main__ import main
from tests.openai_server import WIDTH, OpenAIServer


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAIServer]:
    """Named by the index's own settings; the settings of the language model are lying about beside them."""
    with OpenAIServer() as server:
        monkeypatch.setenv("INDEX_EMBEDDING", "openai:some-embedder")
        monkeypatch.setenv("INDEX_OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "of-the-language-model")
        monkeypatch.setenv("OPENAI_BASE_URL", "https://elsewhere.example/v1")
        monkeypatch.setenv("OPENAI_API_BASE", "https://elsewhere.example/v1")
        yield server


def test_builds_and_finds(
    server: OpenAIServer, articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole path with a server's vectors; texts are sent as text, with the server's own key or none."""
    store = ["--store", str(tmp_path / "store"), "--json"]
    assert main([str(articles), "--no-statements", *store]) == 0
    assert json.loads(capsys.readouterr().out)["articles"] == 7
    assert main(["find", "hives on the roof of the mint", "--k", "1", *store]) == 0
    (result,) = json.loads(capsys.readouterr().out)["results"]
    assert result["path"] == "bees.txt"
    assert {request.path for request in server.requests} == {"/v1/embeddings"}
    assert {request.headers["authorization"] for request in server.requests} == {"Bearer none"}
    assert {request.payload["model"] for request in server.requests} == {"some-embedder"}
    assert all(isinstance(text, str) for request in server.requests for text in request.payload["input"])
    assert WIDTH != 384  # another width than the embedded default's, so no vector came from that


def test_uses_its_own_key(
    server: OpenAIServer, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """INDEX_OPENAI_API_KEY, never the language model's."""
    monkeypatch.setenv("INDEX_OPENAI_API_KEY", "of-the-index")
    assert main([str(articles / "bees.txt"), "--no-statements", "--store", str(tmp_path / "store")]) == 0
    assert {request.headers["authorization"] for request in server.requests} == {"Bearer of-the-index"}


def test_without_an_address_of_its_own_nothing_goes_to_the_language_models(
    server: OpenAIServer, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OPENAI_BASE_URL names where questions go; passages of the whole index are another matter."""
    monkeypatch.delenv("INDEX_OPENAI_BASE_URL")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("OPENAI_API_BASE", server.url)
    assert main([str(articles / "bees.txt"), "--no-statements", "--store", str(tmp_path / "store")]) != 0
    assert server.requests == []


def test_a_server_that_fails_is_an_error_with_its_name(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1, and what to check."""
    monkeypatch.setenv("INDEX_EMBEDDING", "openai:some-embedder")
    monkeypatch.setenv("INDEX_OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert main([str(articles / "bees.txt"), "--no-statements", "--store", str(tmp_path / "store")]) == 1
    assert "INDEX_OPENAI_BASE_URL" in capsys.readouterr().err
