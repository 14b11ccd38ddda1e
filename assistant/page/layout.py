"""What stands where on the chat page, and which event is whose."""

from typing import Any

import gradio as gr

from assistant.page.chat import ASK, Chat
from assistant.page.examples import EXAMPLES
from assistant.page.reporting import Model, sent_html
from assistant.page.talking import LONGEST_QUESTION

TITLE = "Who said what"
MASTHEAD = f"<h1>{TITLE}</h1><p>Answers from news articles, every claim cited to its exact words.</p>"
PLACEHOLDER = "<h2>Ask, and see who said it</h2><p>For example:</p>"
READER = (
    '<div class="reader"><div id="sources-part"><h2>Sources</h2><div id="sources">'
    '<p class="hint">The sources of an answer are listed here.</p></div></div>'
    '<div id="article-part"><a class="back" href="#back">Back to the answer</a><div id="article">'
    '<p class="hint">Choose a numbered mark or a source to read its article, the cited words highlighted.</p>'
    "</div></div></div>"
)

SILENT: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}  # no endpoint, no spinner
ANSWERING = SILENT | {"concurrency_limit": 8}  # Gradio's default is one question at a time
WATCHING = SILENT | {"concurrency_limit": None}  # every open page follows an update


def build_page(chat: Chat, model: Model | None) -> gr.Blocks:
    """The page with its listeners, none of which is an endpoint for others."""
    with gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True) as page:
        with gr.Row(elem_id="masthead"):
            _html(MASTHEAD + sent_html(model))
            with gr.Column(elem_id="index"):
                index = _html("", "index-status")
                renew = gr.Button("Update index", elem_id="update-button", size="sm")
        update = _html("", "index-update")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="conversation", scale=3):
                window = _chat_window()
                box = _question_box()
                with gr.Row(elem_id="choices"):
                    filters = _filter_fields()
                    anew = gr.Button("New conversation", elem_id="anew", size="sm")
            with gr.Column(elem_id="reading", scale=2):
                _html(READER)
        turns = gr.JSON(value=[], visible=False)  # in the browser tab; no state is kept on the server

        asked, shown = [window, turns, *filters], [box, window, turns]
        asks: list[Any] = [
            box.submit(chat.typed, [box, *asked], shown, **ANSWERING),
            window.example_select(chat.example, asked, shown, **ANSWERING),
            window.option_select(chat.meant, asked, shown, **ANSWERING),
        ]
        box.stop(None, cancels=asks, **SILENT).then(chat.stop, [window], [box, window], **SILENT)
        anew.click(None, cancels=asks, **SILENT).then(chat.clear, None, shown, **SILENT)
        watched = [index, update, renew, box]
        page.load(chat.opened, None, watched, **WATCHING)
        renew.click(chat.update, None, watched, **WATCHING)
    assert isinstance(page, gr.Blocks)
    return page


def _html(html: str, elem_id: str | None = None) -> gr.Markdown:
    """HTML of our own. Markdown rather than gr.HTML: it passes a sanitizer and is never evaluated."""
    return gr.Markdown(html, elem_id=elem_id, latex_delimiters=[], container=False)


def _chat_window() -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="chat",
        show_label=False,
        label="Conversation",
        buttons=[],
        layout="bubble",
        height=None,
        latex_delimiters=[],  # TeX would be looked for in escaped text too
        placeholder=PLACEHOLDER,
        examples=[{"text": question} for question in EXAMPLES],
    )


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        elem_id="box", label="Question", show_label=False, placeholder=ASK, lines=1, max_lines=6,
        max_length=LONGEST_QUESTION, submit_btn="Ask", stop_btn=False,
    )  # fmt: skip


def _filter_fields() -> list[gr.Textbox]:
    """In the order of `read_filters`."""
    with gr.Accordion("Narrow the search", open=False, elem_id="filters"), gr.Row():
        return [
            _field("Speaker", "Anyone"),
            _field("Outlet", "Any outlet"),
            _field("From", "YYYY-MM-DD", "day"),
            _field("Until", "YYYY-MM-DD", "day"),
        ]


def _field(label: str, placeholder: str, kind: str = "words") -> gr.Textbox:
    return gr.Textbox(label=label, max_lines=1, placeholder=placeholder, min_width=140, elem_classes=kind)
