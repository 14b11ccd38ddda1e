"""What stands above every view: the title, where evidence goes, how the index stands, its update."""

from dataclasses import dataclass

import gradio as gr

from assistant.page.english.frame import LOG_OUT, MASTHEAD, UPDATE_INDEX
from assistant.page.escaping import escaped
from assistant.page.reporting import Model, sent_html


@dataclass(frozen=True, slots=True)
class Header:
    """The parts of the header that events write into."""

    index: gr.Markdown
    update: gr.Markdown
    renew: gr.Button
    leave: gr.Markdown


def build_header(model: Model | None) -> Header:
    """The header, in the page that is open."""
    with gr.Row(elem_id="masthead"):
        html_part(MASTHEAD + sent_html(model))
        with gr.Column(elem_id="index"):
            index = html_part("", "index-status")
            renew = gr.Button(UPDATE_INDEX, elem_id="update-button", size="sm")
        leave = html_part("", "leave")
    return Header(index, html_part("", "index-update"), renew, leave)


def leave_html(reader: str) -> str:
    """The way out for who is logged in; scripts/ask.js follows it: Gradio opens other links in a new tab."""
    return f'<p><a href="#leave">{escaped(LOG_OUT.format(reader))}</a></p>'


def html_part(html: str, elem_id: str | None = None) -> gr.Markdown:
    """HTML of our own. Markdown rather than gr.HTML: it passes a sanitizer and is never evaluated."""
    return gr.Markdown(html, elem_id=elem_id, latex_delimiters=[], container=False)
