"""The real application behind its log-in: no door is left open, and a stop finishes what was begun."""

import io
import json
import logging
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from gradio_client import Client
from starlette.routing import BaseRoute

import app
from assistant.serving.doors import Doors
from assistant.serving.logs import Lines
from assistant.serving.users import Users, UsersFile
from tests.serving.conftest import PASSWORD, PLAIN, app_of, awaited, doors_of, served

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def guarded(small_store: Path, users: Users) -> Iterator[str]:
    with served(doors_of(small_store, lambda: users)) as home:
        yield home


def get(address: str, data: bytes | None = None, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(address, data, {key.replace("_", "-"): told for key, told in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def paths_of(routes: Iterable[BaseRoute], before: str = "") -> Iterator[str]:
    """Every path of an application and of those mounted and included in it, with a word for each parameter."""
    for route in routes:
        path = before + re.sub(r"\{.*?\}", "csv", getattr(route, "path", ""))
        yield path
        inner = getattr(route, "original_router", route)  # FastAPI keeps an included router as it is
        yield from paths_of(getattr(inner, "routes", None) or (), path)


async def routes_of(store: Path) -> Sequence[BaseRoute]:
    """Within a running loop, as Gradio wants it (assistant/page/server.py)."""
    return app_of(doors_of(store)).routes


def test_every_route_wants_a_log_in(guarded: str, small_store: Path) -> None:
    """Each path that the application has, Gradio's too, tells a stranger nothing, by GET and by POST, with no token
    and with a wrong one. Only whether it can serve, and what the log-in page needs, is open."""
    paths = {*paths_of(awaited(lambda: routes_of(small_store)))}
    assert {"/mcp", "/metrics", "/article", "/check", "/page.js", "/gradio_api/queue/join", "/config"} < paths
    for path in sorted(paths - {"", "/health", "/page.css", "/login", "/logout"}):
        address = guarded.rstrip("/") + path
        for data in (None, b"{}"):
            assert get(address, data)[0] == 401, path
            assert get(address, data, authorization="Bearer wrong")[0] == 401, path
    assert get(f"{guarded}health")[0] == 200 and "Log in" in get(f"{guarded}login")[1]


def test_a_token_opens_endpoints_and_tools(guarded: str, users: Users) -> None:
    """Programs send it with every call; without it Gradio's client cannot even begin."""
    token = users.new_token("Ida")
    client = Client(guarded, headers={"Authorization": f"Bearer {token}"}, **PLAIN)
    assert client.predict("Who keeps bees?", api_name="/ask")["standing"] == "grounded"
    listing = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}).encode()
    kinds = {"content_type": "application/json", "accept": "application/json, text/event-stream"}
    assert get(f"{guarded}mcp", listing, **kinds)[0] == 401
    status, told = get(f"{guarded}mcp", listing, **kinds, authorization=f"Bearer {token}")
    assert status == 200 and "check_text" in told
    assert "whosaid_questions_total" in get(f"{guarded}metrics", authorization=f"Bearer {token}")[1]
    with pytest.raises(Exception, match="credentials were not provided"):
        Client(guarded, **PLAIN)


def test_a_log_in_opens_the_page(guarded: str) -> None:
    """With name and password a browser is given a session, and the page."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    form = urllib.parse.urlencode({"name": "Ida", "password": PASSWORD}).encode()
    with opener.open(f"{guarded}login", form, timeout=20) as response:
        assert (response.status, response.url, "gradio" in response.read().decode()) == (200, guarded, True)


@pytest.mark.parametrize(
    "path", ["gradio_api/call/ask", "mcp", "check", "export/csv", "login", "gradio_api/queue/join"]
)
def test_ten_megabytes_are_refused(guarded: str, home: str, path: str) -> None:
    """At the door, log-in or not."""
    for address in (guarded, home):
        try:
            assert get(address + path, b"x" * 10_000_000, content_type="application/json")[0] in (401, 413)
        except urllib.error.URLError as error:  # refused while it was still being sent
            assert isinstance(error.reason, ConnectionError)


def test_who_is_added_or_removed_needs_no_restart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`add-user` reads a password where there is no terminal; a users file that is gone lets nobody in."""
    file = tmp_path / "users.json"
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert app.main(["add-user", str(file), "Ida"]) == 0
    users = UsersFile(file)
    assert users().knows("Ida", PASSWORD)
    monkeypatch.setattr("sys.stdin", io.StringIO("another long password\n"))
    assert app.main(["add-user", str(file), "Ola"]) == 0
    assert users().knows("Ola", "another long password") and users().knows("Ida", PASSWORD)
    file.unlink()
    assert not users().knows("Ida", PASSWORD)


def test_the_start_says_who_can_reach_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing on loopback, a plain warning elsewhere; a users file that is none ends the start with the remedy."""
    assert app._warning("127.0.0.1", False) == app._warning("::1", False) == ""
    assert "--auth" in app._warning("0.0.0.0", False) and "TLS" in app._warning("::", True)
    assert app.main(["--port", "0", "--auth", str(tmp_path / "none"), "--store", str(tmp_path / "store")]) == 1
    assert "add-user" in capsys.readouterr().err


def test_a_page_elsewhere_cannot_ask_through_a_browser(small_store: Path) -> None:
    """Without a log-in, on loopback, a request must name this machine: a stranger's name that leads here does not."""
    assert app._hosts("0.0.0.0", False) == app._hosts("127.0.0.1", True) == []
    with served(doors_of(small_store, hosts=app._hosts("127.0.0.1", False))) as home:
        for name in ("localhost", "127.0.0.1:1234", "[::1]:80"):
            assert get(f"{home}page.css", host=name)[0] == 200, name
        for name in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "evil.example@localhost"):
            assert get(f"{home}page.css", host=name)[0] == 400, name
        assert Client(home, **PLAIN).predict("Who keeps bees?", api_name="/ask")["standing"] == "grounded"


def test_a_line_of_the_log_holds_no_word_of_a_reader() -> None:
    """An error is told by its kind and place: its message may hold a question."""
    try:
        raise ValueError("What did Ida ask?")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "", 0, "ask failed", None, (type(error), error, error.__traceback__)
        )
    line = Lines().format(record)
    told: dict[str, Any] = json.loads(line)
    assert "Ida" not in line and (told["error"], told["told"], len(told["trace"])) == ("ValueError", "ask failed", 1)


def test_a_stop_finishes_the_answers_under_way(small_store: Path) -> None:
    """Told to stop while an answer is written, the server goes on until it is whole, and begins no other."""
    doors: Doors = doors_of(small_store)
    context = served(doors)
    home = context.__enter__()
    client = Client(home, **PLAIN)
    answering = doors.underway.one_more("somebody")
    answering.__enter__()
    stopping = threading.Thread(target=context.__exit__, args=(None, None, None))
    stopping.start()
    time.sleep(0.5)
    assert get(f"{home}health")[0] == 200
    with pytest.raises(Exception, match="stopping"):
        client.predict("Who keeps bees?", api_name="/ask")
    answering.__exit__(None, None, None)
    stopping.join(10)
    assert not stopping.is_alive()
    with pytest.raises(urllib.error.URLError):
        get(f"{home}health")
