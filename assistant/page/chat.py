"""What the events of the chat page do."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio as gr

from assistant.page.desk import Desk
from assistant.page.english.ask import ASK, ASK_HERE, BUILDING, STOP
from assistant.page.opening import Opening
from assistant.page.reporting import status_html, update_html
from assistant.page.talking import (
    LONGEST_QUESTION,
    Bubble,
    Conversation,
    TurnFields,
    read_filters,
    refused,
    stopped,
    talk,
)
from assistant.page.update import Trouble, Update
from index.filters import Filters

LOOKED_AT_EVERY = 0.25  # seconds between two looks at a running update

Typed = str | None  # the text of a field: Gradio's empty field is None
Shown = tuple[Any, list[Bubble], list[TurnFields]]  # the question box, the chat, the turns
Watched = tuple[str, str, Any, Any]  # the index, its update, the update button, the question box


class Chat:
    """What the page's events do. Nothing is kept here: a conversation lives in its browser tab."""

    def __init__(self, desk: Desk, update: Update, opening: Opening) -> None:
        self._desk = desk
        self._update = update
        self._opening = opening

    def typed(self, text: Typed, bubbles: list[Bubble], turns: list[TurnFields], *fields: Typed) -> Iterator[Shown]:
        """The reader sent what stands in the question box; `fields` are those of the filters."""
        yield from self._ask(Conversation(bubbles, turns), text, fields)

    def example(
        self, event: gr.SelectData, bubbles: list[Bubble], turns: list[TurnFields], *fields: Typed
    ) -> Iterator[Shown]:
        """The reader clicked an example."""
        yield from self._ask(Conversation(bubbles, turns), event.value["text"], fields)

    def meant(
        self, event: gr.SelectData, bubbles: list[Bubble], turns: list[TurnFields], *fields: Typed
    ) -> Iterator[Shown]:
        """The reader chose one of several people: the last question is asked again about this one."""
        yield from self._ask(Conversation(bubbles, turns), turns[-1]["question"], fields, meant=event.value)

    def stop(self, bubbles: list[Bubble]) -> tuple[Any, list[Bubble]]:
        """The reader stopped the answer. The listener cancels the one that is writing it."""
        return box_open(), stopped(bubbles)

    def clear(self) -> Shown:
        """The reader starts anew."""
        return box_open(), [], []

    def opened(self) -> Iterator[Watched]:
        """The page was opened: what the store holds and, where an update runs, how far it is."""
        if self._update.running or isinstance(self._update.state, Trouble):
            yield from self._watch()
        else:
            yield self._seen("")

    def update(self) -> Iterator[Watched]:
        """The reader wants the index brought in line with its articles."""
        self._update.start()
        yield from self._watch()

    def _ask(self, said: Conversation, text: Typed, fields: tuple[Typed, ...], meant: str = "") -> Iterator[Shown]:
        question = (text or "").strip()
        if not question:
            yield gr.skip(), said.bubbles, said.turns
            return
        yield box_busy(), said.bubbles, said.turns
        try:
            filters = self._admitted(question, fields)
        except ValueError as error:
            now = refused(said, question, str(error))
        else:
            filters = replace(filters, speakers=(meant,)) if meant else filters
            for now in talk(self._desk, said, question, filters, meant):
                yield gr.skip(), now.bubbles, now.turns
        yield box_open(), now.bubbles, now.turns

    def _admitted(self, question: str, fields: tuple[Typed, ...]) -> Filters:
        """The filters of a question that can be asked now. ValueError with the reason where it cannot."""
        if self._opening.reason:
            raise ValueError(self._opening.reason)
        if len(question) > LONGEST_QUESTION:
            raise ValueError(f"A question may have {LONGEST_QUESTION:,} characters; this has {len(question):,}.")
        speaker, outlet, since, until = (field or "" for field in fields)
        return read_filters(speaker, outlet, since, until)

    def _watch(self) -> Iterator[Watched]:
        while self._update.running:
            yield self._seen(update_html(self._update.state))
            time.sleep(LOOKED_AT_EVERY)
        yield self._seen(update_html(self._update.state))

    def _seen(self, update: str) -> Watched:
        ready = self._opening.ready
        return (
            status_html(self._desk.status()),
            update,
            gr.Button(interactive=not self._update.running),
            gr.Textbox(interactive=ready, placeholder=ASK_HERE if ready else BUILDING),
        )


def box_busy() -> gr.Textbox:
    """The question box while an answer is written."""
    return gr.Textbox(value="", submit_btn=False, stop_btn=STOP)


def box_open() -> gr.Textbox:
    """The question box when the next question may come."""
    return gr.Textbox(submit_btn=ASK, stop_btn=False)
