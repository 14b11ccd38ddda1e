"""A text that stands alone -> what it asks.

Days are read first (timing), because they tell who held a role; then people (naming); then what is asked of
them (recognising). What remains is the topic.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.directory import Directory
from assistant.mention import Mention
from assistant.naming import mentions_of
from assistant.presuming import presumed
from assistant.question import Order, Question, Term
from assistant.recognising import SUCCEEDING, Recognised, recognised
from assistant.timing import Period, period_of
from assistant.titling import role_told
from assistant.verbs import FAMILIES
from assistant.word import Word, blanked, quotations, word_set, words_of
from index.filters import Filters

_NEWEST = re.compile(r"\b(?:latest|newest|most recent(?:ly)?|newer|recently|lately)\b", re.IGNORECASE)
_GIVEN_EARLIER = re.compile(r"[?!. ]*\([^()]*\)\s*$")
_OLDEST = re.compile(r"\b(?:first|earliest|oldest|originally|at first|initially)\b", re.IGNORECASE)
_REACH = 20  # characters before an outlet that tell whether a question is narrowed to it
_OUTLET = re.compile(
    r"(?<!\w)(?:(?:in|from|by|per|according to|only|did|does|has|what) the|in|from|per|according to)$", re.I
)
_SHAPING = word_set(  # how the answer is wanted, not what about
    """everything anything something show list exactly true latest newest newer recent recently lately earliest else
    all quotes quotations news"""
)


def construed(text: str, directory: Directory) -> Question:
    """What a text that stands alone asks."""
    words, quotes = words_of(text), quotations(text)
    period = period_of(blanked(text, quotes), directory.newest, directory.known_day)
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
    text = " ".join((text, *_successors(text, mentions, directory)))
    question = Question(text, asked.kind, topic, filters, verb=asked.verb, order=_order(text, asked))
    question = _with_people(
        replace(
            question,
            words=tuple(text[start + 1 : end - 1] for start, end in quotes),
            claim=_claim(text, words, asked.claim),
            presumed=presumed(text, words, asked.subjects, mentions),
            event=period.event if period else None,
            assumed=(period.assumed,) if period and period.assumed else (),
        ),
        asked.subjects,
        mentions,
    )
    return _held(question, words, directory)


def _held(question: Question, words: Sequence[Word], directory: Directory) -> Question:
    """The question, with its speaker unknown where it tells a role of theirs that they never held: whoever asks what
    she said as a minister asks for the words of a minister."""
    if question.kind == "did-say" or question.verb in FAMILIES["call"] or len(question.filters.speakers) != 1:
        return question
    speaker = directory.by_name.get(question.filters.speakers[0])
    told = role_told(words, directory)
    if speaker is None or not told or directory.roles.fits(speaker, told[-1:]):
        return question
    unknown = f"{speaker.name} as {' '.join(told)}"
    return replace(question, filters=replace(question.filters, speakers=()), unknown_people=(unknown,))


def _claim(text: str, words: Sequence[Word], place: int | None) -> str:
    """What someone is asked to have said: to the end of the text, but for what earlier turns gave in brackets."""
    if not place or place >= len(words):
        return ""
    return _GIVEN_EARLIER.sub("", text[words[place].start :]).rstrip(" ?!.")


def _with_people(question: Question, subjects: Sequence[Mention], mentions: Sequence[Mention]) -> Question:
    """The question with those who speak, those who may, those nobody knows, and those it is about."""
    of_role = question.kind in ("who-is", "role")
    others = [mention for mention in mentions if mention not in subjects]
    about = tuple(mention.people[0].name for mention in others if len(mention.people) == 1)
    unsure = [mention for mention in subjects or others if len(mention.people) > 1]
    if not subjects and not of_role:
        unsure = []
    told = [mention for mention in mentions if mention in subjects or of_role or not mention.role]
    speakers = tuple(dict.fromkeys(mention.people[0].name for mention in subjects if len(mention.people) == 1))
    return replace(
        question,
        filters=replace(question.filters, speakers=speakers),
        about=tuple(dict.fromkeys(about)),
        ambiguous=tuple(dict.fromkeys(person for mention in unsure for person in mention.people)),
        terms=_terms(question.filters, subjects, others),
        undecided=any(mention.described for mention in unsure),
        unknown_people=tuple(mention.told for mention in subjects if not mention.people),
        assumed=question.assumed + tuple(mention.assumed for mention in told if mention.assumed),
    )


def _successors(text: str, mentions: Sequence[Mention], directory: Directory) -> tuple[str, ...]:
    """Who held a role next, where a question asks who succeeded somebody: a name that articles on it hold."""
    if not SUCCEEDING.search(text) or re.search(r"\bbefore\b", text, re.IGNORECASE):
        return ()
    people = [mention.people[0] for mention in mentions if len(mention.people) == 1]
    after = (directory.roles.successor(person) for person in people)
    return tuple(dict.fromkeys(f"({person.name})" for person in after if person))


def _terms(filters: Filters, subjects: Sequence[Mention], others: Sequence[Mention]) -> tuple[Term, ...]:
    """The terms of all who held the office by which the one who speaks is called, but for those named beside them;
    none where days tell which of them is meant."""
    if len(subjects) != 1 or filters.since or filters.until:
        return ()
    beside = {person.name for mention in others if not mention.role for person in mention.people}
    return tuple(term for term in subjects[0].terms if term.name not in beside)


def _order(text: str, asked: Recognised) -> Order:
    if asked.kind == "first-said" or _OLDEST.search(text):
        return "oldest"
    return "newest" if _NEWEST.search(text) else "relevance"


def _outlets(text: str, words: Sequence[Word], directory: Directory) -> tuple[tuple[str, ...], frozenset[int]]:
    """The outlets a question is narrowed to ("in the Courier", "according to the Post"), and their places."""
    found, places, longest = dict[str, None](), set[int](), max(map(len, directory.outlet_names), default=0)
    for first, word in enumerate(words):
        lead = text[max(0, word.start - _REACH) : word.start].rstrip()
        if first in places or not word.capital or not _OUTLET.search(lead):
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
    told, skipped = (*quotes, *(period.spans if period else ())), frozenset(left_out)
    pieces = {start: f'"{text[start + 1 : end - 1]}"' for start, end in quotes}
    pieces |= {
        word.start: word.told
        for place, word in enumerate(words)
        if not (place in skipped or word.asks or word.folded in _SHAPING or _inside(word, told))
    }
    return " ".join(pieces[start] for start in sorted(pieces))


def _inside(word: Word, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= word.start < end for start, end in spans)
