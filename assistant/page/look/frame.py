"""A view whose words come from a route of its own: scripts/look.js fetches them for what the address tells."""

import logging
from collections.abc import Callable

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

from assistant.errors import AssistantError
from assistant.page.english.look import FAULT
from assistant.page.escaping import escaped, in_lines
from assistant.page.header import Header, html_part
from assistant.page.look.wanted import Wanted, read_wanted
from assistant.page.view import View
from index.errors import IndexingError

Draw = Callable[[Wanted], str]

log = logging.getLogger(__name__)


def look_view(name: str, title: str, draw: Draw) -> View:
    """A view that `draw` fills: HTML in which every word of others is escaped. ValueError tells the reader what
    the address asks for in vain."""

    def build(_page: gr.Blocks, _header: Header) -> None:
        html_part(f'<div id="mount-{name}" class="mount"></div>')

    def routes(app: FastAPI) -> None:
        @app.get(f"/look/{name}")
        def look(request: Request) -> HTMLResponse:
            return answered(lambda: draw(read_wanted(request.url.query)))

    return View(name, title, build, routes)


def answered(make: Callable[[], str]) -> HTMLResponse:
    """What `make` gives, or why it gives nothing."""
    try:
        return HTMLResponse(make())
    except ValueError as error:
        return HTMLResponse(trouble_html(str(error)), status_code=400)
    except (AssistantError, IndexingError) as error:
        return HTMLResponse(trouble_html(str(error)), status_code=503)
    except Exception as error:  # a fault of ours: the view says so, and the log must show it
        log.exception("a view could not be drawn")
        return HTMLResponse(trouble_html(FAULT.format(f"{type(error).__name__}: {error}")), status_code=500)


def screen_html(name: str, html: str) -> str:
    """What a view shows at one time. Going from one screen to another moves the focus to its heading; on the same
    screen only what is marked as a part (``part_html``) is drawn anew, so that a field keeps its cursor."""
    return f'<div class="screen" data-screen="{escaped(name)}">{html}</div>'


def part_html(name: str, html: str) -> str:
    return f'<div class="part" id="part-{name}">{html}</div>'


def trouble_html(reason: str) -> str:
    return f'<div class="screen trouble" role="alert"><p>{in_lines(reason)}</p></div>'
