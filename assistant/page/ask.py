"""The view that answers questions: a conversation, and beside it the sources and an article."""

from typing import Any

import gradio as gr

from assistant.page.chat import Chat
from assistant.page.english.ask import (
    ANY_OUTLET,
    ANYONE,
    ASK,
    ASK_HERE,
    CONVERSATION,
    DAY_FORM,
    FROM,
    NARROW,
    NEW_CONVERSATION,
    OUTLET,
    PLACEHOLDER,
    QUESTION,
    READER,
    SPEAKER,
    UNTIL,
)
from assistant.page.header import Header, html_part
from assistant.page.talking import LONGEST_QUESTION
from assistant.page.view import View

SILENT: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}  # no endpoint, no spinner
# Gradio's defaults: one question at a time, and an event that is still being cancelled swallows the next Enter.
ANSWERING = SILENT | {"concurrency_limit": None, "trigger_mode": "multiple"}  # limited where they are answered
WATCHING = SILENT | {"concurrency_limit": None}  # every open page follows an update


def ask_view(chat: Chat) -> View:
    """The view over a chat."""

    def build(page: gr.Blocks, header: Header) -> None:
        _build(chat, page, header)

    return View("ask", ASK, build)


def _build(chat: Chat, page: gr.Blocks, header: Header) -> None:
    with gr.Row(elem_id="desk"):
        with gr.Column(elem_id="conversation", scale=3):
            window = _chat_window()
            box = _question_box()
            with gr.Row(elem_id="choices"):
                filters = _filter_fields()
                anew = gr.Button(NEW_CONVERSATION, elem_id="anew", size="sm")
        with gr.Column(elem_id="reading", scale=2):
            html_part(READER)
    turns = gr.JSON(value=[], visible=False)  # in the browser tab; no state is kept on the server
    order, restore, nudge = _hidden("order"), _hidden("restore"), _hidden("nudge")  # what the scripts ask for

    asked, shown = [turns, *filters], [box, window, turns]
    box.submit(chat.typed, [box, *asked], shown, **ANSWERING)
    window.example_select(chat.example, asked, shown, **ANSWERING)
    window.option_select(chat.meant, asked, shown, **ANSWERING)
    order.submit(chat.ordered, [order, *asked], shown, **ANSWERING)
    box.stop(chat.stop, None, None, **SILENT)
    anew.click(chat.clear, None, shown, **SILENT)
    restore.submit(chat.restored, [restore], shown, **SILENT)
    watched = [header.index, header.update, header.renew, box, window]
    page.load(chat.opened, None, watched, **WATCHING)
    header.renew.click(chat.update, None, watched, **WATCHING)
    _hidden("follow").submit(chat.opened, None, watched, **WATCHING)  # an update begun elsewhere on the page, or off it
    nudge.submit(chat.nudged, None, None, **WATCHING)


def _hidden(name: str) -> gr.Textbox:
    """A field for the scripts: in the document, out of sight and reach."""
    return gr.Textbox(elem_id=name, visible="hidden", show_label=False)


def _chat_window() -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="chat",
        show_label=False,
        label=CONVERSATION,
        buttons=[],
        autoscroll=False,  # scripts/ask.js keeps the question in sight; Gradio would run to the end of the sources
        layout="bubble",
        height=None,
        latex_delimiters=[],  # TeX would be looked for in escaped text too
        placeholder=PLACEHOLDER,
    )


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        elem_id="box", label=QUESTION, show_label=False, placeholder=ASK_HERE, lines=1, max_lines=6,
        max_length=LONGEST_QUESTION, submit_btn=ASK, stop_btn=False,
    )  # fmt: skip


def _filter_fields() -> list[gr.Textbox]:
    """In the order of `read_filters`."""
    with gr.Accordion(NARROW, open=False, elem_id="filters"), gr.Row():
        return [
            _field(SPEAKER, ANYONE),
            _field(OUTLET, ANY_OUTLET),
            _field(FROM, DAY_FORM, "day"),
            _field(UNTIL, DAY_FORM, "day"),
        ]


def _field(label: str, placeholder: str, kind: str = "words") -> gr.Textbox:
    return gr.Textbox(label=label, max_lines=1, placeholder=placeholder, min_width=140, elem_classes=kind)
