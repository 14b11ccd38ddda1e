"""Publication dates as outlets write them -> ISO 8601, exactly as much as was told."""

import re
from datetime import UTC, datetime, tzinfo

from dateutil import parser

# Two moments that share no part: what comes out the same with both was told, the rest was filled in.
_FILLINGS = (datetime(2000, 1, 1), datetime(2003, 10, 28, 23, 59, 59))
_LABEL = re.compile(r"\W*(?:last\s+)?(?:published|posted|updated)\b(?:\s+on)?[\s:]*", re.IGNORECASE)
_ZERO_ZONE = re.compile(r"\b(?:UTC|GMT)\s*(?=[+-]\d)")  # dateutil reads "UTC+3" the POSIX way, as three hours less
_SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?")  # since 1970, for 1973 to 2286
_MILLISECONDS = re.compile(r"\d{13}")  # since 1970, for 2001 to 2286
_LONGEST_STAMP = 40  # characters of a line that is nothing but a day
_LONGEST = 100  # characters; longer texts are no dates, and parsing them takes time


def iso_date(told: str) -> str:
    """An ISO date, or date and time with its zone where one was told; empty unless a full day was told.

    Empty, too, where the day depends on the country (04/05/2031) or the century is left out. Seconds or
    milliseconds since 1970 are read as UTC. A zone of letters counts only for UTC: CST is three zones.
    """
    if len(told) > _LONGEST:
        return ""
    told = _ZERO_ZONE.sub("", _LABEL.sub("", told.strip(), count=1))
    if _SECONDS.fullmatch(told) or _MILLISECONDS.fullmatch(told):
        seconds = float(told) / (1000 if len(told) == 13 and told.isdigit() else 1)
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    orders = (False,) if re.match(r"\d{4}", told) else (False, True)  # day first or month first
    try:
        readings = [_parsed(told, filling, order) for filling in _FILLINGS for order in orders]
        one_day = len({reading.date() for reading in readings}) == 1
        return _as_told(readings[0], readings[-1]) if one_day and str(readings[0].year) in told else ""
    except (ValueError, OverflowError, TypeError):
        return ""


# "TARN HARBOUR, May 4, 2031 (Northern Wire) — The minister", "Brinmoor, 4 May 2031 -- ..."
_MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DAY = (
    rf"(?:(?:{_MONTH})[a-z]*\.?\s+\d{{1,2}},?\s+\d{{4}}"
    rf"|\d{{1,2}}\.?\s+(?:{_MONTH})[a-z]*\.?,?\s+\d{{4}}|\d{{4}}-\d\d-\d\d)"
)
_DATELINE = re.compile(
    rf"(?:[A-Z][\w.'’-]*(?:[ -][A-Z][\w.'’-]*){{0,3}},\s+){{1,2}}(?P<day>{_DAY})\s*(?:\([^()\n]{{2,40}}\)\s*)?[—–:/-]"
)
_STAMPED = re.compile(
    rf"\W*(?:first |last )?(?:published|posted|updated|date|issued)\b[^\n]{{0,40}}?(?P<day>{_DAY})", re.I
)
_TOP_LINES = 8  # lines at the top of an article in which the day may be told


def day_told_in(body: str) -> str:
    """The day an article's own first lines tell: a line that is nothing but a day or says when it was published,
    or the dateline of the first paragraph. Empty when they tell none."""
    for line in body.split("\n", 2 * _TOP_LINES)[: 2 * _TOP_LINES]:
        line = line.strip()
        found = _STAMPED.match(line) or _DATELINE.match(line)
        if day := iso_date(found["day"]) if found else "":
            return day
        if 8 <= len(line) <= _LONGEST_STAMP and re.search(r"\d{4}", line) and (day := iso_date(line)):
            return day
    return ""


def _parsed(told: str, filling: datetime, dayfirst: bool) -> datetime:
    return parser.parse(told, default=filling, dayfirst=dayfirst, tzinfos=_zone)


def _zone(name: str | None, offset: int | None) -> tzinfo | int | None:
    return UTC if name in ("UTC", "GMT", "Z") and not offset else offset


def _as_told(early: datetime, late: datetime) -> str:
    if (early.hour, early.minute) != (late.hour, late.minute):
        return early.date().isoformat()
    return early.isoformat(timespec="auto" if early.second == late.second else "minutes")
