"""Numbers, days and standings in the words a reader sees. Pure; nothing here is escaped."""

from datetime import date, datetime

from assistant.answer import Answer, Outcome, Standing
from assistant.question import Question
from index.coverage import Coverage, Status
from index.filters import Filters

STANDINGS: dict[Standing, tuple[str, str]] = {
    "grounded": ("Grounded", "Every claim is cited to words in an article."),
    "declined": ("Declined", "The articles that were searched do not say."),
    "ambiguous": ("More than one person fits", "Choose whom you mean."),
    "ungrounded": (
        "Not grounded",
        "These claims could not be tied to words in an article.",
    ),
}

OUTCOMES: dict[Outcome, str] = {
    "said": "said so",
    "other_words": "said so in other words",
    "not_found": "no such statement found",
}


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
    """What a question was taken to ask for: whose words, about what, when, where, and what was assumed."""
    filters = question.filters
    parts = [
        ", ".join(filters.speakers),
        f"topic “{question.topic}”" if question.topic not in ("", question.text) else "",
        _period(filters),
        f"in {', '.join(filters.outlets)}" if filters.outlets else "",
        *question.assumed,
    ]
    return ", ".join(part for part in parts if part)


def searched_words(coverage: Coverage) -> list[str]:
    """How much was searched, and how fresh the index is."""
    days = days_words(coverage.oldest, coverage.newest)
    searched = f"searched {counted(coverage.articles, 'article')}" + (f" from {days}" if days else "")
    return [searched] + ([f"index of {moment_words(coverage.indexed_at)}"] if coverage.indexed_at else [])


def status_words(status: Status) -> str:
    """What the store holds, in a line."""
    parts = [counted(status.articles, "article"), days_words(status.oldest, status.newest)]
    if status.indexed_at:
        parts.append(f"index of {moment_words(status.indexed_at)}")
    if status.stale:
        parts.append(f"{counted(len(status.stale), 'file')} changed since")
    return " · ".join(part for part in parts if part)


def plain_answer(answer: Answer) -> str:
    """An answer as the next question's context: its words, and whom it offered."""
    names = ", ".join(candidate.name for candidate in answer.candidates)
    return f"{answer.text}\n{names}".strip()


def _period(filters: Filters) -> str:
    if filters.since and filters.until:
        if filters.since == filters.until:
            return f"on {short_day(filters.since.isoformat())}"
        return f"from {days_words(filters.since.isoformat(), filters.until.isoformat())}"
    if filters.since:
        return f"since {short_day(filters.since.isoformat())}"
    return f"until {short_day(filters.until.isoformat())}" if filters.until else ""
