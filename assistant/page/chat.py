"""What the events of the view that answers do."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.page.desk import EMPTY, Desk
from assistant.page.english.ask import ASK, ASK_HERE, BEGIN_WITH, BUILDING, PLACEHOLDER, STOP, TOO_LONG
from assistant.page.freshness import Freshness
from assistant.page.hearing import Stop
from assistant.page.opening import Opening
from assistant.page.order import read_order
from assistant.page.record import kept, read_exchanges
from assistant.page.reporting import status_html, update_html, waiting_html
from assistant.page.talking import LONGEST_QUESTION, Asked, Exchanges, Seen, bubbles_of, ended, read_filters, talk
from assistant.page.update import Trouble, Update
from index.errors import IndexingError
from index.filters import Filters

LOOKED_AT_EVERY = 0.25  # seconds between two looks at a running update
PARTING = 2.0  # seconds that a new conversation waits for the end of what was being answered

Typed = str | None  # the text of a field: Gradio's empty field is None
Kept = list[Any]  # the exchanges as the browser tab holds them
Shown = tuple[Any, Any, Any]  # the question box, the chat, the exchanges
Admit = Callable[[gr.Request], AbstractContextManager[None]]  # room for one more answer, or an AssistantError
Watched = tuple[str, str, Any, Any, Any]  # the index, its update, the update button, the question box, the chat


class Chat:
    """What the events do. A conversation lives in its browser tab; only what is being answered is known here,
    by its tab, so that it can be stopped. (Gradio's own way to cancel an event leaves the tab, for a while,
    deaf to the next one: questions sent right after a stop were lost.)"""

    def __init__(self, desk: Desk, update: Update, opening: Opening, admit: Admit = lambda _: nullcontext()) -> None:
        self._desk = desk
        self._admit = admit
        self._update = update
        self._opening = opening
        self._freshness = Freshness(desk)
        self._running: dict[str, Stop] = {}

    def typed(self, request: gr.Request, text: Typed, turns: Kept, *fields: Typed) -> Iterator[Shown]:
        """The reader sent what stands in the question box; `fields` are those of the filters."""
        yield from self._ask(request, read_exchanges(turns), Asked(text or "", Filters()), fields)

    def example(self, request: gr.Request, event: gr.SelectData, turns: Kept, *fields: Typed) -> Iterator[Shown]:
        """The reader clicked an example."""
        yield from self._ask(request, read_exchanges(turns), Asked(event.value["text"], Filters()), fields)

    def meant(self, request: gr.Request, event: gr.SelectData, turns: Kept, *fields: Typed) -> Iterator[Shown]:
        """The reader chose one of several people: the last question is asked again about this one."""
        said = read_exchanges(turns)
        yield from self._ask(request, said, Asked(said[-1].asked, Filters(), event.value), fields)

    def ordered(self, request: gr.Request, order: Typed, turns: Kept, *fields: Typed) -> Iterator[Shown]:
        """The reader asks an earlier question anew: as it was, edited, or with what was understood put right."""
        asked = read_order(order or "")
        said = read_exchanges(turns)[: max(0, asked.at)]
        again = Asked(asked.text, Filters(), asked.meant, asked.amendments, asked.all)
        yield from self._ask(request, said, again, fields)

    def stop(self, request: gr.Request) -> None:
        """The reader stopped the answer: the event that writes it ends by itself."""
        if running := self._running.get(str(request.session_hash)):
            running.set()

    def clear(self, request: gr.Request) -> Shown:
        """The reader starts anew."""
        self._leave(request)
        return box_open(), [], []

    def restored(self, request: gr.Request, conversation: Typed) -> Shown:
        """The reader opened a conversation that the browser has kept."""
        self._leave(request)
        try:
            said = read_exchanges(json.loads(conversation or "[]"))
        except ValueError:
            said = ()  # not of this version of the page, or not of this page
        return box_open(), bubbles_of(said), kept(said)

    def opened(self) -> Iterator[Watched]:
        """The page was opened: what the store holds and, where an update runs, how far it is."""
        if self._update.running or isinstance(self._update.state, Trouble):
            yield from self._watch()
        else:
            yield self._seen("", self._start())

    def nudged(self) -> None:
        """The page waits for what it asked for: Gradio's stream of results, closed by the end of one event just when
        another is sent, is opened again by any other event."""

    def _start(self) -> gr.Chatbot:
        """Where a conversation begins: examples of what can be asked of the index as it stands, or why nothing can."""
        if reason := self._opening.reason:
            return gr.Chatbot(examples=[], placeholder=waiting_html(reason, self._update.state))
        try:
            questions = self._desk.examples()
        except (AssistantError, IndexingError):  # the answer to a question tells it better
            questions = ()
        begin = PLACEHOLDER + (BEGIN_WITH if questions else "")
        return gr.Chatbot(examples=[{"text": question} for question in questions], placeholder=begin)

    def update(self) -> Iterator[Watched]:
        """The reader wants the index brought in line with its articles."""
        self._update.start()
        yield from self._watch()

    def _leave(self, request: gr.Request) -> None:
        if running := self._running.get(str(request.session_hash)):
            running.set()
            running.ended.wait(PARTING)

    def _ask(self, request: gr.Request, said: Exchanges, asked: Asked, fields: tuple[Typed, ...]) -> Iterator[Shown]:
        asked, tab, stop = replace(asked, text=asked.text.strip()), str(request.session_hash), Stop()
        if not asked.text or tab in self._running:
            yield gr.skip(), gr.skip(), gr.skip()
            return
        self._running[tab] = stop
        try:
            yield box_busy(), gr.skip(), gr.skip()
            now = Seen([], said)
            try:
                with self._admit(request):
                    for now in self._answered(said, asked, fields, stop):
                        yield gr.skip(), now.bubbles, gr.skip()
            except AssistantError as error:  # too many are being answered
                now = ended(said, asked.ended("trouble", None, str(error)))
                yield gr.skip(), now.bubbles, gr.skip()
        finally:
            self._running.pop(tab, None)
            stop.ended.set()
        yield box_open(), gr.skip(), kept(now.said)

    def _answered(self, said: Exchanges, asked: Asked, fields: tuple[Typed, ...], stop: Stop) -> Iterator[Seen]:
        try:
            filters = self._admitted(asked.text, fields)
        except ValueError as error:
            yield ended(said, asked.ended("trouble", None, str(error)))
            return
        filters = replace(filters, speakers=(asked.meant,)) if asked.meant else filters
        yield from talk(self._desk, self._freshness, said, replace(asked, filters=filters), stop)

    def _admitted(self, question: str, fields: tuple[Typed, ...]) -> Filters:
        """The filters of a question that can be asked now. ValueError with the reason where it cannot."""
        if self._opening.reason:
            raise ValueError(self._opening.reason)
        if len(question) > LONGEST_QUESTION:
            raise ValueError(TOO_LONG.format(most=LONGEST_QUESTION, length=len(question)))
        speaker, outlet, since, until = (field or "" for field in fields)
        return read_filters(speaker, outlet, since, until)

    def _watch(self) -> Iterator[Watched]:
        while self._update.running:
            yield self._seen(update_html(self._update.state), gr.skip() if self._opening.ready else self._start())
            time.sleep(LOOKED_AT_EVERY)
        yield self._seen(update_html(self._update.state), self._start())

    def _seen(self, update: str, examples: Any) -> Watched:
        ready = self._opening.ready
        first = self._update.running and not ready  # whose desk is not there yet, and would be long in coming
        return (
            status_html(EMPTY if first else self._desk.status()),
            update,
            gr.Button(interactive=not self._update.running),
            gr.Textbox(interactive=ready, placeholder=ASK_HERE if ready else BUILDING),
            examples,
        )


def box_busy() -> gr.Textbox:
    """The question box while an answer is written."""
    return gr.Textbox(value="", submit_btn=False, stop_btn=STOP)


def box_open() -> gr.Textbox:
    """The question box when the next question may come."""
    return gr.Textbox(submit_btn=ASK, stop_btn=False)
