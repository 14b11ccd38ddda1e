"""The server: the chat page, /health, /article, under a policy that lets nothing in from elsewhere."""

import asyncio
import json
import logging
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from datetime import UTC, datetime
from types import FrameType
from urllib.parse import quote

import gradio as gr
import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from assistant.page.ask import ask_view
from assistant.page.assets import HEAD, joined
from assistant.page.chat import Chat
from assistant.page.desk import Desk
from assistant.page.english.ask import SCRIPT
from assistant.page.english.frame import NOT_READABLE
from assistant.page.escaping import escaped
from assistant.page.exporting import exported, file_name
from assistant.page.highlighting import article_html, missing_html
from assistant.page.layout import build_page
from assistant.page.look.add import add_view
from assistant.page.look.additions import Additions
from assistant.page.look.articles import articles_view
from assistant.page.look.check import check_view
from assistant.page.look.speakers import speakers_view
from assistant.page.look.timeline import timeline_view
from assistant.page.opening import Opening
from assistant.page.place import read_place
from assistant.page.policy import ContentPolicy
from assistant.page.record import read_exchange
from assistant.page.reporting import Model
from assistant.page.update import Update
from assistant.page.view import View
from assistant.serving.doors import Doors

LARGEST = 4_000_000  # bytes of an exchange to export: a hundred citations of pages of text
PARTING_SECONDS = 2  # how long open pages may hold up a stop


def build_app(
    desk: Desk, update: Update, model: Model | None, additions: Additions | None = None, doors: Doors | None = None
) -> FastAPI:
    """The application. Its start begins the first index where there is none; its end stops an update. Readers
    may add articles where there are `additions`; other programs may ask where there are `doors`."""
    opening = Opening(desk, update)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(opening.begin)
        async with doors.running() if doors else nullcontext():
            yield
        update.stop()

    app = FastAPI(lifespan=life, openapi_url=None)
    app.add_middleware(ContentPolicy)
    _add_routes(app, desk, opening, model)
    if doors:
        doors.add_routes(app)
        doors.guard(app)
    views = _views(desk, update, opening, additions, doors)
    for view in views:
        view.routes(app)
    page = build_page(views, model, doors.readers if doors else None)
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


def _views(
    desk: Desk, update: Update, opening: Opening, additions: Additions | None, doors: Doors | None
) -> tuple[View, ...]:
    """The views in the order of their tabs. Each is a room of its own."""
    return (
        ask_view(Chat(desk, update, opening, doors.admitted) if doors else Chat(desk, update, opening)),
        speakers_view(desk.library),
        timeline_view(desk.library),
        articles_view(desk.library),
        check_view(desk),
        *([add_view(additions, update)] if additions else []),
    )


async def serve(
    desk: Desk,
    update: Update,
    model: Model | None,
    door: socket.socket,
    additions: Additions | None = None,
    doors: Doors | None = None,
) -> None:
    """Answer at `door`, a socket that is bound already, until a signal says to stop.

    The application is made inside the running loop, because Gradio opens loops of its own, and leaves them
    open, where it finds none."""
    app = build_app(desk, update, model, additions, doors)
    server = server_of(app, doors)
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


def serve_until_stopped(
    desk: Desk,
    update: Update,
    model: Model | None,
    door: socket.socket,
    additions: Additions | None = None,
    doors: Doors | None = None,
) -> None:
    """Serve, and return when the process is told to end by SIGINT or SIGTERM."""
    signal.signal(signal.SIGTERM, _leave)  # uvicorn raises the signal again after its own clean end
    try:
        asyncio.run(serve(desk, update, model, door, additions, doors))
    except KeyboardInterrupt:
        pass
    finally:
        update.stop()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def _add_routes(app: FastAPI, desk: Desk, opening: Opening, model: Model | None) -> None:
    @app.get("/health")
    def health() -> JSONResponse:
        if not opening.ready:
            return JSONResponse({"ready": False, "reason": opening.reason}, status_code=503)
        status = desk.status()
        if not status.generation:
            return JSONResponse({"ready": False, "reason": NOT_READABLE}, status_code=503)
        age = (
            round((datetime.now(UTC) - datetime.fromisoformat(status.indexed_at)).total_seconds())
            if status.indexed_at
            else None
        )
        told = {
            "articles": status.articles,
            "generation": status.generation,
            "indexed_at": status.indexed_at,
            "age": age,
        }
        return JSONResponse({"ready": True, **told, "model": model and model.name})

    @app.get("/fresh")
    def fresh() -> JSONResponse:
        """For the page itself: why it cannot answer yet, or which state of the index it answers from."""
        reason = opening.reason
        return JSONResponse({"reason": reason, "generation": 0 if reason else desk.status().generation})

    @app.get("/article")
    def article(request: Request) -> HTMLResponse:
        try:
            place = read_place(request.url.query)
        except ValueError as error:
            return HTMLResponse(f"<p>{escaped(str(error))}</p>", status_code=400)
        found = desk.article(place.article_id)
        if found is None:
            return HTMLResponse(missing_html(), status_code=404)
        return HTMLResponse(article_html(found, place))

    @app.post("/export/{form}")
    async def export(form: str, request: Request) -> Response:
        """An exchange that the browser holds, as a file: formatted here, remembered nowhere."""
        try:
            exchange = read_exchange(await _body(request))
            media_type, text = exported(exchange, form)
        except ValueError as error:
            return PlainTextResponse(str(error), status_code=400)
        name = file_name(exchange.asked, exchange.record.answered_at if exchange.record else "", form)
        headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
        return Response(text, media_type=f"{media_type}; charset=utf-8", headers=headers)

    _add_asset(app, "page.css", "text/css", joined("styles", ".css"))
    _add_asset(app, "page.js", "text/javascript", f"const WORDS = {json.dumps(SCRIPT)};\n{joined('scripts', '.js')}")


async def _body(request: Request) -> bytes:
    """The body, up to `LARGEST`. ValueError beyond it."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise ValueError(f"an exchange may have {LARGEST:,} bytes: this one is longer")
    return body


def _add_asset(app: FastAPI, name: str, media_type: str, text: str) -> None:
    @app.get(f"/{name}")
    def asset() -> Response:
        return Response(text, media_type=media_type, headers={"cache-control": "no-cache"})
