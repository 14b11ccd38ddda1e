"""A real browser on a real server: skipped with a reason where there is no Chromium, unless it is required."""

import asyncio
import os
import shutil
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from assistant.page.desk import Desk
from assistant.page.server import build_app
from assistant.page.update import Update

QUIET = [
    "--no-sandbox",  # a container has none to offer
    "--disable-gpu",
    "--disable-background-networking",  # the browser's own requests would hide the page's
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass(slots=True)
class Visit:
    """A page that is open, and everything it did that it must not do."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        """Type a question, send it and wait for the end of its answer."""
        answered = self.page.locator("#chat .answer .exchange").count()
        self.page.locator("#box textarea").fill(question)
        self.page.keyboard.press("Enter")
        self.page.locator("#chat .answer .exchange").nth(answered).wait_for(state="attached")

    def marks(self) -> list[str]:
        """The highlighted words, as the reader sees them."""
        return self.page.locator("#article mark").all_inner_texts()


Open = Callable[..., Visit]
Serve = Callable[..., str]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        reason = "no Chromium found: install it (apt-get install chromium) or name it in CHROMIUM"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts the page over a desk; returns its address. Ends with the test."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(desk: Desk, update: Update | None = None) -> str:
        door = socket.create_server(("127.0.0.1", 0))
        started: Future[uvicorn.Server] = Future()
        served = _serving(desk, update or Update((sys.executable, "-c", "")), door, started)
        thread = threading.Thread(target=asyncio.run, args=(served,), daemon=True)
        thread.start()
        running.append((started.result(20), thread))
        return f"http://127.0.0.1:{door.getsockname()[1]}/"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(10)


async def _serving(desk: Desk, update: Update, door: socket.socket, started: "Future[uvicorn.Server]") -> None:
    app = build_app(desk, update, None)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
    with door:
        serving = asyncio.create_task(server.serve(sockets=[door]))
        while not server.started:
            await asyncio.sleep(0.02)
        started.set_result(server)
        await serving


@pytest.fixture
def visit(browser: Browser) -> Iterator[Open]:
    """Opens a page. When the test is over, the page must have loaded nothing from elsewhere, opened no dialog,
    and met no error: this holds for every browser test."""
    visits: list[Visit] = []

    def open_page(address: str, **options: Any) -> Visit:
        page = browser.new_context(**({"viewport": {"width": 1360, "height": 860}} | options)).new_page()
        visit = Visit(page)
        visits.append(visit)
        _watch(visit, urlsplit(address).netloc)
        page.goto(address)
        page.locator("#box textarea").wait_for()
        page.locator("#index-status .status").wait_for()
        return visit

    yield open_page
    for visit in visits:
        visit.page.context.close()
    assert [fault for visit in visits for fault in visit.faults] == []


def _watch(visit: Visit, home: str) -> None:
    page, note = visit.page, visit.faults.append

    def dialog(event: Any) -> None:
        note(f"dialog: {event.message}")
        event.dismiss()

    def request(event: Any) -> None:
        parts = urlsplit(event.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != home:
            note(f"request: {event.url}")

    page.on("dialog", dialog)
    page.on("request", request)
    page.on("pageerror", lambda event: note(f"page error: {event}"))
    page.on("console", lambda event: note(f"console: {event.text}") if event.type in ("error", "warning") else None)
