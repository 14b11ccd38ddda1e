"""The view that adds articles: files or a pasted text, into STORE/added, then an update beside the chat."""

import json
from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, PlainTextResponse
from starlette.concurrency import run_in_threadpool

from assistant.page.english.add import (
    ABOUT,
    ADD,
    ADD_FILES,
    ADD_TEXT,
    ADDITIONS,
    ADDRESS,
    BACK,
    BYLINE,
    DROP,
    FILES,
    HEADLINE,
    KEEP,
    NONE_YET,
    NOT_KEPT,
    OUTLET,
    PASTE,
    PUBLISHED,
    SENDING,
    SURE,
    SURE_BACK,
    TEXT,
    TOO_LARGE,
    UNREADABLE,
    UPDATE,
    WAITING,
)
from assistant.page.english.wording import counted
from assistant.page.escaping import escaped
from assistant.page.look.additions import LARGEST, Additions, safe_name
from assistant.page.look.frame import look_view, part_html, screen_html
from assistant.page.look.posting import RefusedError, body_of, check_sender
from assistant.page.look.wanted import Wanted
from assistant.page.reporting import update_html
from assistant.page.update import Progress, Update
from assistant.page.view import View

SHOWN = 20  # additions listed


def add_view(additions: Additions, update: Update) -> View:
    """``#add``. Everything it sends bears the header of the page (posting.py)."""
    frame = look_view("add", ADD, lambda _: _draw(additions, _))

    def routes(app: FastAPI) -> None:
        frame.routes(app)

        @app.post("/add/begin")
        async def begin(request: Request) -> PlainTextResponse:
            return await _done(request, lambda _: additions.begin())

        @app.post("/add/file")
        async def file(request: Request, addition: str, name: str) -> PlainTextResponse:
            return await _done(request, lambda body: additions.keep(addition, name, body), safe_name(name))

        @app.post("/add/text")
        async def text(request: Request, addition: str) -> PlainTextResponse:
            return await _done(request, lambda body: additions.keep_text(addition, _told(body)), TEXT)

        @app.post("/add/back")
        async def back(request: Request) -> PlainTextResponse:
            return await _done(request, lambda _: additions.take_back())

        @app.post("/add/update")
        def renew(request: Request) -> PlainTextResponse:
            try:
                check_sender(request)
            except RefusedError as error:
                return PlainTextResponse(str(error), status_code=error.status)
            additions.folder.mkdir(parents=True, exist_ok=True)
            started = update.start([str(additions.folder)])
            return PlainTextResponse("" if started else WAITING, status_code=202 if started else 409)

        @app.get("/add/state")
        def state() -> HTMLResponse:
            now = update.state  # read once: a run that ends between two looks would be told as running, and ended
            return HTMLResponse(update_html(now), headers={"x-running": str(int(isinstance(now, Progress)))})

    return View(frame.name, frame.title, frame.build, routes)


async def _done(request: Request, act: Callable[[bytes], str | None], what: str = "") -> PlainTextResponse:
    """What `act` makes of the bytes sent, or the reason why nothing."""
    try:
        body = await body_of(request, LARGEST * 1_000_000, TOO_LARGE.format(what, LARGEST))
        return PlainTextResponse(await run_in_threadpool(act, body) or "")
    except RefusedError as error:
        return PlainTextResponse(str(error), status_code=error.status)
    except ValueError as error:
        return PlainTextResponse(str(error), status_code=400)
    except OSError as error:  # without its path, which is the operator's matter
        return PlainTextResponse(NOT_KEPT.format(error.strerror), status_code=500)


def _told(body: bytes) -> dict[str, str]:
    told = json.loads(body)
    if not isinstance(told, dict):
        raise ValueError(UNREADABLE)
    return {str(name): str(value) for name, value in told.items()}


def _draw(additions: Additions, _: Wanted) -> str:
    files = (
        f'<form class="add-files"><label class="drop"><span>{FILES}</span><b>{DROP}</b>'
        f'<input type="file" name="files" multiple></label><button type="submit">{ADD_FILES}</button></form>'
    )
    facts = "".join(
        f'<label class="field"><span>{label}</span><input type="{kind}" name="{name}" maxlength="500"></label>'
        for name, label, kind in (
            ("headline", HEADLINE, "text"),
            ("outlet", OUTLET, "text"),
            ("byline", BYLINE, "text"),
            ("published", PUBLISHED, "date"),
            ("url", ADDRESS, "text"),
        )
    )
    paste = (
        f'<form class="add-text"><h3>{PASTE}</h3><div class="facts-row">{facts}</div><label class="field wide">'
        f'<span>{TEXT}</span><textarea name="text" rows="7"></textarea></label>'
        f'<button type="submit">{ADD_TEXT}</button></form>'
    )
    acts = f'<p class="acts"><button type="button" class="act" id="add-update">{UPDATE}</button></p>'
    state = f'<div id="add-state" role="status" data-sending="{SENDING}" data-waiting="{WAITING}"></div>'
    intro = f'<h2 tabindex="-1">{ADD}</h2><p class="facts">{ABOUT}</p>'
    return screen_html("add", f"{intro}{files}{paste}{state}{part_html('additions', _list_html(additions))}{acts}")


def _list_html(additions: Additions) -> str:
    numbers = additions.kept()[::-1][:SHOWN]
    if not numbers:
        return f'<p class="told">{NONE_YET}</p>'
    files = {number: escaped(counted(additions.files(number), "file")) for number in numbers}
    lines = "".join(f"<li>{number}: {held}</li>" for number, held in files.items())
    sure = (
        f'<p class="sure" id="add-sure" role="status" hidden>{SURE.format(numbers[0], files[numbers[0]])}'
        f'<button type="button" class="act" id="add-sure-back">{SURE_BACK}</button>'
        f'<button type="button" class="act" id="add-keep">{KEEP}</button></p>'
    )
    back = f'<p class="acts"><button type="button" class="act" id="add-back">{BACK}</button></p>'
    return f'<h3>{ADDITIONS}</h3><ol class="additions">{lines}</ol>{sure}{back}'
