"""RSS and Atom: an entry of a feed -> what is told of it, and its text."""

import re

from index.reading.elements import LANGUAGE, Element, marked_up, own_text, text_of_child
from index.reading.markup import local_name

_DATES = ("pubdate", "published", "date", "issued", "updated")


def read_entry(element: Element, feed: Element) -> tuple[dict[str, str], str]:
    """An item of RSS (0.9 to 2.0) or an entry of Atom. Full text stands in content:encoded, content or
    description; the longest is taken."""
    texts = [
        marked_up(child) for child in element if local_name(child) in ("encoded", "content", "description", "summary")
    ]
    authors = [
        text_of_child(child, "name") or own_text(child)
        for child in element
        if local_name(child) in ("author", "creator")
    ]
    links = [child for child in element if local_name(child) == "link"]
    alternate = next((link for link in links if link.get("rel", "alternate") == "alternate"), None)
    url = (alternate.get("href") or own_text(alternate)) if alternate is not None else ""
    identity = text_of_child(element, "guid") or text_of_child(element, "id") or url
    return {
        "id": identity,
        "headline": _title(element),
        "outlet": text_of_child(element, "source") or _title(feed),
        "byline": ", ".join(dict.fromkeys(_person(author) for author in authors if author)),
        "published": next(filter(None, (text_of_child(element, name) for name in _DATES)), ""),
        "url": url or (identity if identity.startswith("http") else ""),
        "language": element.get(LANGUAGE) or text_of_child(feed, "language") or feed.get(LANGUAGE) or "",
    }, max(texts, key=len, default="")  # fmt: skip


def _title(element: Element) -> str:
    title = next((child for child in element if local_name(child) == "title"), None)
    return " ".join(marked_up(title).split()) if title is not None else ""


def _person(told: str) -> str:
    """RSS wants "desk@gull.example (Ann Lee)"."""
    named = re.fullmatch(r"\S+@\S+\s*\((.+)\)", told)
    return named[1] if named else told
