"""A question's words -> the days it asks about: "before April 2031", "last May", "since the election".

Days without a year, and those that count from today, are counted from the day of the newest article.
"""

import calendar
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.question import Event, Relation

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # the month each begins with
_THIRDS = {"start": 0, "beginning": 0, "early": 0, "middle": 1, "mid": 1, "end": 2, "late": 2}
_UNITS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "couple of": 2, "three": 3, "few": 3, "four": 4, "five": 5, "six": 6}
_COUNTS |= {"seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12}
_RELATIONS: dict[str, Relation] = {
    "before": "before", "prior to": "before", "ahead of": "before", "until": "until", "till": "until",
    "up to": "until", "by": "until", "as of": "until", "after": "after", "following": "after", "since": "since",
    "from": "since", "in": "during", "during": "during", "on": "during", "at": "during", "throughout": "during",
    "only": "during", "just": "during", "when": "during", "once": "since",
}  # fmt: skip


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


def _pattern(shape: str, the: str = "(?:the )?") -> re.Pattern[str]:
    third = rf"(?:(?:the )?(?P<third>{_either(_THIRDS)})(?: of |[ -]))?"
    return re.compile(rf"{third}{the}{shape}(?!\w)", re.IGNORECASE)


_YEAR, _MONTH, _DAY = r"(?P<year>(?:1[6-9]|2[01])\d\d)", rf"(?P<month>{_either(_MONTHS)})\.?", r"(?P<day>\d\d?)"
_COUNTED = rf"(?P<count>\d\d?|{_either(_COUNTS)}) (?P<unit>{_either(_UNITS)})s?"
_DATES = [
    _pattern(rf"{_YEAR}-(?P<number>\d\d)-{_DAY}"),
    _pattern(rf"{_DAY}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR})?"),
    _pattern(rf"{_MONTH} {_DAY}(?:st|nd|rd|th)?(?:,? {_YEAR})?"),
    _pattern(rf"(?:(?P<which>last|this) )?{_MONTH}(?:,? (?:of )?{_YEAR})?"),
    _pattern(rf"(?:(?P<which>last|this) )?(?P<season>{_either(_SEASONS)})(?: (?:of )?{_YEAR})?"),
    _pattern(_YEAR, the="(?:the year )?"),  # "in the 2022 final" names a final
    _pattern(r"(?P<which>last|this|past|previous) (?P<unit>week|month|year)"),
    _pattern(rf"(?:last|past) {_COUNTED}"),
    _pattern(rf"{_COUNTED} (?P<ago>ago)"),
    _pattern(r"(?P<near>yesterday|today)"),
]
_RELATED = re.compile(rf"(?<!\w)(?P<relation>{_either(_RELATIONS)})\s+", re.IGNORECASE)
_OFFSET = re.compile(rf"(?<!\w){_COUNTED} (?P<relation>before|after)\s+", re.IGNORECASE)
_BARE = re.compile(rf"(?<!\w)(?=(?:last|this|yesterday|today|\d|{_either(_COUNTS)})(?!\w))", re.IGNORECASE)
_BETWEEN = re.compile(r"(?<!\w)(?:between|from)\s+", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|to|until|till)\s+", re.IGNORECASE)
_EVENT = re.compile(
    r"(?<!\w)(?P<relation>before|after|since|until|till|during|following|ahead of|when|once)\s+"
    r"(?P<words>(?:the|his|her|their|its|it|he|she|they)(?:[ ]+[^\s?.!,;:]+){0,9})",
    re.IGNORECASE,
)

Days = tuple[date, date]  # both included
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


def days_in_words(since: date | None, until: date | None) -> str:
    """Days as words that `period_of` reads as the same days; empty when there are none."""
    if since and until:
        if since == until:
            return f"on {since}"
        if (since, until) == _month(since.year, since.month, 1):
            return f"in {calendar.month_name[since.month]} {since.year}"
        whole_year = (since, until) == (date(since.year, 1, 1), date(since.year, 12, 31))
        return f"in {since.year}" if whole_year else f"between {since} and {until}"
    return f"since {since}" if since else f"until {until}" if until else ""


def _between(text: str, newest: date | None) -> Period | None:
    for opening in _BETWEEN.finditer(text):
        first = _date_at(text, opening.end(), newest)
        joint = first and _AND.match(text, first[1])
        last = joint and _date_at(text, joint.end(), newest)
        if first and last and first[0][0] > last[0][1]:  # "between March and May 2031": both of 2031
            first = _date_at(text, opening.end(), last[0][1])
        if first and last:
            return _period(first[0][0], last[0][1], text, (opening.start(), last[1]), last[2])
    return None


def _counted(text: str, newest: date | None, day_of: DayOf) -> Period | None:
    """ "two months before the vote": the days from then to the vote."""
    for match in _OFFSET.finditer(text):
        found = _date_at(text, match.end(), newest)
        event = None if found else _EVENT.match(text, match.start("relation"))
        day = day_of(event["words"]) if event else None
        days = found[0] if found else (day, day) if day else None
        if days is None:
            continue
        length = timedelta(_count(match["count"]) * _UNITS[match["unit"].casefold()])
        end = found[1] if found else match.end("relation")
        before = match["relation"].casefold() == "before"
        since, until = (days[0] - length, days[0]) if before else (days[1], days[1] + length)
        return _period(since, until, text, (match.start(), end), bool(found and found[2]))
    return None


def _told(text: str, newest: date | None) -> Period | None:
    """All dates after a word that relates them ("since May", "before 2031"), and those that need none."""
    since, until, spans, relative = date.min, date.max, list[tuple[int, int]](), False
    for match in sorted((*_RELATED.finditer(text), *_BARE.finditer(text)), key=lambda match: match.end()):
        found = _date_at(text, match.end(), newest)
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


# ---------------------------------------------------------------------- one date


def _date_at(text: str, start: int, newest: date | None) -> tuple[Days, int, bool] | None:
    """The date that begins at a character: its days, where it ends, whether it counts from the newest article."""
    for pattern in _DATES:
        if match := pattern.match(text, start):
            told = {name: value.casefold() for name, value in match.groupdict().items() if value}
            try:
                days = _days(told, newest)
            except (ValueError, OverflowError):  # 31 June; a year before 1
                continue
            if days:
                third = told.get("third")
                relative = "year" not in told
                return (_third(days, _THIRDS[third]) if third else days), match.end(), relative
    return None


def _days(told: dict[str, str], newest: date | None) -> Days | None:
    if "year" in told:
        return _in_year(told, int(told["year"]))
    if newest is None:
        return None
    if "month" in told or "season" in told:
        strictly = told.get("which") == "last"
        years: Iterator[Days] = (_in_year(told, newest.year - back) for back in range(3))
        return next((days for days in years if (days[1] < newest if strictly else days[0] <= newest)), None)
    if "near" in told:
        day = newest - timedelta(told["near"] == "yesterday")
        return day, day
    span = timedelta(_count(told.get("count", "1")) * _UNITS[told["unit"]])
    if "ago" in told:
        around = timedelta(_UNITS[told["unit"]] // 2)
        return newest - span - around, newest - span + around
    return (newest - span, newest) if "which" not in told else _calendar_unit(told, newest)


def _calendar_unit(told: dict[str, str], newest: date) -> Days:
    """This or last week (from Monday), month or year."""
    back = told["which"] != "this"
    if told["unit"] == "week":
        monday = newest - timedelta(newest.weekday() + 7 * back)
        return monday, monday + timedelta(6)
    if told["unit"] == "month":
        day = newest.replace(day=1) - timedelta(back)
        return _month(day.year, day.month, 1)
    return date(newest.year - back, 1, 1), date(newest.year - back, 12, 31)


def _in_year(told: dict[str, str], year: int) -> Days:
    if "season" in told:
        return _month(year, _SEASONS[told["season"]], 3)
    month = _MONTHS[told["month"]] if "month" in told else int(told.get("number", 0))
    if "day" in told:
        day = date(year, month, int(told["day"]))
        return day, day
    return _month(year, month, 1) if month else (date(year, 1, 1), date(year, 12, 31))


def _month(year: int, month: int, length: int) -> Days:
    """So many whole months from one on; they may run into the next year."""
    after = date(year + (month + length - 1) // 12, (month + length - 1) % 12 + 1, 1)
    return date(year, month, 1), after - timedelta(1)


def _third(days: Days, which: int) -> Days:
    """The first, middle or last third: "early 2031", "the end of May"."""
    first, length = days[0], (days[1] - days[0]).days + 1
    return first + timedelta(length * which // 3), first + timedelta(length * (which + 1) // 3 - 1)


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word.casefold()]
