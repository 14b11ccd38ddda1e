"""What is asked: the earlier turns, and the question as it stands alone."""

from dataclasses import dataclass
from typing import Literal

from index.filters import Filters

QuestionKind = Literal["what-said", "who-said", "did-say", "first-said", "view", "people", "who-is", "role", "open"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of the same conversation."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone. `text` is what was asked, with what earlier turns meant filled in;
    `topic` what it is about, without the people, days and outlets in `filters`."""

    text: str
    kind: QuestionKind
    topic: str
    filters: Filters


@dataclass(frozen=True, slots=True)
class Message:
    """What a user sends: words, the turns before them, and filters set by hand, which overrule what
    the words say."""

    text: str
    turns: tuple[Turn, ...]
    filters: Filters
