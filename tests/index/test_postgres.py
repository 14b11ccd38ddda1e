"""The ledger on PostgreSQL: one writer, whoever dies; a server that goes away and comes back; many processes."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.__main__ import main
from index.errors import LockedError, ServerError, SettingsError
from index.ledger.postgres import Postgres
from index.settings import read_settings
from index.vector_server import server_at
from index.wiring import build_engine
from tests.index.fakes import QuotedLines
from tests.index.newsroom import Newsroom
from tests.index.ordeal import faults, fill
from tests.index.served import PostgresServer, Server

PAGES = 6
READER = """
import json, sys
from pathlib import Path
from index.ledger.postgres import Postgres
from index.vector_server import server_at
from tests.index.newsroom import Newsroom
folder, ledger, chroma = sys.argv[1:]
newsroom = Newsroom(Path(folder), chroma=server_at(chroma, "", ""), place=lambda _: Postgres(ledger))
searcher = newsroom.searcher()
for line in sys.stdin:
    hits = searcher.search("edition of the paper", 50)
    said = [one.words[0] for one in searcher.statements()]
    print(json.dumps([[hit.item.text for hit in hits], said]), flush=True)
searcher.close()
"""
WRITER = """
import sys, time
from index.ledger.postgres import Postgres
with Postgres(sys.argv[1]).writing():
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def served(tmp_path: Path, chroma_server: Server, postgres: PostgresServer) -> Newsroom:
    return Newsroom(tmp_path, chroma=server_at(chroma_server.url, "", ""), place=postgres.engine)


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """One that the test may end."""
    with PostgresServer() as server:
        yield server


@pytest.fixture
def endangered(tmp_path: Path, chroma_server: Server, server: PostgresServer) -> Newsroom:
    return Newsroom(tmp_path, chroma=server_at(chroma_server.url, "", ""), place=server.engine)


def publish(newsroom: Newsroom, edition: int) -> None:
    for number in range(PAGES):
        newsroom.write(f"{number}.md", f'"This is edition{edition} of the paper," said Anna Berg.', f"Page {number}")
    newsroom.update(QuotedLines())


def at_first(deed: Callable[[], None]) -> Callable[[str, int, int], None]:
    """Progress that does something once, when the first article is written."""
    due = [deed]
    return lambda *_: due.pop()() if due else None


def python(code: str, *arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", code, *arguments]
    root, pipe = Path(__file__).parents[2], subprocess.PIPE
    return subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True)


def test_a_second_writer_is_told_who_holds_the_ledger(served: Newsroom) -> None:
    """Though it holds another folder, for there is one ledger; it waits as long as it was told to."""
    publish(served, 1)
    with served.held(), pytest.raises(LockedError, match=f"process {os.getpid()} on .* since 20"):
        served.update()
    with served.held(), pytest.raises(LockedError), served.place(served.store).writing(0.5):
        pass
    assert served.update().unchanged == PAGES


def test_the_lock_of_a_killed_writer_holds_nobody_up(served: Newsroom, postgres: PostgresServer) -> None:
    """The server lets go of it when the connection ends."""
    with python(WRITER, postgres.url(served.store)) as writer:
        assert writer.stdout is not None and writer.stdout.readline() == "held\n"
        with pytest.raises(LockedError, match=f"process {writer.pid} "):
            served.update()
        writer.send_signal(signal.SIGKILL)
    with served.place(served.store).writing(10.0):
        pass


def test_an_open_reader_outlives_a_killed_server(endangered: Newsroom, server: PostgresServer) -> None:
    """While there is none it says so in one line, without the password; then it answers as before."""
    publish(endangered, 1)
    searcher = endangered.searcher()
    assert len(searcher.search("edition of the paper", 50)) == PAGES
    server.kill()
    for _ in range(2):
        with pytest.raises(ServerError, match=f"127.0.0.1:{server.port} .*INDEX_LEDGER_URL") as told:
            searcher.search("edition of the paper", 50)
        assert "\n" not in str(told.value) and server.password not in str(told.value)
    server.start()
    assert len(searcher.search("edition of the paper", 50)) == PAGES
    publish(endangered, 2)
    assert all("edition2" in hit.item.text for hit in searcher.search("edition of the paper", 50))
    searcher.close()


@pytest.mark.parametrize("comes_back", [False, True])
def test_an_update_that_loses_its_server_ends_and_the_next_goes_on(
    endangered: Newsroom, server: PostgresServer, tmp_path: Path, comes_back: bool
) -> None:
    """Also where the server is back at once, for the lock is not: somebody else may be writing."""
    fill(endangered, 1, articles=40)
    endangered.update(QuotedLines())
    fill(endangered, 2, articles=40)

    def end() -> None:
        server.kill()
        if comes_back:
            server.start()

    endangered.progress = at_first(end)
    with pytest.raises(ServerError, match="INDEX_LEDGER_URL"):
        endangered.update(QuotedLines())
    if not comes_back:
        server.start()
    endangered.update(QuotedLines())
    assert faults(endangered) == ()
    clean = Newsroom(tmp_path / "clean")
    clean.articles.rmdir()
    clean.articles.symlink_to(endangered.articles)
    clean.update(QuotedLines())
    assert endangered.holdings() == clean.holdings()


def test_a_ledger_put_back_from_a_backup_takes_no_later_words_and_vectors_for_its_own(
    served: Newsroom, postgres: PostgresServer
) -> None:
    """The folder and the Chroma server are of a later state, in which the same numbers mean other words."""
    publish(served, 1)
    dumped = postgres.dump(served.store)
    publish(served, 2)
    postgres.put_back(served.store, dumped)
    served.embedder.embedded.clear()
    publish(served, 3)
    assert faults(served) == ()
    searcher = served.searcher()
    assert all("edition3" in hit.item.text for hit in searcher.search("edition of the paper", 50))
    searcher.close()


def test_an_update_waits_for_a_server_that_is_just_starting(endangered: Newsroom, server: PostgresServer) -> None:
    """For some seconds."""
    publish(endangered, 1)
    server.kill()
    threading.Timer(0.3, server.start).start()
    assert endangered.update().unchanged == PAGES


def test_two_processes_answer_while_one_builds(
    served: Newsroom, chroma_server: Server, postgres: PostgresServer
) -> None:
    """Each sees every edition whole, words, vectors and statements, from the first question after it."""
    publish(served, 1)
    addresses = postgres.url(served.store), chroma_server.url
    readers = [python(READER, str(served.store.parent), *addresses) for _ in range(2)]
    try:
        for edition in range(1, 4):
            if edition > 1:
                publish(served, edition)
            for reader in readers:
                assert reader.stdin is not None and reader.stdout is not None
                print("ask", file=reader.stdin, flush=True)
                texts, said = json.loads(reader.stdout.readline())
                assert len(texts) == PAGES and all(f"edition{edition} " in text for text in texts)
                assert said == [f"This is edition{edition} of the paper"]
    finally:
        for reader in readers:
            reader.communicate()
    assert [reader.returncode for reader in readers] == [0, 0]


def test_every_command_works_over_it(
    served: Newsroom,
    chroma_server: Server,
    postgres: PostgresServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """From the settings, and with no ledger in the folder; an index is taken from it into a file, and into SQLite."""
    publish(served, 1)
    served.write("gone.md", "The zanzibar ledger is lost.")
    served.update(QuotedLines())
    before = served.holdings()
    file, local = tmp_path / "index.file", Newsroom(tmp_path / "local")

    def run(*arguments: str, store: Path = served.store) -> str:
        assert main([*arguments, "--store", str(store)]) == 0
        return capsys.readouterr().out

    monkeypatch.setenv("INDEX_CHROMA_URL", chroma_server.url)
    monkeypatch.setenv("INDEX_LEDGER_URL", postgres.url(served.store))
    assert f"{PAGES + 1} articles" in run("status")
    assert "0 added" in run(str(served.articles), "--dry-run")
    assert "edition1" in run("show", "0.md")
    assert "Anna Berg" in run("speakers")
    assert "no faults" in run("check")
    run("export", str(file))
    assert "forgotten: gone.md" in run("forget", "gone.md")
    run("compact")
    assert "no faults" in run("check")
    assert b"zanzibar" not in postgres.dump(served.store)
    assert not any(served.store.rglob("ledger*")) and not any(served.store.rglob("words"))
    monkeypatch.delenv("INDEX_LEDGER_URL")
    run("import", str(file), store=local.store)
    local.chroma = served.chroma
    assert local.holdings() == before


def test_no_message_tells_the_password(
    postgres: PostgresServer, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a wrong address, a wrong password, a refused query; not in the log, however much it tells."""
    secret = postgres.password
    caplog.set_level(logging.DEBUG)
    told = []
    for url in (f"postgresql:/news:{secret}@here/x", f"mysql://a:{secret}@here/x", f"postgresql://a:{secret}@here"):
        with pytest.raises(SettingsError, match="INDEX_LEDGER_URL") as refused:
            Postgres(url)
        told.append(str(refused.value))
    right = postgres.url(tmp_path)
    for url in (
        right.replace(secret, f"{secret}er"),
        right.replace("news:", "nobody:"),
        right.replace("/postgres?", "/none?"),
    ):
        with pytest.raises(ServerError, match="PostgreSQL") as failed:
            Postgres(url).is_there()
        told.append(str(failed.value))
    with pytest.raises(Exception, match="nowhere") as broken:
        Postgres(right).db.execute("SELECT * FROM nowhere WHERE body = ?", ("an article's words",))
    settings = read_settings({"INDEX_LEDGER_URL": right})
    told += [str(broken.value), repr(broken.value), repr(settings), repr(build_engine(tmp_path, settings)), caplog.text]
    assert not any(secret in one or "article's words" in one for one in told), told


def test_without_its_libraries_the_setting_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are an extra."""
    for name in [*sys.modules]:
        if name == "index.ledger.postgres" or name.split(".")[0] == "sqlalchemy":
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    settings = read_settings({"INDEX_LEDGER_URL": "postgresql://here/x"})
    with pytest.raises(SettingsError, match=r"\[models,postgres\]"):
        build_engine(tmp_path, settings)


def test_a_server_that_takes_no_connection_is_given_up(tmp_path: Path) -> None:
    """A port that nobody listens on: at once."""
    started = time.monotonic()
    with pytest.raises(ServerError, match=r"127\.0\.0\.1:9 "):
        Postgres("postgresql://news@127.0.0.1:9/news").is_there()
    assert time.monotonic() - started < 30
