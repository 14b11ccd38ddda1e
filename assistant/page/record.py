"""One exchange as the browser keeps it: what was asked, and the answer with everything a reader takes away.

The server remembers no conversation. The page draws, restores and exports what the browser hands back, so all
of it is read here strictly, and escaped like any other untrusted text wherever it is shown.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from assistant.answer import Answer, Candidate, Outcome, Standing
from assistant.question import AS_UNDERSTOOD, Amendments
from index.article import Source
from index.coverage import Coverage
from index.kinship import Tie
from index.statement import Kind, Span, Statement

Ending = Literal["answered", "stopped", "trouble"]
Bond = Tie | Literal["statement"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with its provenance: `spans` are offsets into the article's body, `text` its slice
    ``[start:end]``. `speakers` are names; `role`, `kind`, `via` are empty for a passage."""

    label: int
    source: Source
    start: int
    end: int
    text: str
    spans: tuple[Span, ...]
    speakers: tuple[str, ...]
    role: str
    kind: Kind | Literal[""]
    negated: bool
    via: str

    @property
    def words(self) -> tuple[str, ...]:
        """The exact words, a slice for each span."""
        return tuple(self.text[start - self.start : end - self.start] for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question was taken to ask for."""

    text: str
    speakers: tuple[str, ...]
    topic: str
    since: date | None
    until: date | None
    outlets: tuple[str, ...]
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a question quotes, and who said them, as far as the index holds it: word for word, or, where
    `altered`, nearly. `by` is empty where nobody did; `others` where none of them was asked about."""

    words: str
    by: tuple[str, ...]
    altered: bool
    others: bool = False


@dataclass(frozen=True, slots=True)
class Also:
    """An article that belongs to a cited one (`beside`, its id), and how. `spans`: where the cited words stand in its
    body; empty where it has them otherwise."""

    beside: str
    source: Source
    bond: Bond
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """An answer. `stale` and `failed` count the files that the index did not hold as they are on disk."""

    understood: Understood
    text: str
    cited: tuple[Cited, ...]
    standing: Standing
    outcome: Outcome | None
    candidates: tuple[Candidate, ...]
    coverage: Coverage
    stale: int
    failed: int
    answered_at: str  # ISO, UTC: the index was so old then
    quoted: Quotation | None = None
    also: tuple[Also, ...] = ()


@dataclass(frozen=True, slots=True)
class Exchange:
    """What was asked, and how it ended. `written`: what there was of a stopped answer, or what went wrong."""

    asked: str
    meant: str  # the person chosen among several who fit
    ending: Ending
    record: Record | None
    written: str
    amendments: Amendments = AS_UNDERSTOOD
    all: bool = False  # every statement was wanted, not only the closest


_EXCHANGES = TypeAdapter(tuple[Exchange, ...])
_EXCHANGE = TypeAdapter(Exchange)


def record_of(
    answer: Answer, stale: int = 0, failed: int = 0, quoted: Quotation | None = None, also: tuple[Also, ...] = ()
) -> Record:
    """An answer as the browser keeps it."""
    question, filters = answer.question, answer.question.filters
    topic = question.topic if question.topic != question.text else ""
    understood = Understood(
        question.text, filters.speakers, topic, filters.since, filters.until, filters.outlets, question.assumed
    )
    return Record(
        understood, answer.text, _cited(answer), answer.standing, answer.outcome, answer.candidates,
        answer.coverage, stale, failed, datetime.now(UTC).isoformat(timespec="seconds"), quoted,
        also,
    )  # fmt: skip


def _cited(answer: Answer) -> tuple[Cited, ...]:
    return tuple(
        Cited(
            one.label, one.item.source, one.start, one.end, one.text, one.spans,
            *(_said(one.item) if isinstance(one.item, Statement) else ((), "", "", False, "")),
        )
        for one in answer.citations
    )  # fmt: skip


def _said(statement: Statement) -> tuple[tuple[str, ...], str, Kind, bool, str]:
    role = statement.speakers[0].role if len(statement.speakers) == 1 else ""
    names = tuple(speaker.name for speaker in statement.speakers)
    return names, role, statement.kind, statement.negated, statement.via


def read_exchanges(kept: object) -> tuple[Exchange, ...]:
    """Exchanges from what the browser hands back. ValueError when they are none."""
    try:
        return _EXCHANGES.validate_python(kept)
    except ValidationError as error:
        raise ValueError(f"this is no conversation of this page: {error.error_count()} parts do not fit") from None


def read_exchange(text: bytes) -> Exchange:
    """One exchange from its JSON. ValueError when it is none."""
    try:
        return _EXCHANGE.validate_json(text)
    except ValidationError as error:
        raise ValueError(f"this is no exchange of this page: {error.error_count()} parts do not fit") from None


def kept(exchanges: tuple[Exchange, ...]) -> list[object]:
    """Exchanges as plain JSON values, for the browser to keep."""
    return list(json.loads(_written(_EXCHANGES.dump_python(exchanges, mode="json"))))


def as_json(exchange: Exchange) -> str:
    """One exchange as JSON."""
    return _written(_EXCHANGE.dump_python(exchange, mode="json"))


def _written(values: object) -> str:
    """Values as JSON that UTF-8 can carry: half a surrogate pair in a question becomes a question mark."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8")
