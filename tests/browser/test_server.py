"""The server of the page, asked directly."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from email.message import Message as Headers
from pathlib import Path

import pytest

from assistant.page.desk import LateDesk
from index.coverage import Status
from index.errors import ServerError
from tests.browser.conftest import Serve
from tests.browser.desk import QueueDesk, article_of

ARTICLE = article_of("a1", "Treaty signed", "“Grain,” she said. <script>alert(1)</script>")


def get(address: str, headers: dict[str, str] | None = None, data: bytes | None = None) -> tuple[int, str, Headers]:
    request = urllib.request.Request(address, data, headers or {})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, response.read().decode(), response.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode(), error.headers


def test_the_routes_tell_what_is_there_and_what_is_not(serve: Serve) -> None:
    """/health tells readiness; /article the article, escaped, or why there is none; there is no other door."""
    home = serve(QueueDesk({"a1": ARTICLE}))
    status, health, _ = get(f"{home}health")
    assert (status, '"ready":true' in health, '"articles":1' in health) == (200, True, True)
    status, article, _ = get(f"{home}article?id=a1&sentences=15-33&words=16-21")
    assert (status, "<script" in article, "<mark>Grain</mark>" in article) == (200, False, True)
    assert get(f"{home}article?id=gone")[0] == 404
    assert get(f"{home}article?id=a1&words=x")[0] == 400
    assert all(get(f"{home}{path}")[0] >= 400 for path in ("docs", "openapi.json", "monitoring"))
    assert get(f"{home}gradio_api/info")[1] == '{"named_endpoints":{},"unnamed_endpoints":{}}'
    form = b'--x\r\nContent-Disposition: form-data; name="files"; filename="f"\r\n\r\n12345\r\n--x--\r\n'
    assert get(f"{home}gradio_api/upload", {"Content-Type": "multipart/form-data; boundary=x"}, form)[0] >= 400


def test_health_tells_when_the_index_can_no_longer_be_read(serve: Serve) -> None:
    """As when the server of its ledger is away: another chat is asked until it is back."""
    there = True

    class Leaving(QueueDesk):
        def status(self) -> Status:
            if not there:
                raise ServerError("the database is away")
            return super().status()

    home = serve(LateDesk(lambda: Leaving({"a1": ARTICLE})))
    assert get(f"{home}health")[0] == 200
    there = False
    status, health, _ = get(f"{home}health")
    assert (status, '"ready":false' in health, "cannot be read" in health) == (503, True, True)
    there = True
    assert get(f"{home}health")[0] == 200


def test_every_response_carries_the_policy(serve: Serve) -> None:
    """Nothing from elsewhere, nothing evaluated, and a nonce that serves once, on each script of the page."""
    home = serve(QueueDesk({"a1": ARTICLE}))
    policies = [get(home + path)[2]["content-security-policy"] for path in ("", "", "health", "page.js", "nowhere")]
    assert len(set(policies)) == len(policies)
    assert all("unsafe-eval" not in policy and "http" not in policy for policy in policies)
    _, page, headers = get(home, {"Accept": "text/html", "Accept-Encoding": "br, gzip"})
    nonce = headers["content-security-policy"].partition("'nonce-")[2].partition("'")[0]
    assert page.count("<script") == page.count(f'<script nonce="{nonce}"') > 0


SERVING = """
import socket, sys
from assistant.page.server import Site, serve_until_stopped
from assistant.page.update import Update
from tests.browser.desk import QueueDesk
door = socket.create_server(("127.0.0.1", 0))
print(door.getsockname()[1], flush=True)
serve_until_stopped(Site(QueueDesk({}), Update((sys.executable, "-c", sys.argv[1]))), door)
"""
UPDATING = "import os, time; open({!r}, 'w').write(str(os.getpid())); time.sleep(60)"


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_server_and_its_update(told: signal.Signals, tmp_path: Path) -> None:
    """Told to end while a page is open and the first index is being built, the server ends within seconds, says
    nothing of it, and leaves no process behind."""
    pid_file = tmp_path / "pid"
    command = [sys.executable, "-c", SERVING, UPDATING.format(str(pid_file))]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )
    with process:
        assert process.stdout is not None
        home = f"http://127.0.0.1:{process.stdout.readline().strip()}/"
        assert get(f"{home}health")[0] == 503
        stream = urllib.request.urlopen(f"{home}gradio_api/heartbeat/a-page-that-is-open", timeout=10)
        while not pid_file.exists() or not pid_file.read_text():
            time.sleep(0.05)
        started = time.monotonic()
        process.send_signal(told)
        _, said = process.communicate(timeout=20)
        stream.close()
    assert time.monotonic() - started < 8
    assert (process.returncode, said) == (0, "")
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid_file.read_text()), 0)
