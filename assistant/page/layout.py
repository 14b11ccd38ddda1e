"""The page: a header, and the views below it as tabs."""

from collections.abc import Sequence

import gradio as gr

from assistant.page.english.frame import TITLE
from assistant.page.header import build_header
from assistant.page.reporting import Model
from assistant.page.view import View


def build_page(views: Sequence[View], model: Model | None) -> gr.Blocks:
    """The page with its listeners, none of which is an endpoint for others.

    The parts of a tab that was never opened are not in the document: the first view alone is drawn at first.
    scripts/navigation.js keeps the open tab and the address (``#speakers``) in step.
    """
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as page:
        header = build_header(model)
        with gr.Tabs(elem_id="views", selected=views[0].name, overflow_behavior="wrap"):
            for view in views:
                with gr.Tab(view.title, id=view.name, elem_id=f"view-{view.name}"):
                    view.build(page, header)
    assert isinstance(page, gr.Blocks)
    return page
