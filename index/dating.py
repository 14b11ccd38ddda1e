"""Publication dates as outlets write them -> ISO 8601, exactly as much as was told."""

from datetime import UTC, datetime

from dateutil import parser

# Two days that share no part: what comes out the same for both was told, the rest was filled in.
_FILL = (datetime(2000, 1, 1), datetime(2003, 10, 28, 23, 59))
_EPOCH = (100_000_000, 10_000_000_000)  # seconds, 1973 to 2286: smaller numbers are years or days, not times
_LONGEST = 100  # characters; longer texts are no dates, and parsing them takes time


def iso_date(told: str) -> str:
    """An ISO date, or date and time (with its zone where it was told); empty when no full day was told.

    Numbers from 1973 to 2286 in seconds or milliseconds since 1970 are taken as such, in UTC.
    A zone given as letters is dropped unless it is UTC: EST is two zones, CST three.
    """
    told = told.strip()
    if not told or len(told) > _LONGEST:
        return ""
    if (number := _number(told)) is not None:
        return _from_epoch(number)
    try:
        early, late = (parser.parse(told, default=day, ignoretz=False) for day in _FILL)
    except (ValueError, OverflowError, TypeError):
        return ""
    if early.date() != late.date():
        return ""
    if early.time() != late.time():  # no time was told
        return early.date().isoformat()
    return early.isoformat()


def _number(told: str) -> float | None:
    """The number `told` is, when it is one and not a day written without separators (20310504)."""
    try:
        number = float(told)
    except ValueError:
        return None
    return None if len(told) == len("20310504") else number


def _from_epoch(number: float) -> str:
    seconds = number / 1000 if number >= _EPOCH[1] else number
    if not _EPOCH[0] <= seconds < _EPOCH[1]:
        return ""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
