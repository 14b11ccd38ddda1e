"""Outlets and days that a query names, for which items of them are lifted. Pure."""

import re
from datetime import date

# Naming the outlet or the day was worth +0.04 recall at MultiHop questions (MODELS, section 4), where it was a
# fifth of the whole range of scores; found items differ by half a score at most.
OUTLET = 0.1
DAY = 0.1
_SHORTEST_OUTLET = 4  # letters; shorter names are words of their own ("The", "Mail" is none)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_FORMS = tuple(
    re.compile(rf"\b{form}\b", re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
        rf"{_NTH}(?: of)? {_MONTH},? {_YEAR}",
        rf"{_MONTH} {_NTH},? {_YEAR}",
    )
)


def days_named(query: str) -> frozenset[str]:
    """The days a query names in full ("4 March 2031", "March 4, 2031", "2031-03-04"), as ISO dates."""
    found = set()
    for form in _FORMS:
        for match in form.finditer(query):
            month = match["month"]
            number = int(month) if month.isdecimal() else _MONTHS.index(month[:3].casefold()) + 1
            try:
                found.add(date(int(match["year"]), number, int(match["day"])).isoformat())
            except ValueError:  # no such day
                continue
    return frozenset(found)


def boost(query: str, days: frozenset[str], outlet: str, day: str) -> float:
    """What an item of an outlet and a day (both may be empty) is lifted by. `query` is casefolded, `days` are
    those that it names."""
    named = len(outlet) >= _SHORTEST_OUTLET and outlet.casefold() in query
    return OUTLET * named + DAY * (day in days)
