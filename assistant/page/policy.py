"""What the page may load and run: a Content-Security-Policy on every response."""

import re
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SCRIPT_TAG = re.compile(rb"<script(?=[\s>])")


def policy(nonce: str) -> str:
    """Everything from this server alone; of inline scripts, those that carry `nonce`; nothing evaluated.

    Inline styles stay allowed, because Gradio writes them; without another host to reach, they leak nothing.
    """
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        "base-uri 'self'; form-action 'none'; frame-ancestors 'none'"
    )


class ContentPolicy:
    """Middleware that sends the policy, and puts a fresh nonce on the scripts of Gradio's own page.

    Gradio's page carries inline scripts; a nonce for these alone makes any other one dead text.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if "text/html" in Headers(scope=scope).get("accept", ""):
            plain = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
            scope = {**scope, "headers": plain}  # compressed, the page could not be given its nonces
        await self._app(scope, receive, _Sender(send))


class _Sender:
    """Passes a response on with the policy; an HTML page waits until it is whole and has its nonces."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._nonce = secrets.token_urlsafe(16)
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            headers["content-security-policy"] = policy(self._nonce)
            headers["x-content-type-options"] = "nosniff"
            headers["referrer-policy"] = "no-referrer"
            if headers.get("content-type", "").startswith("text/html"):
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self._start)
            return
        await self._send(message)

    async def _finish(self, start: Message) -> None:
        nonce = f'<script nonce="{self._nonce}"'.encode()
        body = _SCRIPT_TAG.sub(nonce, self._body)
        MutableHeaders(raw=start["headers"])["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})
