"""The door: a log-in page and tokens before everything else, as middleware, so that no route can forget it."""

import json
from collections.abc import Callable
from html import escape
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from itsdangerous import BadSignature, TimestampSigner
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.serving.throttle import Throttle
from assistant.serving.users import Users

SESSION = "session"
LASTS = 12 * 3600  # seconds; a working day
OPEN = frozenset(("/health", "/login", "/page.css"))  # what tells nothing of articles and readers
LONGEST_FORM = 4096  # bytes

LOGIN = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Log in: Who said what</title>
<link rel="stylesheet" href="page.css"></head><body class="login"><main><h1>Who said what</h1>
<form method="post" action="login"><p role="alert">{trouble}</p>
<p><label for="name">Name</label><br><input id="name" name="name" autocomplete="username" required autofocus></p>
<p><label for="password">Password</label><br><input id="password" name="password" type="password"
autocomplete="current-password" required></p><p><button>Log in</button></p></form>
<p>Every reader sees every article. Your conversations stay in your browser.</p></main></body></html>"""


LOGIN_POLICY = {
    "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


class Access:
    """Middleware that lets in who has a session or a token, and knows them by name in ``scope["reader"]``.

    `users` is asked at every request, so that a file that changes needs no restart. A token is sent as
    ``Authorization: Bearer TOKEN``; with 256 random bits it cannot be guessed. Passwords can: each failed log-in
    slows the next from that address or for that name.
    """

    def __init__(self, app: ASGIApp, users: Callable[[], Users]) -> None:
        self._app, self._users = app, users
        self._throttle = Throttle()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "websocket":  # nothing of ours speaks it; what cannot be guarded stays shut
                await send({"type": "websocket.close", "code": 1008})
                return
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        path = scope["path"]  # as routes match it; the URL has the caller's own Host in it
        if path == "/login" and request.method == "POST":
            answer: Response | None = await self._log_in(request)
        elif path == "/login":
            answer = _login_page("", 200)
        elif path == "/logout":
            answer = _goodbye()
        elif path in OPEN:
            answer = None
        else:
            answer = self._barred(request, scope)
        await (self._app if answer is None else answer)(scope, receive, send)

    def _barred(self, request: Request, scope: Scope) -> Response | None:
        """None for who may enter, whose name is noted; else what they are told."""
        users = self._users()
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        name = users.bearer(token.strip()) if kind.casefold() == "bearer" else _reader(request, users)
        if name is not None:
            scope["reader"] = name
            return None
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return RedirectResponse("login", 303)
        return JSONResponse(
            {"error": "log in, or send a token: Authorization: Bearer TOKEN"}, 401, {"www-authenticate": "Bearer"}
        )

    async def _log_in(self, request: Request) -> Response:
        try:
            form = await _form(request)
        except ValueError as error:
            return _login_page(str(error), 400)
        name, password = form.get("name", ""), form.get("password", "")
        keys = _address(request), f"name {name}"
        if wait := self._throttle.wait(*keys):
            return _login_page(f"Too many tries. Wait {wait:.0f} seconds.", 429, {"retry-after": f"{wait:.0f}"})
        users = self._users()
        if not await run_in_threadpool(users.knows, name, password):  # a hash takes a quarter of a second
            self._throttle.failed(*keys)
            return _login_page("Name or password is wrong.", 401)
        self._throttle.passed(*keys)
        answer = RedirectResponse("./", 303)
        secure = request.url.scheme == "https"
        session = _signer(users).sign(json.dumps(name)).decode()
        answer.set_cookie(SESSION, session, LASTS, httponly=True, samesite="strict", secure=secure)
        return answer


def _reader(request: Request, users: Users) -> str | None:
    """Whose session it is: signed by us, not too old, of somebody who still is a user."""
    try:
        cookie = SimpleCookie(request.headers.get("cookie", "")).get(SESSION)
        name = json.loads(_signer(users).unsign(cookie.value, max_age=LASTS)) if cookie else None
    except (BadSignature, CookieError, ValueError):
        return None
    return name if name in users.passwords else None


def _signer(users: Users) -> TimestampSigner:
    return TimestampSigner(users.secret, salt="session")


async def _form(request: Request) -> dict[str, str]:
    """The fields of a small form. ValueError when it is not one."""
    body = b""
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > LONGEST_FORM:
                raise ValueError(f"A log-in takes {LONGEST_FORM} bytes at most.")
        return {name: values[0] for name, values in parse_qs(body.decode("utf-8")).items()}
    except (UnicodeDecodeError, ClientDisconnect):
        raise ValueError("The log-in could not be read.") from None


def _login_page(trouble: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return HTMLResponse(LOGIN.format(trouble=escape(trouble)), status, LOGIN_POLICY | (headers or {}))


def _goodbye() -> Response:
    answer = RedirectResponse("login", 303)
    answer.delete_cookie(SESSION)
    return answer


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"
