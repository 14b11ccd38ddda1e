"""The page: a header, and the views below it as tabs."""

from collections.abc import Callable, Sequence

import gradio as gr

from assistant.page.english.frame import TITLE
from assistant.page.header import build_header, leave_html
from assistant.page.reporting import Model
from assistant.page.view import View


def build_page(
    views: Sequence[View], model: Model | None, reader_of: Callable[[gr.Request], str] | None = None
) -> gr.Blocks:
    """The page with its listeners, none of which is an endpoint for others. `reader_of` names who is logged in,
    where readers must be.

    The parts of a tab that was never opened are not in the document: the first view alone is drawn at first.
    scripts/navigation.js keeps the open tab and the address (``#speakers``) in step.
    """
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as page:
        header = build_header(model)
        with gr.Tabs(elem_id="views", selected=views[0].name, overflow_behavior="wrap"):
            for view in views:
                with gr.Tab(view.title, id=view.name, elem_id=f"view-{view.name}"):
                    view.build(page, header)
        if reader_of:
            page.load(_leaving(reader_of), None, header.leave, api_visibility="private", show_progress="hidden")
    assert isinstance(page, gr.Blocks)
    return page


def _leaving(reader_of: Callable[[gr.Request], str]) -> Callable[[gr.Request], str]:
    def leave(request: gr.Request) -> str:
        return leave_html(reader_of(request))

    return leave
