"""The view that checks a text: a draft is pasted, and each claim of it comes back with what the articles say."""

import asyncio
from datetime import UTC, datetime
from functools import cache

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from assistant.answer import Citation
from assistant.page.desk import Desk
from assistant.page.english.check import ABOUT, BEGIN, CHECK, CHECKING, DRAFT, DRAFT_HINT, EMPTY, TOO_LONG
from assistant.page.look.checked import takings_html
from assistant.page.look.frame import answered, look_view, screen_html, trouble_html
from assistant.page.look.posting import RefusedError, body_of
from assistant.page.look.verdicts import verdicts_html
from assistant.page.look.wanted import Wanted
from assistant.page.view import View
from index.statement import Statement

LONGEST = 50_000  # characters of a text: a long read, some hundred claims
AT_ONCE = 2  # texts checked side by side: each takes a processor, and answers must not wait for them


def check_view(desk: Desk) -> View:
    """``#check``; the text itself is in the field alone, never in an address."""
    frame = look_view("check", CHECK, _draw)

    def routes(app: FastAPI) -> None:
        frame.routes(app)
        turn = asyncio.Semaphore(AT_ONCE)

        @app.post("/check")
        async def check(request: Request) -> HTMLResponse:
            try:
                body = await body_of(request, 4 * LONGEST, TOO_LONG.format(LONGEST))
            except RefusedError as error:
                return HTMLResponse(trouble_html(str(error)), status_code=error.status)
            async with turn:
                return await run_in_threadpool(answered, lambda: _checked(desk, body.decode("utf-8", "replace")))

    return View(frame.name, frame.title, frame.build, routes)


def _draw(_: Wanted) -> str:
    form = (
        f'<form class="draft-form"><label class="field wide"><span>{DRAFT}</span><textarea name="draft" rows="9" '
        f'maxlength="{LONGEST}" placeholder="{DRAFT_HINT}"></textarea></label>'
        f'<button type="submit" data-busy="{CHECKING}">{BEGIN}</button></form>'
    )
    intro = f'<h2 tabindex="-1">{CHECK}</h2><p class="facts">{ABOUT}</p>'
    return screen_html("check", f'{intro}{form}<div id="verdicts"></div>')


def _checked(desk: Desk, text: str) -> str:
    text = text.replace("\r\n", "\n")
    if not text.strip():
        raise ValueError(EMPTY)
    if len(text) > LONGEST:
        raise ValueError(TOO_LONG.format(LONGEST))
    claims = desk.check(text)
    voices = cache(lambda citation: _voices(desk, citation))
    html = verdicts_html(text, claims, voices)
    return html + takings_html(text, claims, voices, datetime.now(UTC).isoformat()) if claims else html


def _voices(desk: Desk, citation: Citation) -> list[str]:
    """Who speaks in the words that are cited, be they cited as a statement or not."""
    item = citation.item
    if isinstance(item, Statement):
        return [speaker.name for speaker in item.speakers]
    found = desk.library().statements_in(item.source.article_id)
    touched = (one for one in found if any(a < citation.end and citation.start < b for a, b in one.spans))
    return list(dict.fromkeys(speaker.name for one in touched for speaker in one.speakers))
