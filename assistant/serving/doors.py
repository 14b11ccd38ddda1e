"""The doors of one server beside its page: endpoints, tools and counts over one assistant."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager

import gradio as gr
from fastapi import FastAPI
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.routing import Route

from assistant.answering import Assistant
from assistant.serving.abilities import Abilities
from assistant.serving.endpoints import add_endpoints, reader_of
from assistant.serving.gate import Gate
from assistant.serving.metrics import Metrics
from assistant.serving.tools import Tools
from assistant.serving.underway import Underway
from assistant.serving.watched import Late


class Doors:
    """`build` opens the assistant: at the first question, for there may be no index before it."""

    def __init__(self, build: Callable[[], Assistant]) -> None:
        self.underway = Underway()
        self.metrics = Metrics(lambda: self.assistant.standing(), lambda: self.underway.total)
        self.assistant = Late(build, self.metrics)
        self._abilities = Abilities(self.assistant)
        self._gate = Gate(self.underway, self.metrics)
        self._tools = Tools(self._abilities, self._gate)

    def admitted(self, request: gr.Request) -> AbstractContextManager[None]:
        """Room for one more question from the page, as `Gate.admitted` gives it."""
        return self._gate.admitted("page", reader_of(request))

    def add_endpoints(self, page: gr.Blocks) -> None:
        with page:
            add_endpoints(self._abilities, self._gate)

    def add_routes(self, app: FastAPI) -> None:
        """Before the page, which takes every path that is left."""
        app.router.routes.extend(Route(path, self._tools) for path in ("/mcp", "/mcp/"))

        @app.get("/metrics")
        def metrics() -> Response:
            return Response(self.metrics.text(), media_type=CONTENT_TYPE_LATEST)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """The life of the server."""
        async with self._tools.running():
            yield
