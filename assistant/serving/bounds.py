"""How much one request may send."""

from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_REQUEST = 4_000_000  # bytes: an exchange to export, with a hundred citations of pages of text

COUNTED_THERE = "/add/"


class RequestLimit:
    """Middleware that refuses requests larger than `largest` bytes, whatever length they claim. Files that readers
    add are larger: the view that adds them counts for itself."""

    def __init__(self, app: ASGIApp, largest: int = LARGEST_REQUEST) -> None:
        self._app, self._largest = app, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(COUNTED_THERE):
            await self._app(scope, receive, send)
            return
        claimed = dict(scope["headers"]).get(b"content-length", b"0")
        if not claimed.isdigit() or int(claimed) > self._largest:
            await self._refusal()(scope, receive, send)
            return
        taken, answering = 0, False

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            return {"type": "http.disconnect"} if taken > self._largest else message

        async def noted(message: Message) -> None:
            nonlocal answering
            if answering or taken <= self._largest:  # else what it says of a caller who left is not for him
                answering = True
                await send(message)

        try:
            await self._app(scope, counted, noted)
        except ClientDisconnect:
            if taken <= self._largest:
                raise
        if taken > self._largest and not answering:
            await self._refusal()(scope, receive, send)

    def _refusal(self) -> JSONResponse:
        return JSONResponse({"error": f"a request may have {self._largest:,} bytes: send less"}, 413)
