"""The real application on loopback, over the small store (tests/conftest.py)."""

import asyncio
import socket
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI

from assistant.page.desk import LateDesk
from assistant.page.server import Site, build_app, server_of
from assistant.page.update import Update
from assistant.serving.doors import Doors
from assistant.serving.users import Users
from assistant.settings import read_settings
from assistant.wiring import build_assistant
from index.settings import read_settings as read_index_settings

# Gradio's client takes a result with a "path" for a file to fetch, which an article's path is not.
PLAIN: dict[str, Any] = {"download_files": False, "verbose": False, "analytics_enabled": False}


PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def users() -> Users:
    users = Users("secret")
    users.with_password("Ida", PASSWORD)
    return users


def doors_of(store: Path, users: Callable[[], Users] | None = None, hosts: Sequence[str] = ()) -> Doors:
    return Doors(lambda: build_assistant(store, read_settings(), read_index_settings()), users, hosts)


def app_of(doors: Doors) -> FastAPI:
    return build_app(Site(LateDesk(doors.assistant), Update((sys.executable, "-c", "")), doors=doors))


@contextmanager
def served(doors: Doors) -> Iterator[str]:
    """The address of the application, which is made inside the running loop (assistant/page/server.py)."""
    door = socket.create_server(("127.0.0.1", 0))
    started: Future[uvicorn.Server] = Future()
    thread = threading.Thread(target=asyncio.run, args=(_serving(doors, door, started),), daemon=True)
    thread.start()
    server = started.result(30)
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join(10)


async def _serving(doors: Doors, door: socket.socket, started: "Future[uvicorn.Server]") -> None:
    server = server_of(app_of(doors), doors, "error")
    with door:
        serving = asyncio.create_task(server.serve(sockets=[door]))
        while not server.started:
            await asyncio.sleep(0.02)
        started.set_result(server)
        await serving


@pytest.fixture(scope="session")
def doors(small_store: Path) -> Doors:
    return doors_of(small_store)


@pytest.fixture(scope="session")
def home(doors: Doors) -> Iterator[str]:
    """The address of the application, for tests that change nothing."""
    with served(doors) as address:
        yield address


def awaited(work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """What it gives, from a loop in a thread of its own: where a browser test came before, this thread has a loop that
    runs already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(work())).result()
