"""A server on loopback that speaks the OpenAI protocol, with its replies queued: what a fake model cannot
show (payload, headers, streaming, and every way a server fails) is shown against this one."""

import json
import re
import time
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import TracebackType
from typing import Any, Literal, Self

WIDTH = 64  # numbers in an embedding


@dataclass(frozen=True, slots=True)
class Words:
    """A reply of these pieces, `pause` seconds apart, and how it ends: as it should; ended for its length; with the
    connection closed; in the middle of an event; in silence; or in signs of life without words. `silence`: seconds
    the last two go on."""

    pieces: tuple[str, ...]
    pause: float = 0.0
    ending: Literal["done", "length", "closed", "malformed", "silent", "alive"] = "done"
    silence: float = 3.0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reply that is an error; `wait`: what its header asks to wait."""

    status: int
    message: str
    wait: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    path: str
    headers: dict[str, str]  # names in lower case
    payload: dict[str, Any]


@dataclass(slots=True)
class OpenAIServer:
    """Serves while it is entered; gives what `answer` makes of a request, else the next reply of the queue, and
    remembers every request."""

    replies: deque[Words | Refusal] = field(default_factory=deque)
    answer: Callable[[Request], Words | Refusal] | None = None
    requests: list[Request] = field(default_factory=list)
    left: Event = field(default_factory=Event)  # a client went away before the end of its reply
    _http: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        assert self._http is not None, "enter the server first"
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    def say(self, *pieces: str) -> None:
        """Queues one whole reply."""
        self.replies.append(Words(pieces))

    def __enter__(self) -> Self:
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"said": self}))
        Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._http is not None:
            self._http.shutdown()
            self._http.server_close()


class _Handler(BaseHTTPRequestHandler):
    said: OpenAIServer
    protocol_version = "HTTP/1.1"  # chunked, so that a connection closed early is told from an end

    def do_POST(self) -> None:
        payload = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.path, headers, payload)
        self.said.requests.append(request)
        if self.path == "/v1/embeddings":
            return self._json(200, embeddings(payload["input"]))
        if self.said.answer:
            reply = self.said.answer(request)
        else:
            reply = self.said.replies.popleft() if self.said.replies else Refusal(500, "no reply is queued")
        if self.path != "/v1/chat/completions":
            reply = Refusal(404, f"no such address: {self.path}")
        if isinstance(reply, Refusal):
            return self._json(reply.status, {"error": {"message": reply.message, "type": "error"}}, reply.wait)
        if payload.get("stream"):
            try:
                return self._stream(reply)
            except ConnectionError:
                return self.said.left.set()
        return self._json(200, {"choices": [_choice("message", "".join(reply.pieces), "stop")], **_frame()})

    def _stream(self, reply: Words) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        for piece in reply.pieces:
            self._event(json.dumps({"choices": [_choice("delta", piece, None)], **_frame()}))
            time.sleep(reply.pause)
        if reply.ending == "silent":
            time.sleep(reply.silence)
        until = time.monotonic() + reply.silence
        while reply.ending == "alive" and time.monotonic() < until:
            self.wfile.write(b"e\r\n: still here\n\n\r\n")
            time.sleep(0.02)
        if reply.ending == "malformed":
            self._event('{"choices": [{"delta"')
        if reply.ending in ("done", "length"):
            reason = "stop" if reply.ending == "done" else "length"
            self._event(json.dumps({"choices": [_choice("delta", "", reason)], **_frame()}))
            self._event("[DONE]")
        if reply.ending not in ("closed", "silent"):
            self.wfile.write(b"0\r\n\r\n")

    def _event(self, data: str) -> None:
        event = f"data: {data}\n\n".encode()
        self.wfile.write(b"%x\r\n%b\r\n" % (len(event), event))

    def _json(self, status: int, value: dict[str, Any], wait: str = "") -> None:
        data = json.dumps(value).encode()
        self.send_response(status)
        if wait:
            self.send_header("Retry-After", wait)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Quiet: a test's output is its failures."""


def embeddings(texts: list[str]) -> dict[str, Any]:
    """A vector a text: each word adds to the place its hash names, so that texts that share words are near."""
    rows = []
    for text in texts:
        row = [0.0] * WIDTH
        for word in re.findall(r"\w+", text.casefold()):
            row[zlib.crc32(word.encode()) % WIDTH] += 1.0
        rows.append(row)
    data = [{"object": "embedding", "index": number, "embedding": row} for number, row in enumerate(rows)]
    return {"object": "list", "data": data, "model": "m", "usage": {"prompt_tokens": 1, "total_tokens": 1}}


def _choice(kind: Literal["delta", "message"], words: str, reason: str | None) -> dict[str, Any]:
    return {"index": 0, kind: {"role": "assistant", "content": words}, "finish_reason": reason}


def _frame() -> dict[str, Any]:
    usage = {"prompt_tokens": 2, "completion_tokens": 3, "total_tokens": 5}
    return {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "usage": usage}
