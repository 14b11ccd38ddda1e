"""Check 4, days: every day, weekday and month that a claim names is one that stands where it rests. Pure."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

_MONTHS = """january february march april may june july august september october november december""".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DAY_MONTH = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({'|'.join(_MONTHS)})\b(?:,?\s+(\d{{4}}))?"
    rf"|\b({'|'.join(_MONTHS)})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*(?:per|%))(?:,?\s+(\d{{4}}))?"
    r"|\b(\d{4})-(\d\d)-(\d\d)\b",
    re.IGNORECASE,
)
WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)})\b", re.IGNORECASE)
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\b")
MONTH_NAMED = re.compile(rf"\b({'|'.join(month.capitalize() for month in _MONTHS)})\b")
_IN_MONTH = re.compile(rf"\b(?:in|since|until|by|of|last|next|early|late) ({'|'.join(_MONTHS)})\b", re.IGNORECASE)


def is_day(told: str) -> bool:
    """Whether it names a day by date or weekday, or a month."""
    return is_date(told) or bool(WEEKDAY.fullmatch(told) or _MONTH.fullmatch(told.casefold()))


def is_date(told: str) -> bool:
    return _DAY_MONTH.fullmatch(told) is not None


def missing_day(claim: str, context: str, published: date | None) -> str:
    """The first date, weekday or month of a claim that its context does not have, as told; empty when it has all.
    `published`: the day of the article, from which "on Tuesday" and "yesterday" are counted."""
    return (
        _missing_date(claim, context, published)
        or _missing_weekday(claim, context, published)
        or _missing_month(claim, context, published)
    )


def _missing_date(claim: str, context: str, published: date | None) -> str:
    known = {(month, day) for month, day, _, _ in days(context)}
    if published:
        weekdays = {match[1].casefold() for match in WEEKDAY.finditer(context)}
        near = (published + timedelta(days=ahead) for ahead in range(-7, 8) if _named(published, ahead, weekdays))
        known |= {(day.month, day.day) for day in near}
    for month, day, year, told in days(claim):
        another_year = year and published and abs(year - published.year) > 1 and str(year) not in context
        if (month, day) not in known or another_year:
            return told
    return ""


def _missing_weekday(claim: str, context: str, published: date | None) -> str:
    known = {match[1].casefold() for match in WEEKDAY.finditer(context)}
    if published:
        dated = (date(published.year, month, day) for month, day, _, _ in days(claim))
        known |= {_DAYS[day.weekday()] for day in (published, *dated)}
    return next((match[1] for match in WEEKDAY.finditer(claim) if match[1].casefold() not in known), "")


def _missing_month(claim: str, context: str, published: date | None) -> str:
    known = {match[1] for match in _MONTH.finditer(context.casefold())}
    if published:
        known.add(_MONTHS[published.month - 1])
    return next((match[1] for match in _IN_MONTH.finditer(claim) if match[1].casefold() not in known), "")


def _named(published: date, ahead: int, weekdays: set[str]) -> bool:
    """The day itself and the day before (what "yesterday" is), and days that the context names by weekday."""
    day = published + timedelta(days=ahead)
    return ahead in (0, -1) or _DAYS[day.weekday()] in weekdays


def days(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Month, day, year (0 when untold) of each day a text names, and how."""
    for match in _DAY_MONTH.finditer(text):
        d, m, y, m2, d2, y2, y3, m3, d3 = match.groups()
        month = int(m3) if m3 else _MONTHS.index((m or m2).casefold()) + 1
        day, year = int(d or d2 or d3), int(y or y2 or y3 or 0)
        if 1 <= day <= 31 and 1 <= month <= 12 and not (month == 2 and day > 28):
            yield month, day, year, match[0]


def without_days(text: str) -> str:
    return _DAY_MONTH.sub(lambda match: " " * len(match[0]), text)
