"""An article as it is stored, and where it came from."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """Where words come from: everything a citation says about its article.

    Unknown fields are empty strings; nothing is ever made up. `published` is an ISO 8601 date
    (``2031-05-04``) or date and time with its time zone, exactly as much as the article told.
    `path` is the file's path below its root, with ``#id`` for a record of a ``.jsonl``.
    """

    article_id: str
    path: str
    headline: str
    outlet: str
    byline: str
    published: str
    url: str
    language: str  # ISO 639-1 code as detected from the body; empty when it cannot be told
    content_hash: str

    @property
    def day(self) -> date | None:
        """The day of publication in the article's own time zone; None when it is not known."""
        return date.fromisoformat(self.published[:10]) if self.published else None

    @property
    def origin(self) -> str:
        """Outlet and day, as far as they are known; where neither is, the headline, and without one the path."""
        return ", ".join(filter(None, (self.outlet, self.published[:10]))) or self.headline or self.path


@dataclass(frozen=True, slots=True)
class Article:
    """One article. `body` begins with the headline as its first line and ends lines with ``\\n``.

    Every offset in the product counts characters (Unicode code points) of `body`, half-open.
    """

    source: Source
    body: str
