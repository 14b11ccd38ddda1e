"""One exchange in the chat: what was asked -> bubbles as the answer grows. Knows nothing of Gradio."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import Any

from assistant.answer import Answer
from assistant.errors import AssistantError
from assistant.page.desk import Desk
from assistant.page.rendering import (
    answer_html,
    candidate_words,
    question_html,
    stopped_html,
    trouble_html,
    writing_html,
)
from assistant.page.wording import plain_answer
from assistant.question import Message, Turn
from index.errors import IndexingError
from index.filters import Filters

LONGEST_QUESTION = 2000  # characters: more than anyone asks, and little enough to search with
TURNS_KEPT = 20  # earlier exchanges that go with a question
REDRAWN_EVERY = 0.06  # seconds: smooth to the eye; each drawing sends the bubble anew

Bubble = dict[str, Any]  # a message as the chat window holds it
TurnFields = dict[str, str]  # a Turn as the browser tab holds it

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Conversation:
    """All there is of a conversation, held by the browser tab alone: bubbles shown, turns to send along."""

    bubbles: list[Bubble]
    turns: list[TurnFields]


def talk(desk: Desk, said: Conversation, text: str, filters: Filters, meant: str = "") -> Iterator[Conversation]:
    """Ask `text` and yield the conversation each time it has grown, the last time with the answer.

    `meant` is the person chosen among several, shown with the question. Nothing that goes wrong at the
    desk escapes: the reader sees the reason as the answer.
    """
    bubbles = [*said.bubbles, _bubble("user", question_html(text, meant))]
    yield _with_answer(said, bubbles, writing_html(""))
    try:
        message = Message(text, _turns(said.turns), filters)
        for part in _settling(desk, message):
            if isinstance(part, Answer):
                yield _answered(said, bubbles, text, part)
            else:
                yield _with_answer(said, bubbles, writing_html(part))
    except (AssistantError, IndexingError) as error:
        yield _with_answer(said, bubbles, trouble_html(str(error)))
    except Exception as error:  # a fault of ours: the page must outlive it, and the log must show it
        log.exception("no answer to a question")
        reason = f"There is no answer: something went wrong here ({type(error).__name__}: {error})."
        yield _with_answer(said, bubbles, trouble_html(reason))


def refused(said: Conversation, text: str, reason: str) -> Conversation:
    """The conversation with a question that was not even asked, and why."""
    return _with_answer(said, [*said.bubbles, _bubble("user", question_html(text))], trouble_html(reason))


def stopped(bubbles: list[Bubble]) -> list[Bubble]:
    """The bubbles after the reader stopped the answer that was being written."""
    if not bubbles or bubbles[-1]["role"] != "assistant":
        return bubbles
    return [*bubbles[:-1], _bubble("assistant", stopped_html(_content(bubbles[-1])))]


def read_filters(speaker: str, outlet: str, since: str, until: str) -> Filters:
    """Filters from what was typed: several names parted by commas, days as YYYY-MM-DD.

    Raises ValueError naming the field that cannot be read."""
    first, last = _day("From", since), _day("Until", until)
    if first and last and first > last:
        raise ValueError(f"From ({first}) is after Until ({last}): swap them or clear one")
    return Filters(_names(speaker), first, last, _names(outlet))


def _settling(desk: Desk, message: Message) -> Iterator[str | Answer]:
    """The text so far at a readable pace, then the answer."""
    written, drawn = "", 0.0
    for part in desk.stream(message):
        if isinstance(part, Answer):
            yield part
            return
        written += part
        if monotonic() - drawn >= REDRAWN_EVERY:
            yield written
            drawn = monotonic()
    raise AssistantError("The answer broke off before its end. Ask again.")


def _answered(said: Conversation, bubbles: list[Bubble], text: str, answer: Answer) -> Conversation:
    bubble = _bubble("assistant", answer_html(answer, text))
    bubble["options"] = [
        {"value": candidate.name, "label": candidate_words(candidate)} for candidate in answer.candidates
    ]
    turn = {"question": text, "answer": plain_answer(answer)}
    return Conversation([*bubbles, bubble], [*said.turns, turn])


def _with_answer(said: Conversation, bubbles: list[Bubble], html: str) -> Conversation:
    return Conversation([*bubbles, _bubble("assistant", html)], said.turns)


def _bubble(role: str, html: str) -> Bubble:
    return {"role": role, "content": html}


def _content(bubble: Bubble) -> str:
    """The HTML of a bubble: the chat window hands back a list of parts where it was given a string."""
    content = bubble["content"]
    return content if isinstance(content, str) else "".join(part["text"] for part in content if "text" in part)


def _turns(fields: list[TurnFields]) -> tuple[Turn, ...]:
    return tuple(Turn(str(turn["question"]), str(turn["answer"])) for turn in fields[-TURNS_KEPT:])


def _names(typed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in typed.split(",") if name.strip())


def _day(field: str, typed: str) -> date | None:
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise ValueError(f"{field} has {typed.strip()!r}, which is no day: write it as 2031-05-04") from None
