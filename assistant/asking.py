"""A message and the turns before it -> a question that stands alone. No model; a millisecond or two.

First what earlier turns meant is filled in (carrying), then days are read (timing), because they tell who
held a role; then people (naming); then what is asked of them (recognising). What was set by hand overrules
what the words say.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.addressing import unaddressed
from assistant.carrying import Earlier, in_full, remembered
from assistant.directory import Directory
from assistant.naming import Mention, mentions_of
from assistant.question import Message, Order, Question
from assistant.recognising import Recognised, recognised
from assistant.timing import Period, period_of
from assistant.word import Word, words_of
from index.filters import Filters

_LONGEST = 2_000  # characters of a message that are read; a question is shorter
_REMEMBERED = 8  # turns before the message that are read
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{3,400})[\"”“»]|(?<!\w)['‘]((?:[^'‘’]|(?<=\w)['’](?=\w)){3,400})['’](?!\w)")
_NEWEST = re.compile(r"\b(?:latest|newest|most recent(?:ly)?|newer|recently|lately)\b", re.IGNORECASE)
_OLDEST = re.compile(r"\b(?:first|earliest|oldest|originally|at first|initially)\b", re.IGNORECASE)
_REACH = 20  # characters before an outlet that tell whether a question is narrowed to it
_OUTLET = re.compile(r"(?<!\w)(?:(?:in|from|by|according to|only|did|does|has|what) the|in|from|according to)$", re.I)


def understand(message: Message, directory: Directory) -> Question:
    """What a message asks."""
    earlier: Earlier | None = None
    for turn in message.turns[-_REMEMBERED:]:
        earlier = remembered(carried_on(turn.question, earlier, directory), turn.answer, earlier, directory)
    return overruled(carried_on(message.text, earlier, directory), message.filters)


def carried_on(text: str, earlier: Earlier | None, directory: Directory) -> Question:
    """What a text asks after earlier turns, or as the first."""
    text = unaddressed(text[:_LONGEST].strip())
    if earlier is None:
        return read(text, directory)
    return in_full(text, earlier, directory, lambda whole: read(whole, directory))


def read(text: str, directory: Directory) -> Question:
    """What a text that stands alone asks."""
    words, quotes = words_of(text), [match.span() for match in _QUOTED.finditer(text)]
    period = period_of(_blanked(text, quotes), directory.newest, directory.known_day)
    since, until = (period.since, period.until) if period else (None, None)
    outlets, outlet_places = _outlets(text, words, directory)
    filters = Filters((), since, until, outlets)
    mentions = [
        mention
        for mention in mentions_of(words, directory, filters)
        if not _inside(words[mention.first], quotes) and not outlet_places & {*range(mention.first, mention.last)}
    ]
    asked = recognised(text, words, mentions)
    left_out = (
        asked.frame | outlet_places | {n for mention in asked.subjects for n in range(mention.first, mention.last)}
    )
    topic = _topic(text, words, left_out, quotes, period)
    question = Question(text, asked.kind, topic, filters, verb=asked.verb, order=_order(text, asked))
    return _with_people(
        replace(
            question,
            words=tuple(text[start + 1 : end - 1] for start, end in quotes),
            claim=text[words[asked.claim].start :].rstrip(" ?!.") if asked.claim and asked.claim < len(words) else "",
            event=period.event if period else None,
            assumed=(period.assumed,) if period and period.assumed else (),
        ),
        asked.subjects,
        mentions,
    )


def _with_people(question: Question, subjects: Sequence[Mention], mentions: Sequence[Mention]) -> Question:
    """The question with those who speak, those who may, those nobody knows, and those it is about."""
    others = [mention for mention in mentions if mention not in subjects]
    about = tuple(mention.people[0].name for mention in others if len(mention.people) == 1)
    unsure = [mention for mention in subjects or others if len(mention.people) > 1]
    if not subjects and question.kind not in ("who-is", "role"):
        unsure = []
    return replace(
        question,
        filters=replace(
            question.filters,
            speakers=tuple(dict.fromkeys(mention.people[0].name for mention in subjects if len(mention.people) == 1)),
        ),
        about=tuple(dict.fromkeys(about)),
        ambiguous=tuple(dict.fromkeys(person for mention in unsure for person in mention.people)),
        unknown_people=tuple(mention.told for mention in subjects if not mention.people),
        assumed=question.assumed + tuple(mention.assumed for mention in mentions if mention.assumed),
    )


def overruled(question: Question, by_hand: Filters) -> Question:
    """The question with the filters that were set by hand in place of those its words tell."""
    told = question.filters
    days = by_hand if by_hand.since or by_hand.until else told
    filters = Filters(by_hand.speakers or told.speakers, days.since, days.until, by_hand.outlets or told.outlets)
    if by_hand.speakers:
        question = replace(question, ambiguous=(), unknown_people=())
    return replace(question, filters=filters)


def _order(text: str, asked: Recognised) -> Order:
    if asked.kind == "first-said" or _OLDEST.search(text):
        return "oldest"
    return "newest" if _NEWEST.search(text) else "relevance"


def _outlets(text: str, words: Sequence[Word], directory: Directory) -> tuple[tuple[str, ...], frozenset[int]]:
    """The outlets a question is narrowed to ("in the Courier", "according to the Post"), and their places."""
    found, places, longest = dict[str, None](), set[int](), max(map(len, directory.outlet_names), default=0)
    for first, word in enumerate(words):
        if (
            first in places
            or not word.capital
            or not _OUTLET.search(text[max(0, word.start - 20) : word.start].rstrip())
        ):
            continue
        for last in range(min(len(words), first + longest), first, -1):
            outlet = directory.outlet_names.get(tuple(word.folded for word in words[first:last]))
            if outlet:
                found[outlet] = None
                places.update(range(first, last))
                break
    return tuple(found), frozenset(places)


def _topic(
    text: str, words: Sequence[Word], left_out: Iterable[int], quotes: Sequence[tuple[int, int]], period: Period | None
) -> str:
    """What remains, in order; quotations whole, between quotation marks."""
    spans, skipped = period.spans if period else (), frozenset(left_out)
    pieces = {start: f'"{text[start + 1 : end - 1]}"' for start, end in quotes}
    pieces |= {
        word.start: word.told
        for place, word in enumerate(words)
        if place not in skipped and not word.asks and not _inside(word, quotes) and not _inside(word, spans)
    }
    return " ".join(pieces[start] for start in sorted(pieces))


def _inside(word: Word, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= word.start < end for start, end in spans)


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these spans as blanks: offsets stay, what is quoted is not read."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
