"""XML of news: RSS and Atom feeds with full text, NITF, NewsML-G2. Streamed, an article at a time.

Entities that a file declares are never resolved, nothing outside the file is fetched.
"""

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from index.coverage import Failure
from index.decoding import LIMIT
from index.errors import UnreadableError
from index.reading.content import Content
from index.reading.markup import local_name, text_of, text_of_html
from index.reading.record import Record, line_of, record_of

ENTRIES = 200_000  # of one feed: a daily's output of four years; their names are held in memory to tell them apart
_DATES = ("pubdate", "published", "date", "issued", "updated")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ARTICLES = frozenset(("item", "entry", "nitf", "newsitem"))  # local names of what is one article
_ROOTS = frozenset(("rss", "rdf", "feed", "nitf", "newsitem", "newsmessage", "newsml", "channel"))
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_PROLOG = 100_000  # bytes in which a document type would stand
_TAGGED = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d+|#x[\da-fA-F]+|\w+);")

Element: TypeAlias = Any  # an lxml element; lxml ships no types


def read_xml(content: Content) -> Iterator[Record | Failure]:
    """The articles of a feed or a news document; what its root element is decides how it is read."""
    with content.open() as stream:
        head = stream.read(_PROLOG)
    if _ENTITY.search(head):
        raise UnreadableError(
            "it declares entities of its own, which may grow without end: write out what they stand for"
        )
    seen: set[str] = set()
    try:
        with content.open() as stream:
            events = etree.iterparse(
                stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False,
                huge_tree=False, recover=True, remove_comments=True, remove_pis=True,
            )  # fmt: skip
            yield from _articles(events, content, seen)
            if events.error_log:
                first = events.error_log[0]
                told = " ".join(first.message.split())[:200]
                yield Failure(content.path, f"line {first.line}: broken XML ({told}); what could be read was: mend it")
    except etree.LxmlError as error:
        told = " ".join(str(error).split())[:200]
        raise UnreadableError(f"not XML ({told}){'; what came before was read' if seen else ''}: mend it") from error


def _articles(events: "etree.iterparse", content: Content, seen: set[str]) -> Iterator[Record | Failure]:
    root: Element | None = None
    feed: Element | None = None  # what tells about the feed as a whole: its title, its language
    open_articles = 0
    for event, element in events:
        name = local_name(element)
        if root is None:
            root = element
            if name not in _ROOTS:
                raise UnreadableError(f"<{name}> is no feed, NITF or NewsML-G2: leave it out")
        if name in ("channel", "feed") and event == "start":
            feed = element
        if name not in _ARTICLES:
            continue
        open_articles += 1 if event == "start" else -1
        if event == "end" and open_articles == 0:
            if len(seen) >= ENTRIES:
                raise UnreadableError(f"more than {ENTRIES:,} entries; the rest was not read: split it")
            yield _article(element, root, feed, content.path, seen)
            _forget(element)


def _forget(element: Element) -> None:
    """Gives back the memory of what was read: the element, and all before it but the first of each name, for a
    feed tells about itself before its entries."""
    parent = element.getparent()
    element.clear(keep_tail=False)
    if parent is not None and local_name(element) in _ARTICLES:
        parent.remove(element)


def _article(element: Element, root: Element, feed: Element | None, path: str, seen: set[str]) -> Record | Failure:
    kind = local_name(element)
    read = {"nitf": _nitf, "newsitem": _newsml}.get(kind, _entry)
    fields, text = read(element, feed if feed is not None else root)
    identity = fields.pop("id") or str(len(seen) + 1)
    name = path if element is root else f"{path}#{identity}"
    if name in seen:
        return Failure(name, f"an earlier entry is called {identity!r} too: give it an id of its own")
    seen.add(name)
    if len(text) > LIMIT:
        return Failure(name, f"its text has {len(text):,} characters, more than the limit of {LIMIT:,}: leave it out")
    if not text.strip():
        return Failure(name, "no full text, only a title: name the feed or file that carries the articles")
    return record_of(name, fields, text)


# ---------------------------------------------------------------------- RSS and Atom


def _entry(element: Element, feed: Element) -> tuple[dict[str, str], str]:
    """An item of RSS (0.9 to 2.0) or an entry of Atom. Full text stands in content:encoded, content or
    description; the longest is taken."""
    texts = [
        _marked_up(child) for child in element if local_name(child) in ("encoded", "content", "description", "summary")
    ]
    authors = [_text(child, "name") or _own(child) for child in element if local_name(child) in ("author", "creator")]
    links = [child for child in element if local_name(child) == "link"]
    alternate = next((link for link in links if link.get("rel", "alternate") == "alternate"), None)
    url = (alternate.get("href") or _own(alternate)) if alternate is not None else ""
    identity = _text(element, "guid") or _text(element, "id") or url
    return {
        "id": identity,
        "headline": _title(element),
        "outlet": _text(element, "source") or _title(feed),
        "byline": ", ".join(dict.fromkeys(_person(author) for author in authors if author)),
        "published": next(filter(None, (_text(element, name) for name in _DATES)), ""),
        "url": url or (identity if identity.startswith("http") else ""),
        "language": element.get(_XML_LANG) or _text(feed, "language") or feed.get(_XML_LANG) or "",
    }, max(texts, key=len, default="")  # fmt: skip


def _title(element: Element) -> str:
    title = next((child for child in element if local_name(child) == "title"), None)
    return " ".join(_marked_up(title).split()) if title is not None else ""


def _person(told: str) -> str:
    """RSS wants "desk@gull.example (Ann Lee)"."""
    named = re.fullmatch(r"\S+@\S+\s*\((.+)\)", told)
    return named[1] if named else told


def _marked_up(element: Element) -> str:
    """The text of an element that holds HTML: as elements, escaped, or none at all."""
    if len(element):
        return text_of(element)
    text = element.text or ""
    return text_of_html(text) if _TAGGED.search(text) else text.strip()


# ---------------------------------------------------------------------- NITF


def _nitf(element: Element, feed: Element) -> tuple[dict[str, str], str]:
    body = _first(element, "body.content")
    names = [_text(byline, "person") or _own(byline) for byline in _all(element, "byline")]
    headline = _first(element, "hl1")
    told = _first(element, "title") if headline is None else headline
    return {
        "id": _attribute(element, "doc-id", "id-string"),
        "headline": " ".join(text_of(told).split()) if told is not None else "",
        "outlet": _attribute(element, "doc.copyright", "holder") or _text_of_first(element, "distributor")
        or _attribute(element, "pubdata", "name"),
        "byline": ", ".join(dict.fromkeys(re.sub(r"^by\s+", "", name, flags=re.I) for name in names if name)),
        "published": next(
            filter(None, (
                _attribute(element, "date.issue", "norm"), _attribute(element, "pubdata", "date.publication"),
                _attribute(element, "story.date", "norm"), _attribute(element, "date.release", "norm"),
            )), ""
        ),
        "url": _attribute(element, "pubdata", "ex-ref"),
        "language": element.get(_XML_LANG) or "",
    }, _with_dateline(element, text_of(body) if body is not None else "")  # fmt: skip


def _with_dateline(element: Element, text: str) -> str:
    """A dateline stands apart in NITF; in print it opens the first paragraph."""
    dateline = _first(element, "dateline")
    told = " ".join(text_of(dateline).split()) if dateline is not None else ""
    return f"{told} — {text}" if told and not text.startswith(told) else text


# ---------------------------------------------------------------------- NewsML-G2


def _newsml(element: Element, feed: Element) -> tuple[dict[str, str], str]:
    inner = _first(element, "nitf")
    fields, text = _nitf(inner, feed) if inner is not None else (dict[str, str](), "")
    if inner is None:
        data = [*_all(element, "inlinexml"), *_all(element, "inlinedata")]
        text = max((_marked_up(each) for each in data), key=len, default="")
    creators = [_text(each, "name") for each in _all(element, "creator")]
    provider = _first(element, "provider")
    own = {
        "id": element.get("guid") or "",
        "headline": _text_of_first(element, "headline"),
        "outlet": (_text(provider, "name") if provider is not None else "")
        or _text_of_first(element, "copyrightholder"),
        "byline": re.sub(r"^by\s+", "", _text_of_first(element, "by"), flags=re.I) or ", ".join(filter(None, creators)),
        "published": _text_of_first(element, "contentcreated") or _text_of_first(element, "versioncreated")
        or _text_of_first(element, "firstcreated"),
        "url": next((link.get("href") or "" for link in _all(element, "link") if "href" in link.attrib), ""),
        "language": _attribute(element, "language", "tag") or element.get(_XML_LANG) or "",
    }  # fmt: skip
    return {name: value or fields.get(name, "") for name, value in own.items()}, text


# ---------------------------------------------------------------------- elements by local name


def _all(element: Element, name: str) -> list[Element]:
    return [each for each in element.iter() if local_name(each) == name]


def _first(element: Element, name: str) -> Element | None:
    return next((each for each in element.iter() if local_name(each) == name), None)


def _attribute(element: Element, name: str, attribute: str) -> str:
    return next((line_of(each.get(attribute)) for each in _all(element, name) if each.get(attribute)), "")


def _own(element: Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _text(element: Element, name: str) -> str:
    """The text of a child."""
    return next((_own(child) for child in element if local_name(child) == name), "")


def _text_of_first(element: Element, name: str) -> str:
    found = _first(element, name)
    return _own(found) if found is not None else ""
