"""Check 4, numbers and dates: every one of a claim stands where it rests. Pure.

A figure is a value with what it counts ("340 million crowns" is 340,000,000 of "crown"); the ways to write one
are many ("38m", "two thirds", "6.5 per cent", "a dozen", "eighteen months"), and are brought to one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen""".split()
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_WORDS = {word: float(value) for value, word in enumerate(_SMALL)} | {w: float(v) for w, v in _TENS.items()}
_ORDINALS = {
    word: float(value)
    for value, word in enumerate("third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 3)
}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "k": 1e3,
    "dozen": 12.0,
}
_PARTS = {
    "half": 2.0,
    "halves": 2.0,
    "third": 3.0,
    "quarter": 4.0,
    "fifth": 5.0,
    "sixth": 6.0,
    "eighth": 8.0,
    "tenth": 10.0,
}
_SPANS = {"fortnight": (2.0, "week"), "decade": (10.0, "year"), "century": (100.0, "year"), "decades": (10.0, "year")}
_DURATIONS = {"day": 1.0, "week": 7.0, "month": 30.0, "year": 360.0}
_MONTHS = """january february march april may june july august september october november december""".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:[.:]\d+)?")
_TOKEN = re.compile(rf"{_NUMBER.pattern}|[^\W\d_]+(?:['’][^\W\d_]+)?|%|[$€£]")
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({'|'.join(_MONTHS)})\b(?:,?\s+(\d{{4}}))?"
    rf"|\b({'|'.join(_MONTHS)})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*(?:per|%))(?:,?\s+(\d{{4}}))?"
    r"|\b(\d{4})-(\d\d)-(\d\d)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)})\b", re.IGNORECASE)
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\b")
_MONTH_NAMED = re.compile(rf"\b({'|'.join(month.capitalize() for month in _MONTHS)})\b")
_ROUGHLY = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|some|over|more than|under|close to|approximately)\W+$", re.I
)
_ROUND = 0.1  # a figure called rough may be off by so much
_NO_UNIT = frozenset("of the a an in per to and or more less than its their his her other new".split())


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` of `unit` (the folded word that follows, empty when none does), as `told`."""

    value: float
    unit: str
    told: str
    rough: bool


def missing(claim: str, context: str, published: date | None) -> str:
    """The first number or date of a claim that its context does not have; empty when it has all. `published`:
    the day of the article, which "on Tuesday" is counted from."""
    if day := _missing_day(claim, context, published):
        return day
    held = [*figures(context)]
    values = [figure.value for figure in held]
    for figure in figures(_without_days(claim)):
        if published and figure.value in (published.year, published.day):
            continue
        if not any(_same(figure, value) for value in values) or _counts_other(figure, held):
            return figure.told
    return ""


def instead(told: str, sentence: str, claim: str) -> str:
    """What a sentence has where a claim has the number or date `told`, as the sentence writes it: another day, or
    another number of the same thing; empty where it has none, or several that may be meant."""
    if day := next(_days(told), None):
        others = [d for d in _days(sentence) if d[:2] != day[:2]]
        of_month = [d for d in others if d[0] == day[0]]
        return _only([d[3] for d in of_month or others]) or _only(_WEEKDAY.findall(sentence))
    for names in (_WEEKDAY, _MONTH_NAMED):
        if names.fullmatch(told):
            return _only([match[0] for match in names.finditer(sentence)])
    ours = [figure.value for figure in figures(claim)]
    false = next((f for f in figures(_without_days(claim)) if f.told == told), None)
    held = [f for f in figures(_without_days(sentence)) if not any(_same(f, value) for value in ours)]
    if false is None:
        return ""
    alike = [f for f in held if f.unit == false.unit] or [f for f in held if "%" not in (f.unit, false.unit)]
    return _only([f.told for f in alike])


def is_day(told: str) -> bool:
    """Whether it names a day by date or weekday, or a month."""
    return is_date(told) or bool(_WEEKDAY.fullmatch(told) or _MONTH.fullmatch(told.casefold()))


def is_date(told: str) -> bool:
    return _DAY_MONTH.fullmatch(told) is not None


def _only(told: list[str]) -> str:
    return told[0] if len({*told}) == 1 else ""


def figures(text: str) -> Iterator[Figure]:
    """The numbers of a text, in words or digits. A lone "one" or "a" counts for nothing."""
    tokens = [(match[0].casefold(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    at = 0
    while at < len(tokens):
        value, after = _value(tokens, at)
        if value is None:
            at += 1
            continue
        unit = _unit(tokens, after)
        start, end = tokens[at][1], tokens[after - 1][2]
        rough = bool(_ROUGHLY.search(text[:start]))
        scaled = _SPANS.get(unit)
        number = value * scaled[0] if scaled else value
        unit = scaled[1] if scaled else unit
        if not (number == 1 and tokens[at][0] == "one"):
            yield Figure(number, unit, text[start:end], rough)
        at = after


def _value(tokens: list[tuple[str, int, int]], at: int) -> tuple[float | None, int]:
    """The number that begins here, and the token behind it."""
    word = tokens[at][0]
    after = tokens[at + 1][0] if at + 1 < len(tokens) else ""
    if word in ("a", "an", "one") and after in _PARTS:
        return 1 / _PARTS[after], at + 2
    if word == "half":
        return 0.5, at + 1
    if word in ("a", "an") and after in _SCALES and len(after) > 2:
        return _SCALES[after], at + 2
    if word in ("twice", "double", "doubled"):
        return 2.0, at + 1
    if _NUMBER.fullmatch(word):
        value = float(word.replace(",", "").replace(":", "."))
    elif word in _WORDS:
        value = _WORDS[word]
    elif word in _ORDINALS and word not in _PARTS:
        return _ORDINALS[word], at + 1
    else:
        return None, at
    at += 1
    if value in _TENS.values() and at < len(tokens) and tokens[at][0] in _SMALL[1:10] and word in _TENS:
        value += _WORDS[tokens[at][0]]
        at += 1
    while at < len(tokens) and tokens[at][0] in _SCALES:
        value *= _SCALES[tokens[at][0]]
        at += 1
    if at < len(tokens) and tokens[at][0].rstrip("s") in _PARTS and value < 20:
        return value / _PARTS[tokens[at][0].rstrip("s")], at + 1
    return value, at


def _unit(tokens: list[tuple[str, int, int]], at: int) -> str:
    if at < len(tokens) and (tokens[at][0] in ("%", "percent") or _is_per_cent(tokens, at)):
        return "%"
    while at < len(tokens) and tokens[at][0] in _NO_UNIT:
        at += 1
    word = tokens[at][0] if at < len(tokens) and not _NUMBER.fullmatch(tokens[at][0]) else ""
    return word.rstrip("s") if word not in _SPANS else word


def _is_per_cent(tokens: list[tuple[str, int, int]], at: int) -> bool:
    return tokens[at][0] == "per" and at + 1 < len(tokens) and tokens[at + 1][0] == "cent"


def _same(figure: Figure, value: float) -> bool:
    told = (figure.value, figure.value / 100) if figure.unit == "%" else (figure.value, figure.value * 100)
    as_share = 0 < min(figure.value, value) < 1 and abs(told[1] - value) < 1e-9
    if abs(figure.value - value) < 1e-9 or as_share:
        return True  # a quarter is 25 per cent
    return figure.rough and value > 0 and abs(figure.value - value) <= _ROUND * value


def _counts_other(figure: Figure, held: list[Figure]) -> bool:
    """Whether the context counts the same thing, but nowhere so many: "1,300 jobs" where 600 jobs are told of
    and 1,300 are something else."""
    if not figure.unit:
        return False
    same_unit = [other for other in held if other.unit == figure.unit]
    return (
        bool(same_unit)
        and not any(_same(figure, other.value) for other in same_unit)
        and not any(not other.unit for other in held if _same(figure, other.value))
    )


# ---------------------------------------------------------------------- days


def _missing_day(claim: str, context: str, published: date | None) -> str:
    known = {(month, day) for month, day, _, _ in _days(context)}
    weekdays = {match[1].casefold() for match in _WEEKDAY.finditer(context)}
    near: set[date] = set()
    if published:
        near = {published + timedelta(days=ahead) for ahead in range(-7, 8) if _named(published, ahead, weekdays)}
    for month, day, year, told in _days(claim):
        stands = (month, day) in known or any((one.month, one.day) == (month, day) for one in near)
        if not stands or (year and published and abs(year - published.year) > 1 and str(year) not in context):
            return told
    exact = [*_days(claim)]
    for match in _WEEKDAY.finditer(claim):
        named = match[1].casefold()
        on_day = bool(published) and named == _DAYS[published.weekday()] if published else False
        of_date = (
            any(_DAYS[date(published.year, m, d).weekday()] == named for m, d, _, _ in exact) if published else False
        )
        if named not in weekdays and not on_day and not of_date:
            return match[1]
    months = {match[1].casefold() for match in _MONTH.finditer(context.casefold())}
    if published:
        months.add(_MONTHS[published.month - 1])
    for match in re.finditer(rf"\b(?:in|since|until|by|of|last|next|early|late) ({'|'.join(_MONTHS)})\b", claim, re.I):
        if match[1].casefold() not in months:
            return match[1]
    return ""


def _named(published: date, ahead: int, weekdays: set[str]) -> bool:
    """The day itself and the day before (what "yesterday" is), and days that the context names by weekday."""
    day = published + timedelta(days=ahead)
    return ahead in (0, -1) or _DAYS[day.weekday()] in weekdays


def _days(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Month, day, year (0 when untold) of each day a text names, and how."""
    for match in _DAY_MONTH.finditer(text):
        d, m, y, m2, d2, y2, y3, m3, d3 = match.groups()
        month = int(m3) if m3 else _MONTHS.index((m or m2).casefold()) + 1
        day, year = int(d or d2 or d3), int(y or y2 or y3 or 0)
        if 1 <= day <= 31 and 1 <= month <= 12 and not (month == 2 and day > 28):
            yield month, day, year, match[0]


def _without_days(text: str) -> str:
    return _DAY_MONTH.sub(lambda match: " " * len(match[0]), text)
