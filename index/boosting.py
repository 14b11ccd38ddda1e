"""Outlets and days that a query names, for which items of them are lifted; and phrases it puts between marks. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from index.days import MONTHS, SEASONS, Days, date_at, either

# Naming the outlet or the day was worth +0.04 recall at MultiHop questions (MODELS, section 4), where it was a
# fifth of the whole range of scores; found items differ by half a score at most.
OUTLET = 0.1
DAY = 0.1
PHRASE = 1.0  # who writes quotation marks means these words: what holds them all stands before what does not
_SHORTEST_OUTLET = 4  # letters; shorter names are words of their own ("The", "Mail" is none)

# Where days may begin. A month or season alone may be a name or a verb ("May", "fall"): it wants a word before it.
_BEGINS = re.compile(
    rf"(?<!\w)(?:(?:in|during|of|since|from|until|before|after|by|last|this|past|previous) (?:the )?"
    rf"(?={either((*MONTHS, *SEASONS))})|(?=\d|last|this|past|previous|yesterday|today|{either(MONTHS)}\.? \d))",
    re.IGNORECASE,
)


def days_named(query: str, newest: Callable[[], date | None]) -> tuple[Days, ...]:
    """The days a query names: a day ("4 March 2031", "2031-03-04"), a month or a year, or what counts from the
    newest article ("last May", "yesterday"), whose day `newest` gives when it is wanted."""
    return tuple(_named(query, newest)) if _BEGINS.search(query) else ()


def _named(query: str, newest: Callable[[], date | None]) -> Iterator[Days]:
    at, last = 0, newest()
    while begin := _BEGINS.search(query, at):
        start = begin.start() if begin[0].casefold().startswith(("last", "this", "past", "previous")) else begin.end()
        if found := date_at(query, start, last):
            yield found[0]
        at = max(begin.end(), begin.start() + 1, found[1] if found else 0)


def boost(query: str, days: Sequence[Days], outlet: str, day: str) -> float:
    """What an item of an outlet and a day (both may be empty) is lifted by. `query` is casefolded, `days` are
    those that it names."""
    named = len(outlet) >= _SHORTEST_OUTLET and outlet.casefold() in query
    meant = bool(day) and any(first.isoformat() <= day <= last.isoformat() for first, last in days)
    return OUTLET * named + DAY * meant
