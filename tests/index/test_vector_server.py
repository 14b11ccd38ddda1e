"""Vectors on a Chroma server: it may die, hang, lose or remember too much; what is found stays right."""

import json
import logging
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import chromadb
import pytest
from chromadb.api.client import Client

from index import vector_server
from index.chroma import IN_FOLDERS
from index.errors import ServerError, SettingsError
from index.searching import Searcher
from index.settings import read_settings
from index.vector_server import server_at
from index.wiring import build_chroma
from tests.index.fakes import QuotedLines
from tests.index.newsroom import Newsroom
from tests.index.ordeal import faults
from tests.index.served import Server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """One that the test may end."""
    (tmp_path / "chroma").mkdir()
    with Server(tmp_path / "chroma") as server:
        yield server


@pytest.fixture
def endangered(tmp_path: Path, server: Server) -> Newsroom:
    return Newsroom(tmp_path, chroma=server_at(server.url, "", ""))


@pytest.fixture
def served(tmp_path: Path, chroma_server: Server) -> Newsroom:
    return Newsroom(tmp_path, chroma=server_at(chroma_server.url, "", ""))


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits in a test for what does not come."""
    monkeypatch.setattr(vector_server, "READING_SECONDS", 1.0)
    monkeypatch.setattr(vector_server, "_PAUSE", 0.01)


def publish(newsroom: Newsroom, edition: int) -> None:
    for number in range(6):
        newsroom.write(f"{number}.md", f'"This is edition{edition} of the paper," said Anna Berg.', f"Page {number}")
    newsroom.update(QuotedLines())


def _of(newsroom: Newsroom, client: Client) -> list[str]:
    """The names of the collections of a store."""
    folders = {one.name: str((one.metadata or {}).get("folder")) for one in client.list_collections()}
    return [name for name, folder in folders.items() if folder.startswith(str(newsroom.store))]


def seen(newsroom: Newsroom) -> set[str]:
    """By a reader that starts now."""
    searcher = newsroom.searcher()
    try:
        return editions(searcher)
    finally:
        searcher.close()


def editions(searcher: Searcher) -> set[str]:
    hits = searcher.search("edition of the paper", 50)
    return {word for hit in hits for word in hit.item.text.split() if word.startswith("edition")}


def asks_chroma(searcher: Searcher) -> bool:
    with searcher._snapshots.current() as snapshot:
        return snapshot.vectors.neighbours.opened


def wait_for(held: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not held():
        assert time.monotonic() < until, "it never came to be"
        time.sleep(0.05)


@contextmanager
def client_of(server: Server) -> Iterator[Client]:
    client = cast(Client, chromadb.HttpClient(server.url))
    yield client
    vector_server.end(client)


def test_an_open_reader_outlives_a_killed_server(
    endangered: Newsroom, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    """It answers without it, says so in a line that names what to look at, and asks it again once it is back."""
    publish(endangered, 1)
    searcher = endangered.searcher()
    assert editions(searcher) == {"edition1"} and asks_chroma(searcher)
    server.kill()
    with caplog.at_level(logging.WARNING):
        assert editions(searcher) == {"edition1"}
    assert not asks_chroma(searcher)
    assert server.url in caplog.text and "INDEX_CHROMA_URL" in caplog.text
    server.start()
    wait_for(lambda: asks_chroma(searcher))
    publish(endangered, 2)
    assert editions(searcher) == {"edition2"}
    searcher.close()
    assert faults(endangered) == ()


def test_a_server_that_hangs_holds_no_answer_up(endangered: Newsroom, server: Server) -> None:
    """It is given up after READING_SECONDS, and a reader that starts meanwhile answers too."""
    publish(endangered, 1)
    searcher = endangered.searcher()
    assert asks_chroma(searcher)
    server.hang()
    assert editions(searcher) == {"edition1"} and not asks_chroma(searcher)
    searcher.close()
    late = endangered.searcher()
    assert editions(late) == {"edition1"} and not asks_chroma(late)
    late.close()


def test_an_update_without_its_server_says_so_and_the_next_ends_it(endangered: Newsroom, server: Server) -> None:
    """What was published answers meanwhile; nothing is embedded twice."""
    publish(endangered, 1)
    server.kill()
    with pytest.raises(ServerError, match="INDEX_CHROMA_URL"):
        publish(endangered, 2)
    searcher = endangered.searcher()
    assert editions(searcher) == {"edition1"}
    server.start()
    wait_for(lambda: asks_chroma(searcher))  # though nobody has mended the update
    endangered.embedder.embedded.clear()
    endangered.update(QuotedLines())
    assert not any("edition2" in text for text in endangered.embedder.embedded if text != "edition of the paper")
    assert editions(searcher) == {"edition2"}
    searcher.close()
    assert faults(endangered) == ()


def test_a_server_that_lost_its_collections_is_filled_from_the_ledger(served: Newsroom, chroma_server: Server) -> None:
    """Without asking the model; the emptied edition is replaced."""
    publish(served, 1)
    with client_of(chroma_server) as client:
        for one in _of(served, client):
            client.delete_collection(one)
    before = served.holdings()
    served.embedder.embedded.clear()
    served.update(QuotedLines())
    assert not any("edition1" in text for text in served.embedder.embedded)
    assert served.holdings() == before and faults(served) == ()


def test_a_store_put_back_from_a_backup_takes_no_later_vectors_for_its_own(served: Newsroom) -> None:
    """The server remembers what came after the backup; the same numbers now mean other words."""
    publish(served, 1)
    backup = served.store.with_name("backup")
    shutil.copytree(served.store, backup)
    publish(served, 2)
    shutil.rmtree(served.store)
    backup.rename(served.store)
    publish(served, 3)
    assert faults(served) == ()
    assert seen(served) == {"edition3"}


def test_two_stores_on_one_server_do_not_meet_and_old_editions_leave_it(
    served: Newsroom, chroma_server: Server, tmp_path: Path
) -> None:
    """Each has collections of its own; of a store two editions stay at most, the old one for those who read it."""
    other = Newsroom(tmp_path / "other", chroma=served.chroma)
    publish(served, 1)
    publish(other, 2)
    assert seen(served) == {"edition1"} and seen(other) == {"edition2"}
    for _ in range(3):
        served.update(QuotedLines(), full=True)
    with client_of(chroma_server) as client:
        assert (len(_of(served, client)), len(_of(other, client))) == (2 * 2, 2)
    assert seen(other) == {"edition2"} and faults(other) == () == faults(served)


def test_a_store_moves_to_a_server_and_back(served: Newsroom) -> None:
    """By its next update, from the ledger, without asking the model; a reader with the wrong setting answers too."""
    there, served.chroma = served.chroma, IN_FOLDERS
    publish(served, 1)
    before = served.holdings()
    served.embedder.embedded.clear()
    for chroma in (there, IN_FOLDERS):
        served.chroma = chroma
        served.update(QuotedLines())
        assert served.holdings() == before and faults(served) == ()
    assert not any("edition1" in text for text in served.embedder.embedded)


def test_a_reader_without_the_setting_is_told_of_it(served: Newsroom, caplog: pytest.LogCaptureFixture) -> None:
    """It answers all the same, by comparing."""
    publish(served, 1)
    served.chroma = IN_FOLDERS
    with caplog.at_level(logging.WARNING):
        assert seen(served) == {"edition1"}
    assert "set INDEX_CHROMA_URL" in caplog.text


def test_the_settings_name_a_server() -> None:
    """An address, headers, a file; what is none is refused by its name, and a header's value is never told."""
    assert build_chroma(read_settings({})) is IN_FOLDERS
    found = server_at("https://chroma.example:8443/", "Authorization: Bearer a:b; X-Team: news", "")
    assert found.url == "https://chroma.example:8443"
    assert found.headers == {"Authorization": "Bearer a:b", "X-Team": "news"}
    for url, headers, authority, named in [
        ("chroma.example:8000", "", "", "INDEX_CHROMA_URL"),
        ("https://", "", "", "INDEX_CHROMA_URL"),
        ("http://here", "Bearer secret", "", "INDEX_CHROMA_HEADERS"),
        ("https://here", "", "/no/such/file", "INDEX_CHROMA_CA"),
    ]:
        with pytest.raises(SettingsError, match=named) as refused:
            server_at(url, headers, authority)
        assert "secret" not in str(refused.value)


def test_what_is_no_chroma_server_is_told_as_such(tmp_path: Path) -> None:
    """A port that nobody listens on."""
    newsroom = Newsroom(tmp_path, chroma=server_at("http://127.0.0.1:9", "", ""))
    newsroom.write("a.md", "Boats sail.")
    with pytest.raises(ServerError, match="127"):
        newsroom.update()
    assert newsroom.ledger().generation == 0
    (mark,) = newsroom.store.rglob("server.json")
    assert len(json.loads(mark.read_text())) == 2
