"""Who may enter, how wrong passwords are slowed, and how much one reader may ask."""

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.errors import BusyError, SettingsError
from assistant.serving.access import Access
from assistant.serving.bounds import RequestLimit
from assistant.serving.throttle import FREE, LONGEST_WAIT, Throttle
from assistant.serving.underway import Underway
from assistant.serving.users import Users, read_or_begin, read_users, write_users
from tests.serving.conftest import PASSWORD


@pytest.fixture
def client(users: Users) -> Iterator[TestClient]:
    async def who(request: Request) -> JSONResponse:
        return JSONResponse({"reader": request.scope["reader"]})

    app = Access(Starlette(routes=[Route("/", who), Route("/gradio_api/{rest:path}", who)]), lambda: users)
    with TestClient(app, base_url="http://desk.example", follow_redirects=False) as client:
        yield client


def test_the_file_keeps_no_password_and_no_token(tmp_path: Path) -> None:
    """What lets somebody in stands nowhere in the file; only its owner may read it."""
    file = tmp_path / "users.json"
    users = read_or_begin(file)
    users.with_password("Ida", PASSWORD)
    token = users.new_token("Ida")
    write_users(file, users)
    assert PASSWORD not in file.read_text() and token not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = read_users(file)
    assert (again.knows("Ida", PASSWORD), again.bearer(token)) == (True, "Ida")
    assert not again.knows("Ida", PASSWORD + "x") and not again.knows("Idb", PASSWORD) and again.bearer("") is None


def test_a_new_token_ends_the_old_one() -> None:
    """One token a name: what leaked is made worthless by asking for another."""
    users = Users("secret")
    old, new = users.new_token("Ida"), users.new_token("Ida")
    assert (users.bearer(old), users.bearer(new)) == (None, "Ida")


@pytest.mark.parametrize("name, password", [("", PASSWORD), ("a\nb", PASSWORD), ("Ida", "short"), ("Ida", "é" * 37)])
def test_what_will_not_do_is_refused(name: str, password: str) -> None:
    """A name that would break a log line; a password too short, or with a tail that bcrypt does not read."""
    with pytest.raises(SettingsError):
        Users("secret").with_password(name, password)


@pytest.mark.parametrize("text", ["", "{}", '{"secret": "", "passwords": {}, "tokens": {}}', "\x00"])
def test_a_file_that_is_no_users_file_says_how_to_make_one(tmp_path: Path, text: str) -> None:
    """Neither a damaged nor an empty file lets anybody in."""
    (tmp_path / "users.json").write_text(text)
    with pytest.raises(SettingsError, match="add-user"):
        read_users(tmp_path / "users.json")


@given(st.text(max_size=90), st.text(max_size=90))
def test_no_other_words_open(users: Users, name: str, password: str) -> None:
    """Whatever is typed, NUL and surrogates included, is compared and not fallen over."""
    assert users.knows(name, password) == (name == "Ida" and password == PASSWORD)


def test_nothing_is_served_without_a_log_in(client: TestClient) -> None:
    """A browser is led to the log-in page, a program is told what to send; only that page is open."""
    browser = client.get("/", headers={"accept": "text/html"})
    assert (browser.status_code, browser.headers["location"]) == (303, "login")
    for path in ("/", "/gradio_api/info", "/gradio_api/mcp/", "/gradio_api/call/ask", "/metrics", "/article"):
        answer = client.get(path)
        assert (answer.status_code, "Bearer" in answer.json()["error"]) == (401, True)
    assert client.get("/", headers={"authorization": "Bearer wrong"}).status_code == 401
    assert client.get("/", headers={"cookie": "session=forged.sig; x"}).status_code == 401
    assert client.get("/", headers={"host": "desk.example/health?"}).status_code == 401
    assert client.get("/login").status_code == 200


def test_a_log_in_lasts_and_a_log_out_ends_it(client: TestClient) -> None:
    """The session is a signed cookie that scripts cannot read and other sites cannot send."""
    answer = client.post("/login", data={"name": "Ida", "password": PASSWORD})
    told = answer.headers["set-cookie"].casefold()
    assert (answer.status_code, "httponly" in told, "samesite=strict" in told, "max-age=43200" in told) == (
        303,
        *[True] * 3,
    )
    assert client.get("/").json() == {"reader": "Ida"}
    client.get("/logout")
    assert client.get("/").status_code == 401


def test_a_token_names_its_reader(client: TestClient, users: Users) -> None:
    """Programs need no cookie."""
    assert client.get("/", headers={"authorization": f"bearer {users.new_token('Ida')}"}).json() == {"reader": "Ida"}


def test_wrong_passwords_are_slowed(client: TestClient) -> None:
    """After some failures the next try must wait, even the right one; what was typed never comes back raw."""
    tries = [client.post("/login", data={"name": "<b>", "password": "x"}) for _ in range(FREE + 1)]
    assert {one.status_code for one in tries} == {401} and not any("<b>" in one.text for one in tries)
    waiting = client.post("/login", data={"name": "Ida", "password": PASSWORD})
    assert (waiting.status_code, int(waiting.headers["retry-after"]) >= 0) == (429, True)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"name=" + b"x" * 10_000, json.dumps({"name": "Ida"}).encode()])
def test_no_form_is_too_odd(client: TestClient, body: bytes) -> None:
    """What is no form of ours is refused, and refused alone."""
    assert client.post("/login", content=body).status_code in (400, 401)


def test_waits_double_and_are_forgotten() -> None:
    """Three mistakes are free, then 1, 2, 4 ... seconds up to five minutes; success or an hour clears them."""
    now = 0.0
    throttle = Throttle(lambda: now)
    waits = []
    for _ in range(FREE + 12):
        throttle.failed("a")
        waits.append(throttle.wait("a"))
    assert waits[: FREE + 3] == [0.0] * FREE + [1.0, 2.0, 4.0] and waits[-1] == LONGEST_WAIT
    assert throttle.wait("b") == 0.0
    throttle.passed("a")
    assert throttle.wait("a") == 0.0


def test_a_reader_cannot_take_all_the_room() -> None:
    """One reader has some answers under way, all together more; the rest are told to come again."""
    underway = Underway(most=3, most_of_one=2)
    with underway.one_more("a"), underway.one_more("a"):
        with pytest.raises(BusyError, match="wait for one"), underway.one_more("a"):
            pass
        with underway.one_more("b"), pytest.raises(BusyError, match="Try again"), underway.one_more("c"):
            pass
    assert underway.total == 0


def test_a_request_that_is_too_large_is_refused() -> None:
    """By its claim, and by what really comes where it claims nothing."""

    async def echo(request: Request) -> JSONResponse:
        return JSONResponse({"length": len(await request.body())})

    app = RequestLimit(Starlette(routes=[Route("/", echo, methods=["POST"])]), largest=1000)
    with TestClient(app) as client:
        assert client.post("/", content=b"x" * 1000).json() == {"length": 1000}
        assert client.post("/", content=b"x" * 1001).status_code == 413
        assert client.post("/", content=iter([b"x" * 600, b"x" * 600])).status_code == 413
