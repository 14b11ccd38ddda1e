"""One exchange in the chat: what was asked -> bubbles as the answer grows. Knows nothing of Gradio."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from time import monotonic
from typing import Any

from assistant.answer import Answer
from assistant.errors import AssistantError
from assistant.evidence import Evidence
from assistant.page.desk import Desk
from assistant.page.english.ask import BROKE_OFF, CROSSED, FOUND, FROM, NO_DAY, SEARCHED, UNDERSTOOD, UNTIL, WENT_WRONG
from assistant.page.english.wording import counted, plain_answer, understood_words
from assistant.page.freshness import Freshness
from assistant.page.hearing import Part, Stop, hear
from assistant.page.kindred import kindred
from assistant.page.quoting import compared, quotations, whose
from assistant.page.record import Also, Ending, Exchange, Quotation, Record, record_of
from assistant.page.rendering import candidate_words, exchange_html, question_html, writing_html
from assistant.pairing import in_marks
from assistant.question import AS_UNDERSTOOD, Amendments, Message, Question, Turn
from assistant.wording import is_quotation
from index.errors import IndexingError, ServerError, StoreError
from index.filters import Filters
from index.statement import Statement

LONGEST_QUESTION = 2000  # characters: more than anyone asks, and little enough to search with
TURNS_KEPT = 20  # earlier exchanges that go with a question
REDRAWN_EVERY = 0.06  # seconds: smooth to the eye; each drawing sends the bubble anew

Bubble = dict[str, Any]  # a message as the chat window holds it
Exchanges = tuple[Exchange, ...]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asks: words, filters set by hand, the person `meant` among several, what was put right,
    whether `all` statements are wanted."""

    text: str
    filters: Filters
    meant: str = ""
    amendments: Amendments = AS_UNDERSTOOD
    all: bool = False

    def ended(self, ending: Ending, record: Record | None, written: str) -> Exchange:
        return Exchange(self.text, self.meant, ending, record, written, self.amendments, self.all)


@dataclass(frozen=True, slots=True)
class Seen:
    """A conversation as the reader sees it now; `said` is all of it that has come to an end."""

    bubbles: list[Bubble]
    said: Exchanges


def talk(desk: Desk, freshness: Freshness, said: Exchanges, asked: Asked, stop: Stop) -> Iterator[Seen]:
    """Ask, and yield the conversation each time it has grown, the last time with the end of the exchange.

    Nothing that goes wrong at the desk escapes: the reader sees the reason as the answer."""
    before = [*bubbles_of(said), _bubble("user", question_html(asked.text, asked.meant))]
    yield Seen([*before, _bubble("assistant", writing_html(""))], said)
    written = ""
    try:
        message = Message(asked.text, _turns(said), asked.filters, asked.all, asked.amendments)
        for written, steps, answer in _paced(hear(desk, message, stop)):
            if answer is not None:
                record = record_of(answer, *freshness.counts(), *_looked_up(desk, answer, asked.text))
                yield ended(said, asked.ended("answered", record, ""))
                return
            yield Seen([*before, _bubble("assistant", writing_html(written, steps))], said)
        ending: tuple[Ending, str] = ("stopped", written) if stop.asked.is_set() else ("trouble", BROKE_OFF)
    except (AssistantError, IndexingError) as error:
        ending = ("trouble", str(error))
    except Exception as error:  # a fault of ours: the page must outlive it, and the log must show it
        log.exception("no answer to a question")
        ending = ("trouble", WENT_WRONG.format(error=f"{type(error).__name__}: {error}"))
    yield ended(said, asked.ended(ending[0], None, ending[1]))


def ended(said: Exchanges, exchange: Exchange) -> Seen:
    """The conversation with one exchange more."""
    now = (*said, exchange)
    return Seen(bubbles_of(now), now)


def bubbles_of(said: Sequence[Exchange]) -> list[Bubble]:
    """A conversation as the chat window holds it. Who is meant among several is offered with the last answer."""
    bubbles: list[Bubble] = []
    for exchange in said:
        bubbles.append(_bubble("user", question_html(exchange.asked, exchange.meant, asked=True)))
        bubbles.append(_bubble("assistant", exchange_html(exchange)))
    if said and said[-1].record:
        bubbles[-1]["options"] = [
            {"value": candidate.name, "label": candidate_words(candidate)} for candidate in said[-1].record.candidates
        ]
    return bubbles


def read_filters(speaker: str, outlet: str, since: str, until: str) -> Filters:
    """Filters from what was typed: several names parted by commas, days as YYYY-MM-DD.

    Raises ValueError naming the field that cannot be read."""
    first, last = _day(FROM, since), _day(UNTIL, until)
    if first and last and first > last:
        raise ValueError(CROSSED.format(first, last))
    return Filters(_names(speaker), first, last, _names(outlet))


def _paced(parts: Iterator[Part]) -> Iterator[tuple[str, str, Answer | None]]:
    """The text so far and the steps so far, at a readable pace; then the answer."""
    written, steps, drawn = "", "", 0.0
    for part in parts:
        if isinstance(part, Answer):
            yield written, steps, part
            return
        if isinstance(part, str):
            written += part
        else:
            steps = _step_words(part)
        if not isinstance(part, str) or monotonic() - drawn >= REDRAWN_EVERY:
            yield written, steps, None
            drawn = monotonic()
    yield written, steps, None


def _step_words(part: Question | Evidence) -> str:
    """What was done so far, in plain words."""
    question = part if isinstance(part, Question) else part.question
    steps = [UNDERSTOOD.format(what=understood_words(question) or in_marks(question.text))]
    if isinstance(part, Evidence):
        statements = sum(isinstance(hit.item, Statement) for hit in part.hits)
        found = counted(statements, "statement") if statements else counted(len(part.hits), "passage")
        steps.append(SEARCHED.format(articles=counted(part.coverage.articles, "article")))
        steps.append(FOUND.format(things=found))
    return " · ".join(steps)


def _looked_up(desk: Desk, answer: Answer, asked: str) -> tuple[Quotation | None, tuple[Also, ...]]:
    """Whose words the first quotation of a question is, and which articles belong to those cited."""
    words = [one for one in (*answer.question.words, *quotations(asked)) if is_quotation(one)]
    try:
        library = desk.library()
        quoted = whose(words[0], library.quoted(words[0])) if words else None
        return quoted and compared(library, quoted, answer.question.filters.speakers), kindred(library, answer)
    except (StoreError, ServerError):
        return None, ()


def _bubble(role: str, html: str) -> Bubble:
    return {"role": role, "content": html}


def _turns(said: Exchanges) -> tuple[Turn, ...]:
    answered = ((one.asked, one.record) for one in said if one.record is not None)
    return tuple(Turn(asked, plain_answer(record)) for asked, record in answered)[-TURNS_KEPT:]


def _names(typed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in typed.split(",") if name.strip())


def _day(field: str, typed: str) -> date | None:
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        raise ValueError(NO_DAY.format(field, typed.strip())) from None
