"""Numbers, days and standings in the words a reader sees. Pure; nothing here is escaped."""

from datetime import date, datetime

from assistant.answer import Outcome, Standing
from assistant.page.record import Record, Understood
from assistant.pairing import in_marks
from assistant.question import Question
from index.coverage import Coverage, Status

STANDINGS: dict[Standing, tuple[str, str]] = {
    "grounded": ("Grounded", "Every claim is cited to words in an article."),
    "declined": ("Declined", "The articles that were searched do not say."),
    "ambiguous": ("More than one speaker fits", "Choose whom you mean."),
    "ungrounded": (
        "Not grounded",
        "These claims could not be tied to words in an article.",
    ),
}

SIGNS: dict[Standing, str] = {"grounded": "✓", "declined": "–", "ambiguous": "?", "ungrounded": "!"}

OUTCOMES: dict[Outcome, tuple[str, str]] = {
    "said": ("=", "Said so"),
    "other_words": ("≠", "Not in these words: see the nearest"),
    "not_found": ("?", "No such statement found"),
}

BESIDE: dict[Standing, str] = {"grounded": "sources: grounded", "declined": "declined"}
"""Standings that step back behind what became of words asked about: "Grounded" would seem to confirm them."""


def counted(number: int, noun: str) -> str:
    """``1 article``, ``2,345 articles``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def day_words(published: str) -> str:
    """``2031-03-04T09:00:00+01:00`` -> ``4 March 2031``; what is no ISO date is shown as it stands."""
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return published
    return f"{day.day} {day:%B} {day.year}"


def iso_day(published: str) -> str:
    """``2031-03-04T09:00:00+01:00`` -> ``2031-03-04``; what is no ISO date as it stands."""
    try:
        return date.fromisoformat(published[:10]).isoformat()
    except ValueError:
        return published


def short_day(published: str) -> str:
    """``2031-03-04`` -> ``4 Mar 2031``, for lines that hold several days."""
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return published
    return f"{day.day} {day:%b} {day.year}"


def moment_words(moment: str) -> str:
    """An ISO date and time -> ``4 Mar 2031, 09:00 UTC``, with its time zone where it has one."""
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{short_day(moment)}, {at:%H:%M} {at.tzname() or ''}".rstrip()


def days_words(oldest: str | None, newest: str | None) -> str:
    """``4 Mar 2031 to 5 May 2032``; empty when neither is known."""
    days = dict.fromkeys(short_day(day) for day in (oldest, newest) if day)
    return " to ".join(days)


def understood_words(question: Question) -> str:
    """What a question was taken to ask for: whose words, about what, when, where."""
    filters = question.filters
    parts = [
        ", ".join(filters.speakers),
        in_marks(question.topic) if question.topic else "",
        period_words(filters.since, filters.until),
        f"in {', '.join(filters.outlets)}" if filters.outlets else "",
    ]
    return ", ".join(part for part in parts if part)


def read_as_words(understood: Understood, asked: str) -> list[str]:
    """How a question was read where it was not as it was written, and what was assumed."""
    read_as = f"read as {in_marks(understood.text)}" if understood.text.strip() != asked.strip() else ""
    return [part for part in (read_as, *understood.assumed) if part]


def stale_words(stale: int, failed: int) -> str:
    """A warning where the index does not hold what is on disk; empty where it does."""
    parts = [
        f"{counted(stale, 'file')} changed since the index was made" if stale else "",
        f"{counted(failed, 'file')} could not be read" if failed else "",
    ]
    told = " and ".join(part for part in parts if part)
    return f"Not all is searched: {told}." if told else ""


def age_words(since: str, until: str) -> str:
    """``5 minutes``, ``3 hours``, ``2 days``; empty where either is no moment with a time zone."""
    try:
        seconds = (datetime.fromisoformat(until) - datetime.fromisoformat(since)).total_seconds()
    except (ValueError, TypeError):
        return ""
    for noun, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            return counted(int(seconds // length), noun)
    return "less than a minute"


def searched_words(coverage: Coverage, at: str = "") -> list[str]:
    """How much was searched, and how fresh the index is; how old it was `at` a moment, where one is given."""
    days = days_words(coverage.oldest, coverage.newest)
    searched = f"searched {counted(coverage.articles, 'article')}" + (f" from {days}" if days else "")
    if not coverage.indexed_at:
        return [searched]
    age, made = age_words(coverage.indexed_at, at), moment_words(coverage.indexed_at)
    return [searched, f"index {age} old ({made})" if age else f"index of {made}"]


def status_words(status: Status) -> tuple[str, str, str]:
    """What the store holds, when it was made, and what is not in it; the latter two may be empty."""
    held = (counted(status.articles, "article"), days_words(status.oldest, status.newest))
    made = f"index of {moment_words(status.indexed_at)}" if status.indexed_at else ""
    stale = f"{counted(len(status.stale), 'file')} changed since" if status.stale else ""
    return " · ".join(filter(None, held)), made, stale


def plain_answer(record: Record) -> str:
    """An answer as the next question's context: its words, and whom it offered."""
    names = ", ".join(candidate.name for candidate in record.candidates)
    return f"{record.text}\n{names}".strip()


def period_words(since: date | None, until: date | None) -> str:
    """``on 4 Mar 2031``, ``since ...``, ``until ...``, ``from ... to ...``; empty for no days."""
    if since and until:
        if since == until:
            return f"on {short_day(since.isoformat())}"
        return f"from {days_words(since.isoformat(), until.isoformat())}"
    if since:
        return f"since {short_day(since.isoformat())}"
    return f"until {short_day(until.isoformat())}" if until else ""
