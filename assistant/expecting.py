"""What a question asks for -> what a sentence that answers it must hold. Pure."""

import re

_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    "|ninety|dozen|hundred|thousand|million|billion|half|third|quarter|once|twice|none|no one|nobody"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SEASONS = "spring|summer|autumn|winter|morning|noon|evening|night|midnight|dawn|yesterday|today|tomorrow"

_NUMBER = re.compile(rf"\d|\b(?:{_NUMBERS})", re.IGNORECASE)
_TIME = re.compile(
    rf"\b(?:{_MONTHS}|{_DAYS})\b|\b(?:1[5-9]|2[01])\d\d\b|\d ?[ap]\.?m\b"
    rf"|\b(?i:{_SEASONS}|(?:next|last|this|a|an|two|three|\d+) (?:day|week|month|year|hour|decade)s?)\b"
)

# How a question begins or what it holds, and what its answer cannot lack.
_FORMS = (
    (
        re.compile(
            r"\bhow (?:many|much|old|far|long|tall|big|large|fast|hard|high|deep|often)\b"
            r"|\b(?:what|which) (?:share|number|percentage|proportion|portion|price|sum|amount|score|age|speed)\b"
            r"|\bnumber of\b|\bwhat (?:was|is|were) the (?:\w+ )?(?:result|score|cost|toll|turnout|price)\b",
            re.IGNORECASE,
        ),
        _NUMBER,
    ),
    (re.compile(r"\bwhen\b.*\?|\b(?:what|which) (?:year|day|date|time|month)\b", re.IGNORECASE), _TIME),
)


def answer_form(question: str) -> re.Pattern[str] | None:
    """What to look for in a sentence that may answer: a number for "how many", a time for "when". None for
    questions whose answers have no form one could see."""
    return next((answer for asks, answer in _FORMS if asks.search(question)), None)
