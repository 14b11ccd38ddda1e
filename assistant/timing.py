"""A question's words -> the days it asks about: "before April 2031", "last May", "since the election".

Days without a year, and those that count from today, are counted from the day of the newest article (days).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.question import Event, Relation
from index.days import COUNTED, COUNTS, UNITS, Days, count_of, date_at, either

_RELATIONS: dict[str, Relation] = {
    "before": "before", "prior to": "before", "ahead of": "before", "until": "until", "till": "until",
    "up to": "until", "by": "until", "as of": "until", "after": "after", "following": "after", "since": "since",
    "from": "since", "in": "during", "during": "during", "on": "during", "at": "during", "throughout": "during",
    "only": "during", "just": "during", "when": "during", "once": "since",
}  # fmt: skip


_RELATED = re.compile(rf"(?<!\w)(?P<relation>{either(_RELATIONS)})\s+", re.IGNORECASE)
_OFFSET = re.compile(rf"(?<!\w){COUNTED} (?P<relation>before|after)\s+", re.IGNORECASE)
_BARE = re.compile(rf"(?<!\w)(?=(?:last|this|yesterday|today|\d|{either(COUNTS)})(?!\w))", re.IGNORECASE)
_BETWEEN = re.compile(r"(?<!\w)(?:between|from)\s+", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|to|until|till)\s+", re.IGNORECASE)
_EVENT = re.compile(
    r"(?<!\w)(?P<relation>before|after|since|until|till|during|following|ahead of|when|once)\s+"
    r"(?P<words>(?:the|his|her|their|its|it|he|she|they)(?:[ ]+[^\s?.!,;:]+){0,9})",
    re.IGNORECASE,
)

DayOf = Callable[[str], date | None]


@dataclass(frozen=True, slots=True)
class Period:
    """The days a question is narrowed to, both included; None: open on that side. `spans` are the characters
    that told them. `event` when something that happened names them, its days known or not. `assumed` says
    how days were read that count from the newest article."""

    since: date | None
    until: date | None
    spans: tuple[tuple[int, int], ...]
    event: Event | None
    assumed: str


def period_of(text: str, newest: date | None, day_of: DayOf) -> Period | None:
    """The period that a question's words tell; None when they tell none. Days after the newest article are
    what is spoken of, not when it was said ("by 2050"), and narrow nothing."""
    for told in (_between(text, newest), _counted(text, newest, day_of), _told(text, newest)):
        if told is not None:
            return told
    return _at_event(text, day_of)


def _between(text: str, newest: date | None) -> Period | None:
    for opening in _BETWEEN.finditer(text):
        first = date_at(text, opening.end(), newest)
        joint = first and _AND.match(text, first[1])
        last = joint and date_at(text, joint.end(), newest)
        if first and last and first[0][0] > last[0][1]:  # "between March and May 2031": both of 2031
            first = date_at(text, opening.end(), last[0][1])
        if first and last:
            return _period(first[0][0], last[0][1], text, (opening.start(), last[1]), last[2])
    return None


def _counted(text: str, newest: date | None, day_of: DayOf) -> Period | None:
    """ "two months before the vote": the days from then to the vote."""
    for match in _OFFSET.finditer(text):
        found = date_at(text, match.end(), newest)
        event = None if found else _EVENT.match(text, match.start("relation"))
        day = day_of(event["words"]) if event else None
        days = found[0] if found else (day, day) if day else None
        if days is None:
            continue
        length = timedelta(count_of(match["count"]) * UNITS[match["unit"].casefold()])
        end = found[1] if found else match.end("relation")
        before = match["relation"].casefold() == "before"
        since, until = (days[0] - length, days[0]) if before else (days[1], days[1] + length)
        return _period(since, until, text, (match.start(), end), bool(found and found[2]))
    return None


def _told(text: str, newest: date | None) -> Period | None:
    """All dates after a word that relates them ("since May", "before 2031"), and those that need none."""
    since, until, spans, relative = date.min, date.max, list[tuple[int, int]](), False
    for match in sorted((*_RELATED.finditer(text), *_BARE.finditer(text)), key=lambda match: match.end()):
        found = date_at(text, match.end(), newest)
        if found is None or (newest and found[0][0] > newest) or (spans and match.start() < spans[-1][1]):
            continue
        if match.re is _BARE and not found[2]:
            continue
        relation = _RELATIONS[match["relation"].casefold()] if match.re is _RELATED else "during"
        low, high = _related(relation, found[0])
        since, until, relative = max(since, low), min(until, high), relative or found[2]
        spans.append((match.start(), found[1]))
    if not spans or since > until:
        return None
    told = _period(since, until, text, spans[0], relative)
    return Period(told.since, told.until, tuple(spans), None, told.assumed)


def _at_event(text: str, day_of: DayOf) -> Period | None:
    match = _EVENT.search(text)
    if match is None:
        return None
    relation = _RELATIONS[" ".join(match["relation"].casefold().split())]
    event, day = Event(relation, match["words"]), day_of(match["words"])
    if day is None:
        return Period(None, None, (), event, "")
    since, until = _related(relation, (day, day))
    if relation == "after":  # what is said after a match is printed the same evening
        since = day
    return Period(*_open(since, until), (), event, f"{match['words']}: {day}")


def _related(relation: Relation, days: Days) -> Days:
    first, last = days
    if relation == "before":
        return date.min, first - timedelta(1)
    if relation == "after":
        return last + timedelta(1), date.max
    return (first if relation != "until" else date.min), (last if relation != "since" else date.max)


def _period(since: date, until: date, text: str, span: tuple[int, int], relative: bool) -> Period:
    known = _open(since, until)
    read = " to ".join(str(day) for day in dict.fromkeys(known) if day)
    assumed = f"“{text[span[0] : span[1]].strip()}” read as {read}, from the newest article" if relative else ""
    return Period(*known, (span,), None, assumed)


def _open(since: date, until: date) -> tuple[date | None, date | None]:
    return (None if since == date.min else since), (None if until == date.max else until)
