"""A real browser on a real server: skipped with a reason where there is no Chromium, unless it is required."""

import asyncio
import os
import shutil
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from assistant.page.desk import Desk
from assistant.page.look.additions import Additions
from assistant.page.server import Site, build_app
from assistant.page.update import Update
from assistant.settings import read_settings
from assistant.wiring import build_assistant
from index.settings import read_settings as read_index_settings

QUIET = [
    "--no-sandbox",  # a container has none to offer
    "--disable-gpu",
    "--disable-background-networking",  # the browser's own requests would hide the page's
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
CLOSING = "AbortError: signal is aborted without reason"  # Gradio, of a stream that it closed itself


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

    def settled(self, name: str) -> None:
        """Wait until the view shows what the address tells."""
        self.page.wait_for_timeout(50)  # the event that the address has changed comes first
        self.page.locator(f"#mount-{name}[aria-busy=false]").wait_for()

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
    with ExitStack() as running:
        yield lambda desk, update=None, additions=None: running.enter_context(_served(desk, update, additions))


@pytest.fixture(scope="session")
def home(small_store: Path) -> Iterator[str]:
    """The address of the page over the small store (tests/conftest.py), for tests that change nothing."""
    with _served(build_assistant(small_store, read_settings(), read_index_settings())) as address:
        yield address


@contextmanager
def _served(desk: Desk, update: Update | None = None, additions: Additions | None = None) -> Iterator[str]:
    door = socket.create_server(("127.0.0.1", 0))
    started: Future[uvicorn.Server] = Future()
    site = Site(desk, update or Update((sys.executable, "-c", "")), additions=additions)
    thread = threading.Thread(target=asyncio.run, args=(_serving(site, door, started),), daemon=True)
    thread.start()
    server = started.result(20)
    yield f"http://127.0.0.1:{door.getsockname()[1]}/"
    server.should_exit = True
    thread.join(10)


async def _serving(site: Site, door: socket.socket, started: "Future[uvicorn.Server]") -> None:
    server = uvicorn.Server(uvicorn.Config(build_app(site), log_level="error", timeout_graceful_shutdown=1))
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
        page.locator("#index-status .status").wait_for(state="attached")
        page.locator(".mount .screen" if "#" in address else "#box textarea").first.wait_for()
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

    def console(event: Any) -> None:
        if event.type in ("error", "warning") and not event.text.startswith(CLOSING):
            note(f"console: {event.text}")

    page.on("dialog", dialog)
    page.on("request", request)
    page.on("pageerror", lambda event: note(f"page error: {event}"))
    page.on("console", console)
