"""What these tests have: an assistant over a module's articles, and an OpenAI-protocol server on loopback."""

from collections.abc import Iterator

import pytest

from assistant.answering import Assistant
from assistant.settings import read_settings
from assistant.wiring import build_assistant
from index.settings import read_settings as read_index_settings
from index.wiring import UpdateOptions, update
from tests.openai_server import OpenAIServer


@pytest.fixture(scope="module")
def assistant(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Over the articles of the module that asks for it: its ARTICLES, file name -> text."""
    articles, store = tmp_path_factory.mktemp("articles"), tmp_path_factory.mktemp("store") / "index"
    for name, text in request.module.ARTICLES.items():
        (articles / name).write_text(text, encoding="utf-8")
    update(store, read_index_settings({}), [articles], UpdateOptions(full=False, statements=True), lambda *_: None)
    return build_assistant(store, read_settings({}), read_index_settings({}))


@pytest.fixture
def server() -> Iterator[OpenAIServer]:
    with OpenAIServer() as server:
        yield server
