"""NITF: a news document -> what is told of it, and its text."""

import re

from index.reading.elements import LANGUAGE, Element, attribute, every, first, own_text, text_of_child, text_of_first
from index.reading.markup import text_of


def read_nitf(element: Element, feed: Element) -> tuple[dict[str, str], str]:
    body = first(element, "body.content")
    names = [text_of_child(byline, "person") or own_text(byline) for byline in every(element, "byline")]
    headline = first(element, "hl1")
    told = first(element, "title") if headline is None else headline
    return {
        "id": attribute(element, "doc-id", "id-string"),
        "headline": " ".join(text_of(told).split()) if told is not None else "",
        "outlet": attribute(element, "doc.copyright", "holder") or text_of_first(element, "distributor")
        or attribute(element, "pubdata", "name"),
        "byline": ", ".join(dict.fromkeys(re.sub(r"^by\s+", "", name, flags=re.I) for name in names if name)),
        "published": next(
            filter(None, (
                attribute(element, "date.issue", "norm"), attribute(element, "pubdata", "date.publication"),
                attribute(element, "story.date", "norm"), attribute(element, "date.release", "norm"),
            )), ""
        ),
        "url": attribute(element, "pubdata", "ex-ref"),
        "language": element.get(LANGUAGE) or "",
    }, _with_dateline(element, text_of(body) if body is not None else "")  # fmt: skip


def _with_dateline(element: Element, text: str) -> str:
    """A dateline stands apart in NITF; in print it opens the first paragraph."""
    dateline = first(element, "dateline")
    told = " ".join(text_of(dateline).split()) if dateline is not None else ""
    return f"{told} — {text}" if told and not text.startswith(told) else text
