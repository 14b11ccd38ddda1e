"""Who is X, what is X's role -> the sentences in which articles state it."""

from collections.abc import Sequence

from assistant.question import Question
from assistant.selecting import Selection, whole
from index.filters import Filters
from index.searching import Searcher
from index.statement import Statement

ROLES = 4  # the latest roles shown


def roles_of(question: Question, searcher: Searcher) -> Selection:
    """A statement for each role in whose sentences the role stands, the latest roles only: the one asked about first,
    then by day, the latest before earlier ones."""
    names = question.filters.speakers or question.about
    if not names:
        return whole(())
    days = question.filters
    of_days = Filters(names, days.since, days.until, days.outlets)
    at_any_time = Filters(names, None, None, days.outlets)
    first: dict[str, Statement] = _stated(searcher.statements(of_days)) or _stated(searcher.statements(at_any_time))
    asked = {*searcher.terms(question.topic)}
    latest = [*first][: -ROLES - 1 : -1]
    latest.sort(key=lambda role: not asked <= {*searcher.terms(role)})
    return whole([first[role] for role in latest])


def _stated(statements: Sequence[Statement]) -> dict[str, Statement]:
    """The first statement in whose sentences each role stands."""
    first: dict[str, Statement] = {}
    for statement in statements:
        for speaker in statement.speakers:
            if speaker.role and speaker.role in statement.text:
                first.setdefault(speaker.role.casefold(), statement)
    return first
