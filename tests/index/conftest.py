"""What the tests of the index share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.vector_server import server_at
from tests.index.newsroom import Newsroom
from tests.index.served import PostgresServer, Server


@pytest.fixture
def newsroom(tmp_path: Path, request: pytest.FixtureRequest) -> Newsroom:
    """With all it keeps in its folder; in a test that is parametrised by `ANYWHERE`, with its vectors on a server too,
    and with its ledger and words on another."""
    param = getattr(request, "param", "folders")
    if param == "folders":
        return Newsroom(tmp_path)
    server: Server = request.getfixturevalue("chroma_server")
    chroma = server_at(server.url, "", "")
    if param == "server":
        return Newsroom(tmp_path, chroma=chroma)
    return Newsroom(tmp_path, chroma=chroma, place=request.getfixturevalue("postgres").engine)


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Chroma server on loopback, for every test that does not end it."""
    with Server(tmp_path_factory.mktemp("chroma")) as server:
        yield server


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server on loopback, for every test that does not end it."""
    with PostgresServer() as server:
        yield server
