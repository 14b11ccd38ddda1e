"""What a question asks for -> what a sentence that answers it must hold. Pure."""

import re

_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    "|ninety|dozen|hundred|thousand|million|billion|half|third|quarter|once|twice|none|no one|nobody"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SEASONS = "spring|summer|autumn|winter|morning|noon|evening|night|midnight|dawn|yesterday|today|tomorrow"

# A figure of its own; one that is part of a name ("Tern-2") counts nothing.
_NUMBER = re.compile(rf"(?<![\w-])\d|\b(?:{_NUMBERS})", re.IGNORECASE)
_MONEY = re.compile(
    rf"[$€£¥]\s?\d|(?:\d|\b(?:{_NUMBERS}))[\w.,]*(?:[ -](?:thousand|million|billion|trillion))?[ -]"
    r"(?:crowns?|dollars?|euros?|pounds?|francs?|yen|yuan|rupees?|pesos?|cents?|pence|times)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"\b(?:{_MONTHS}|{_DAYS})\b|\b(?:1[5-9]|2[01])\d\d\b|\d ?[ap]\.?m\b|\b\d{{1,2}}[.:]\d\d\b"
    rf"|\b(?i:{_SEASONS}|(?:next|last|this|a|an|two|three|\d+) (?:day|week|month|year|hour|decade)s?)\b"
)
_NAME = re.compile(r"\b[A-Z][\w'’-]+")

_COUNTED = re.compile(
    r"\bhow (?:many|much|old|far|long|tall|big|large|fast|hard|high|deep|often|heavy|wide)\b"
    r"|\b(?:what|which) (?:share|number|percentage|proportion|portion|sum|amount|score|age|speed|turnout)\b"
    r"|\bnumber of\b|\bwhat (?:was|is|were) the (?:\w+ )?(?:result|score|toll|turnout|rate)\b",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"\b(?:how much|what)\b.*\b(?:cost|costs|pay|pays|paid|paying|earns?|earned|spent|spend|worth|fined?)\b"
    r"|\b(?:what|which) (?:price|fee|fine|salary|rent|wage)\b|\bwhat (?:was|is) the (?:\w+ )?(?:price|cost|fee|fine)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:rise|rises|rose|raise[sd]?|increase[sd]?|grow|grew|fall|fell|cut|drop(?:ped)?|up|down)\b", re.I
)
_TIMED = re.compile(r"\bwhen\b.*\?|\b(?:what|which) (?:year|day|date|time|month)\b", re.IGNORECASE)
_NAMED = re.compile(r"^\W*(?:who|whose|whom)\b|\bname of\b|\bwho is the name\b|\bnamed?\?$", re.IGNORECASE)


def lacks(question: str, text: str) -> bool:
    """Whether a text cannot answer, because it holds nothing of the form asked for: a sum for "what does it
    cost", a number for "how many", a time for "when", a name that the question has not for "who"."""
    if _PAID.search(question) and not _CHANGED.search(question):
        return not _MONEY.search(text)
    if _COUNTED.search(question):
        return not _NUMBER.search(text)
    if _TIMED.search(question):
        return not _TIME.search(text)
    if _NAMED.search(question):
        asked = question.casefold()
        return not any(name.casefold() not in asked for name in _NAME.findall(text[1:]))
    return False
