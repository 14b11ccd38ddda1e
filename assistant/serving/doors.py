"""The doors of one server beside its page: endpoints, tools and counts over one assistant."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractContextManager, asynccontextmanager

import gradio as gr
from fastapi import FastAPI
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Route

from assistant.answering import Assistant
from assistant.serving.abilities import Abilities
from assistant.serving.access import Access
from assistant.serving.bounds import RequestLimit
from assistant.serving.endpoints import add_endpoints, reader_of
from assistant.serving.gate import Gate
from assistant.serving.logs import RequestLog
from assistant.serving.metrics import Metrics
from assistant.serving.tools import Tools
from assistant.serving.underway import Underway
from assistant.serving.users import Users
from assistant.serving.watched import Late

FINISHING = 30.0  # seconds that a stop waits for answers; a model's take the longest


class Doors:
    """`build` opens the assistant: at the first question, for there may be no index before it. With `users` nobody
    enters without a log-in or a token. With `hosts` requests must name one of them: a web page elsewhere, whose name
    is turned to this machine (DNS rebinding), could else read every article with its visitor's browser."""

    def __init__(
        self, build: Callable[[], Assistant], users: Callable[[], Users] | None = None, hosts: Sequence[str] = ()
    ) -> None:
        self._users, self._hosts = users, hosts
        self.underway = Underway()
        self.metrics = Metrics(lambda: self.assistant.standing(), lambda: self.underway.total)
        self.assistant = Late(build, self.metrics)
        self._abilities = Abilities(self.assistant)
        self._gate = Gate(self.underway, self.metrics)
        self._tools = Tools(self._abilities, self._gate)

    def admitted(self, request: gr.Request) -> AbstractContextManager[None]:
        """Room for one more question from the page, as `Gate.admitted` gives it."""
        return self._gate.admitted("page", reader_of(request))

    @property
    def readers(self) -> Callable[[gr.Request], str] | None:
        """Names who asks, where everybody must log in."""
        return reader_of if self._users else None

    def add_endpoints(self, page: gr.Blocks) -> None:
        with page:
            add_endpoints(self._abilities, self._gate)

    def add_routes(self, app: FastAPI) -> None:
        """Before the page, which takes every path that is left."""
        app.router.routes.extend(Route(path, self._tools) for path in ("/mcp", "/mcp/"))

        @app.get("/metrics")
        def metrics() -> Response:
            return Response(self.metrics.text(), media_type=CONTENT_TYPE_LATEST)

    def guard(self, app: FastAPI) -> None:
        """Puts before all that `app` has: the log, the limit on what is sent, and the log-in."""
        if self._users:
            app.add_middleware(Access, users=self._users)
        if self._hosts:
            app.add_middleware(TrustedHostMiddleware, allowed_hosts=self._hosts, www_redirect=False)
        app.add_middleware(RequestLimit)
        app.add_middleware(RequestLog)

    async def finish(self, hurried: Callable[[], bool] = lambda: False) -> None:
        """Let no more questions in, and wait for the answers under way: for so long, and not when `hurried`."""
        self.underway.close()
        until = time.monotonic() + FINISHING
        while self.underway.total and time.monotonic() < until and not hurried():
            await asyncio.sleep(0.05)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The life of the server."""
        async with self._tools.running():
            yield
