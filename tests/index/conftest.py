"""What the tests of the index share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.chroma import IN_FOLDERS
from index.vector_server import server_at
from tests.index.newsroom import Newsroom
from tests.index.served import Server


@pytest.fixture
def newsroom(tmp_path: Path, request: pytest.FixtureRequest) -> Newsroom:
    """With its vectors in folders; in a test that is parametrised by `ANYWHERE`, on a server too."""
    if getattr(request, "param", "folders") == "folders":
        return Newsroom(tmp_path, chroma=IN_FOLDERS)
    server: Server = request.getfixturevalue("chroma_server")
    return Newsroom(tmp_path, chroma=server_at(server.url, "", ""))


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Chroma server on loopback, for every test that does not end it."""
    with Server(tmp_path_factory.mktemp("chroma")) as server:
        yield server
