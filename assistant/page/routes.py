"""What the server answers beside the page's views: /health, /article, an exchange as a file, the page's own assets."""

import json
from datetime import UTC, datetime
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from assistant.page.assets import joined
from assistant.page.desk import Desk
from assistant.page.english.ask import SCRIPT
from assistant.page.english.frame import NOT_READABLE
from assistant.page.escaping import escaped
from assistant.page.exporting import exported, file_name
from assistant.page.highlighting import article_html, missing_html
from assistant.page.opening import Opening
from assistant.page.place import read_place
from assistant.page.record import read_exchange
from assistant.page.reporting import Model

LARGEST = 4_000_000  # bytes of an exchange to export: a hundred citations of pages of text


def add_routes(app: FastAPI, desk: Desk, opening: Opening, model: Model | None) -> None:
    """Add them to `app`, answered by `desk` as soon as `opening` says that it can."""

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
