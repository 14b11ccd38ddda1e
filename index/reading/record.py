"""Record: an article as its file tells it, before it becomes an Article."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from index.coverage import Failure
from index.decoding import clean
from index.errors import UnreadableError
from index.reading.content import Content


@dataclass(frozen=True, slots=True)
class Record:
    """An article as its file tells it, in clean text; unknown fields are empty. `language` is what the file
    says it is."""

    path: str
    headline: str
    outlet: str
    byline: str
    published: str
    url: str
    language: str
    text: str


Reader = Callable[[Content], Iterator[Record | Failure]]

# Names a field goes by, the first that is filled wins: ours, then those of ninjs, schema.org, feeds and the
# exports of common publishing systems. Names are compared without case, with _ for spaces and dashes.
_NAMES = {
    "headline": ("headline", "title", "headlines", "name"),
    "outlet": (
        *("outlet", "source", "publication", "publisher", "newspaper", "site", "site_name", "sitename"),
        *("provider", "infosources", "copyrightholder"),
    ),
    "byline": ("byline", "authors", "author", "creator", "dc:creator", "by"),
    "published": (
        *("published", "date", "published_at", "publishedat", "datepublished", "date_published", "published_date"),
        *("publish_date", "publication_date", "pubdate", "pub_date", "versioncreated", "firstcreated", "date_gmt"),
        *("created_at", "timestamp"),
    ),
    "url": ("url", "link", "canonical_url", "permalink", "web_url", "webpage", "uri", "guid"),
    "language": ("language", "lang", "inlanguage"),
}
_TEXTS = (
    "text",
    "body",
    "body_text",
    "articlebody",
    "content",
    "full_text",
    "fulltext",
    "article",
    "maintext",
    "bodies",
)
_MARKED_UP = ("body_html", "body_xhtml", "content_html", "html")
IDS = ("id", "guid", "uri", "uuid", "_id", "article_id")
_INSIDE = ("name", "value", "rendered", "$t", "#text", "@id")  # where an object keeps its text


def record_of(path: str, fields: Mapping[str, Any], text: str) -> Record:
    """A record of fields under any of their names, and the article's text."""
    return Record(path=path, text=text, **{name: field(fields, name) for name in _NAMES})


def field(fields: Mapping[str, Any], name: str) -> str:
    """A field as one line of text; empty when none of its names holds any."""
    found = (line_of(fields[alias]) for alias in _NAMES[name] if fields.get(alias))
    return next(filter(None, found), "")


def plain_names(fields: Mapping[Any, Any]) -> dict[str, Any]:
    """The same fields, their names as they are compared."""
    return {str(name).strip().casefold().replace(" ", "_").replace("-", "_"): value for name, value in fields.items()}


def text_in(fields: Mapping[str, Any]) -> tuple[str, bool] | None:
    """The article's text, and whether it is marked up as HTML; None when no field holds it."""
    for names, marked_up in ((_TEXTS, False), (_MARKED_UP, True)):
        for name in names:
            value = fields.get(name)
            if isinstance(value, str) and value:
                return value, marked_up
            if isinstance(value, dict) and isinstance(value.get("rendered"), str):
                return value["rendered"], True
            if isinstance(value, list) and (bodies := [each for each in value if isinstance(each, dict)]):
                best = next((each for each in bodies if "html" not in str(each.get("contenttype", ""))), bodies[0])
                if isinstance(best.get("value"), str):
                    return best["value"], "html" in str(best.get("contenttype", ""))
    return None


def line_of(value: object) -> str:
    """One line of clean text: of a text, a number, an object with a name, or a list of these; else nothing."""
    if isinstance(value, list):
        return ", ".join(filter(None, (line_of(each) for each in value if isinstance(each, str | dict))))
    if isinstance(value, dict):
        return next((line_of(value[name]) for name in _INSIDE if isinstance(value.get(name), str)), "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    line = " ".join(clean(str(value)).split())
    return "" if line in ("null", "~") else line


@contextmanager
def understood_by(library: str, what: str) -> Iterator[None]:
    """Turns whatever a library raises on a broken file into UnreadableError: they do not say what they raise."""
    try:
        yield
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:
        told = " ".join(clean(str(error)).split())[:200] or type(error).__name__
        raise UnreadableError(f"not {what} that {library} can read ({told}): save it anew, or leave it out") from error
