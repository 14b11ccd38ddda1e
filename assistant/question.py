"""What is asked: the earlier turns, and the question as it stands alone."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.filters import Filters
from index.person import Person

QuestionKind = Literal["what-said", "who-said", "did-say", "first-said", "view", "people", "who-is", "role", "open"]
Order = Literal["relevance", "newest", "oldest"]
Relation = Literal["before", "after", "since", "until", "during"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of the same conversation."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Event:
    """A day named by what happened on it: "before the vote". When the day could be told, the filters hold
    it; either way the words stay in the topic."""

    relation: Relation
    words: str


@dataclass(frozen=True, slots=True)
class Term:
    """One of those who held an office one after the other, and between which days, as far as articles tell; None:
    open on that side."""

    name: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question that stands alone. `text` is what was asked, with what earlier turns meant filled in: good
    to search for; `topic` what it is about, in order, without stop words and without the people, days and
    outlets that `filters` hold.

    What only some questions have is empty otherwise: `verb` asked about, its plain form ("deny"; verbs.py tells its
    family); `words` that stood between quotation marks; `claim` that someone is asked to have said; `presumed`,
    what the one who speaks is taken to have done ("resigned over the dam"); `about`, the people named who are not
    the ones speaking (the person of "Who is X?", and X in "say about X"); `event`; `ambiguous`, people of whom one
    speaks, most statements first (`filters.speakers` then holds none of them), and `undecided` when not even the
    topic may choose one; `terms` of all who held the office by which the speaker is called, where no days tell
    which of them is meant; `unknown_people`, names in the place of a speaker that the index does not know;
    `besides`, those whose words were given already, where others are asked for ("Anyone else?"). For the reader:
    `carried`, what earlier turns gave; `assumed`, how a spelling, role or day was read.
    """

    text: str
    kind: QuestionKind
    topic: str
    filters: Filters
    verb: str = ""
    words: tuple[str, ...] = ()
    claim: str = ""
    presumed: str = ""
    about: tuple[str, ...] = ()
    order: Order = "relevance"
    event: Event | None = None
    ambiguous: tuple[Person, ...] = ()
    undecided: bool = False
    terms: tuple[Term, ...] = ()
    unknown_people: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    all: bool = False


@dataclass(frozen=True, slots=True)
class Amendments:
    """What a reader put right in how a question was understood, part by part: None leaves a part as it was,
    an empty one takes it away. `days` are the first and the last."""

    speakers: tuple[str, ...] | None = None
    topic: str | None = None
    days: tuple[date | None, date | None] | None = None
    outlets: tuple[str, ...] | None = None


AS_UNDERSTOOD = Amendments()


@dataclass(frozen=True, slots=True)
class Message:
    """What a user sends: words, the turns before them, and filters set by hand, which overrule what
    the words say."""

    text: str
    turns: tuple[Turn, ...]
    filters: Filters
    all: bool = False  # show all statements, not only the closest
    amendments: Amendments = AS_UNDERSTOOD
