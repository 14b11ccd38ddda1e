"""Words for days -> the days: "4 March 2031", "last May", "the end of 2032", "three weeks ago".

Days without a year, and those that count from today, are counted from the day of the newest article.
"""

import calendar
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

Days = tuple[date, date]  # both included

MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # the month each begins with
_THIRDS = {"start": 0, "beginning": 0, "early": 0, "middle": 1, "mid": 1, "end": 2, "late": 2}
UNITS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "couple of": 2, "three": 3, "few": 3, "four": 4, "five": 5, "six": 6}
COUNTS |= {"seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12}


def either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


def _pattern(shape: str, the: str = "(?:the )?") -> re.Pattern[str]:
    third = rf"(?:(?:the )?(?P<third>{either(_THIRDS)})(?: of |[ -]))?"
    return re.compile(rf"{third}{the}{shape}(?!\w)", re.IGNORECASE)


_YEAR, _MONTH, _DAY = r"(?P<year>(?:1[6-9]|2[01])\d\d)", rf"(?P<month>{either(MONTHS)})\.?", r"(?P<day>\d\d?)"
COUNTED = rf"(?P<count>\d\d?|{either(COUNTS)}) (?P<unit>{either(UNITS)})s?"
_DATES = [
    _pattern(rf"{_YEAR}-(?P<number>\d\d)-{_DAY}"),
    _pattern(rf"{_DAY}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR})?"),
    _pattern(rf"{_MONTH} {_DAY}(?:st|nd|rd|th)?(?:,? {_YEAR})?"),
    _pattern(rf"(?:(?P<which>last|this) )?{_MONTH}(?:,? (?:of )?{_YEAR})?"),
    _pattern(rf"(?:(?P<which>last|this) )?(?P<season>{either(SEASONS)})(?: (?:of )?{_YEAR})?"),
    _pattern(_YEAR, the="(?:the year )?"),  # "in the 2022 final" names a final
    _pattern(r"(?P<which>last|this|past|previous) (?P<unit>week|month|year)"),
    _pattern(rf"(?:last|past) {COUNTED}"),
    _pattern(rf"{COUNTED} (?P<ago>ago)"),
    _pattern(r"(?P<near>yesterday|today)"),
]


def date_at(text: str, start: int, newest: date | None) -> tuple[Days, int, bool] | None:
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
    span = timedelta(count_of(told.get("count", "1")) * UNITS[told["unit"]])
    if "ago" in told:
        around = timedelta(UNITS[told["unit"]] // 2)
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
        return _month(year, SEASONS[told["season"]], 3)
    month = MONTHS[told["month"]] if "month" in told else int(told.get("number", 0))
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


def count_of(word: str) -> int:
    return int(word) if word.isdigit() else COUNTS[word.casefold()]


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
