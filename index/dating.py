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


def _parsed(told: str, filling: datetime, dayfirst: bool) -> datetime:
    return parser.parse(told, default=filling, dayfirst=dayfirst, tzinfos=_zone)


def _zone(name: str | None, offset: int | None) -> tzinfo | int | None:
    return UTC if name in ("UTC", "GMT", "Z") and not offset else offset


def _as_told(early: datetime, late: datetime) -> str:
    if (early.hour, early.minute) != (late.hour, late.minute):
        return early.date().isoformat()
    return early.isoformat(timespec="auto" if early.second == late.second else "minutes")
