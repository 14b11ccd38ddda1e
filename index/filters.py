"""What a search is narrowed to."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Filters:
    """Whose words, which days, which outlets, in which languages ("en"). Empty or None means: not narrowed.

    `until` includes its day. An article without a date passes no date filter, one of no known language no
    filter of languages.
    """

    speakers: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


EVERYTHING = Filters()
