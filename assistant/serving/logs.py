"""One line of JSON a request, with an id that its answer carries too; no word of a question or an article in it."""

import json
import logging
import re
import secrets
import sys
import time
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("assistant.requests")
request_id: ContextVar[str] = ContextVar("request_id", default="")
_GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}")  # an id from a proxy in front, if it can do no harm in a log
_QUIET = ("/assets/", "/static/", "/theme.css", "/gradio_api/heartbeat/", "/health")  # said every second, tells nothing


class RequestLog:
    """Middleware: who asked for what, what came of it, how long it took."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id.set(given if _GIVEN.fullmatch(given) else secrets.token_hex(8))
        started, status = time.perf_counter(), 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(raw=message["headers"])["x-request-id"] = request_id.get()
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            level = logging.DEBUG if scope["path"].startswith(_QUIET) else logging.INFO
            fields = {"method": scope["method"], "path": scope["path"], "status": status, "reader": scope.get("reader")}
            log.log(
                level, "request", extra={"fields": fields | {"ms": round(1000 * (time.perf_counter() - started), 1)}}
            )


class Lines(logging.Formatter):
    """A line of JSON a record: when, how grave, which request, what."""

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.casefold(),
            "request": request_id.get() or None,
            "told": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            fields["error"], fields["trace"] = _fault(record.exc_info[1])
        return json.dumps(fields, ensure_ascii=True)


def _fault(error: BaseException | None) -> tuple[str, list[str]]:
    """Its kind, and where it came about: not its message, in which words of a question or an article may stand."""
    frames = traceback.extract_tb(error.__traceback__ if error else None)
    return type(error).__name__, [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def log_to_stderr(level: str) -> None:
    """All logs of this process as lines of JSON; `level` is error, warning, info or debug."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for chatty in ("httpx", "chromadb", "mcp", "urllib3"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
