"""The server: the page with its views and routes, under a policy that lets nothing in from elsewhere."""

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from types import FrameType

import gradio as gr
import uvicorn
from fastapi import FastAPI

from assistant.page.ask import ask_view
from assistant.page.assets import HEAD
from assistant.page.chat import Chat
from assistant.page.desk import Desk
from assistant.page.layout import build_page
from assistant.page.look.add import add_view
from assistant.page.look.additions import Additions
from assistant.page.look.articles import articles_view
from assistant.page.look.check import check_view
from assistant.page.look.speakers import speakers_view
from assistant.page.look.timeline import timeline_view
from assistant.page.opening import Opening
from assistant.page.policy import ContentPolicy
from assistant.page.reporting import Model
from assistant.page.routes import add_routes
from assistant.page.update import Update
from assistant.page.view import View
from assistant.serving.doors import Doors

PARTING_SECONDS = 2  # how long open pages may hold up a stop


@dataclass(frozen=True)
class Site:
    """What is served: who answers at the desk, how the index is brought up to date, and by which language model
    answers are written. Readers may add articles where there are `additions`; other programs may ask where
    there are `doors`."""

    desk: Desk
    update: Update
    model: Model | None = None
    additions: Additions | None = None
    doors: Doors | None = None


def build_app(site: Site) -> FastAPI:
    """The application. Its start begins the first index where there is none; its end stops an update."""
    doors = site.doors
    opening = Opening(site.desk, site.update)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(opening.begin)
        async with doors.running() if doors else nullcontext():
            yield
        site.update.stop()

    app = FastAPI(lifespan=life, openapi_url=None)
    app.add_middleware(ContentPolicy)
    add_routes(app, site.desk, opening, site.model)
    if doors:
        doors.add_routes(app)
        doors.guard(app)
    views = _views(site, opening)
    for view in views:
        view.routes(app)
    page = build_page(views, site.model, doors.readers if doors else None)
    if doors:
        doors.add_endpoints(page)
    gr.mount_gradio_app(
        app,
        page,
        path="",
        app_kwargs={"openapi_url": None},
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        mcp_server=False,
        max_file_size=1,  # bytes: the page takes no uploads
        theme=gr.themes.Base(font=("system-ui", "sans-serif"), font_mono=("ui-monospace", "monospace")),
        head=HEAD,
    )
    return app


def _views(site: Site, opening: Opening) -> tuple[View, ...]:
    """The views in the order of their tabs. Each is a room of its own."""
    desk, update = site.desk, site.update
    return (
        ask_view(Chat(desk, update, opening, site.doors.admitted) if site.doors else Chat(desk, update, opening)),
        speakers_view(desk.library),
        timeline_view(desk.library),
        articles_view(desk.library),
        check_view(desk),
        *([add_view(site.additions, update)] if site.additions else []),
    )


async def serve(site: Site, door: socket.socket) -> None:
    """Answer at `door`, a socket that is bound already, until a signal says to stop.

    The application is made inside the running loop, because Gradio opens loops of its own, and leaves them
    open, where it finds none."""
    server = server_of(build_app(site), site.doors)
    # A page that is open holds a stream that only its end ends: no error, and no reason for a traceback.
    logging.getLogger("uvicorn.error").addFilter(lambda _: not server.should_exit)
    await server.serve(sockets=[door])


class _Server(uvicorn.Server):
    """Finishes the answers under way before it closes its connections; a second signal does not wait for them."""

    def __init__(self, settings: uvicorn.Config, doors: Doors | None) -> None:
        super().__init__(settings)
        self._doors = doors

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._doors:
            await self._doors.finish(lambda: self.force_exit)
        await super().shutdown(sockets)


def server_of(app: FastAPI, doors: Doors | None, level: str = "warning") -> uvicorn.Server:
    """What serves the application."""
    return _Server(uvicorn.Config(app, log_level=level, timeout_graceful_shutdown=PARTING_SECONDS), doors)


def serve_until_stopped(site: Site, door: socket.socket) -> None:
    """Serve, and return when the process is told to end by SIGINT or SIGTERM."""
    signal.signal(signal.SIGTERM, _leave)  # uvicorn raises the signal again after its own clean end
    try:
        asyncio.run(serve(site, door))
    except KeyboardInterrupt:
        pass
    finally:
        site.update.stop()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)
