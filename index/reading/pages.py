"""HTML pages, by trafilatura: the story without the page around it, and what the page tells about it."""

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from lxml import html
from trafilatura import bare_extraction

from index.coverage import Failure
from index.dating import iso_date
from index.decoding import LIMIT, clean, decode
from index.errors import UnreadableError
from index.reading.content import Content
from index.reading.markup import text_of
from index.reading.record import Record, line_of, understood_by

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
_HEAD = 4_096  # bytes in which a page may declare its encoding; browsers look at 1,024
# Where pages say when they were published, in the order they are trusted; the first that is a date is taken.
_DATES = (
    *("article:published_time", "og:article:published_time", "datePublished", "parsely-pub-date", "sailthru.date"),
    *("dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "pubdate", "publishdate", "date"),
)
_NO_GUESS = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"}
_SHORT = 100  # characters: less is no story but what is left of one, and the whole page is looked at
# The outlet behind a headline: "Minister resigns | The Gull". What follows must be the site's own name.
_BESIDE = re.compile(r"\s+[|–—·»-]\s+")


def read_html(content: Content) -> Iterator[Record | Failure]:
    """One page, one article."""
    markup = _decoded(content.whole())
    yield page_of(markup, content.path)


def page_of(markup: str, path: str) -> Record:
    """The article of a page's markup. Raises UnreadableError where there is none."""
    with understood_by("lxml", "a web page"):
        tree = _tree(markup)
        told = _metadata(tree)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read is told as a Failure
    with understood_by("trafilatura", "a web page"):
        found = bare_extraction(
            tree, with_metadata=True, include_comments=False, date_extraction_params=_NO_GUESS, output_format="python"
        )
    fields = found if isinstance(found, dict) else found.as_dict() if found else {}
    text = line_breaks(str(fields.get("text") or ""))
    if len(text) < _SHORT:
        text = max(text, text_of(_tree(markup)), key=len)
    if len(text) > LIMIT:
        raise UnreadableError(f"its text has {len(text):,} characters, more than the limit of {LIMIT:,}: leave it out")
    outlet = told["outlet"] or line_of(fields.get("sitename"))
    return Record(
        path=path,
        headline=_without_outlet(told["headline"] or line_of(fields.get("title")), outlet),
        outlet=outlet,
        byline=told["byline"] or line_of(fields.get("author")).replace("; ", ", "),
        published=told["published"] or line_of(fields.get("date")),
        url=told["url"] or line_of(fields.get("url")),
        language=told["language"] or line_of(fields.get("language")),
        text=text,
    )


def line_breaks(text: str) -> str:
    """A paragraph a line, as trafilatura gives it -> parted by blank lines."""
    return "\n\n".join(line for line in clean(text).split("\n") if line.strip())


def _decoded(raw: bytes) -> str:
    """By mark or as UTF-8; else as the page declares; else as found."""
    declared = _DECLARED.search(raw[:_HEAD])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if declared and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    return decode(raw)


def _tree(markup: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, no_network=True)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", clean(markup))
    if not text.strip():
        raise UnreadableError("there is no story in it: write one, or leave it out")
    return html.document_fromstring(text.encode(), parser=parser)


def _metadata(tree: html.HtmlElement) -> dict[str, str]:
    """What the page says of itself in JSON-LD, then in its meta elements: times with their zones among it."""
    linked = _linked_article(tree)
    meta = {
        str(name).lower(): line_of(element.get("content") or element.get("datetime"))
        for element in tree.iter("meta", "time")
        for name in (element.get("property"), element.get("name"), element.get("itemprop"))
        if name
    }
    dates = [line_of(linked.get("datePublished")), *(meta.get(name.lower(), "") for name in _DATES)]
    canonical = tree.xpath("string(//link[translate(@rel, 'CANONICAL', 'canonical')='canonical']/@href)")
    return {
        "headline": line_of(linked.get("headline")) or meta.get("og:title", ""),
        "outlet": line_of(linked.get("publisher")) or meta.get("og:site_name", ""),
        "byline": line_of(linked.get("author")),
        "published": next((date for date in dates if iso_date(date)), ""),
        "url": str(canonical) or meta.get("og:url", "") or line_of(linked.get("url")),
        "language": line_of(tree.get("lang")),
    }


def _linked_article(tree: html.HtmlElement) -> dict[str, Any]:
    """The page's own description as a schema.org article; empty without one."""
    waiting: list[Any] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                waiting.append(json.loads(script.text or ""))
            except (ValueError, RecursionError):
                continue
    for _ in range(1_000):  # pages describe some dozen things
        if not waiting:
            break
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            if any(kind.endswith(("Article", "BlogPosting")) for kind in map(str, _listed(value.get("@type")))):
                return value
            waiting += [value[key] for key in ("@graph", "mainEntity") if key in value]
    return {}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _without_outlet(title: str, outlet: str) -> str:
    parts = _BESIDE.split(title)
    own = len(parts) > 1 and outlet and parts[-1].casefold() in (outlet.casefold(), outlet.casefold().split(".")[0])
    return title[: title.rindex(parts[-1])].rstrip(" |–—·»-") if own else title
