"""An answer, and what each claim of it rests on."""

from dataclasses import dataclass
from typing import Literal

from assistant.evidence import Item
from assistant.question import Question
from index.coverage import Coverage
from index.statement import Span

Standing = Literal["grounded", "declined", "ambiguous", "ungrounded"]
Outcome = Literal["said", "other_words", "not_found"]


@dataclass(frozen=True, slots=True)
class Citation:
    """The whole sentence or sentences that carry a claim: the slice ``body[start:end]`` of the item's
    article, which is `text`. `spans` are the exact words inside that matter (offsets into the body)."""

    label: int
    item: Item
    start: int
    end: int
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several people a question may mean."""

    name: str
    role: str
    statements: int  # how many statements of this person the index holds


@dataclass(frozen=True, slots=True)
class Answer:
    """The words shown to the reader. `text` is plain text with ``[n]`` marks, n a citation's label.

    `standing`: grounded (every claim cited), declined (the corpus does not say), ambiguous (more than
    one person fits: see `candidates`), ungrounded (a model's claims that could not be tied to evidence).
    """

    question: Question
    text: str
    citations: tuple[Citation, ...]
    standing: Standing
    outcome: Outcome | None
    candidates: tuple[Candidate, ...]
    coverage: Coverage
