"""XML of news: RSS and Atom feeds with full text, NITF, NewsML-G2. Streamed, an article at a time.

Entities that a file declares are never resolved, nothing outside the file is fetched.
"""

import re
from collections.abc import Iterator

from lxml import etree

from index.coverage import Failure
from index.decoding import LIMIT
from index.errors import UnreadableError
from index.reading.content import Content
from index.reading.elements import Element
from index.reading.feeds import read_entry
from index.reading.markup import local_name
from index.reading.newsml import read_newsml
from index.reading.nitf import read_nitf
from index.reading.record import Record, record_of

ENTRIES = 200_000  # of one feed: a daily's output of four years; their names are held in memory to tell them apart
_ARTICLES = frozenset(("item", "entry", "nitf", "newsitem"))  # local names of what is one article
_ROOTS = frozenset(("rss", "rdf", "feed", "nitf", "newsitem", "newsmessage", "newsml", "channel"))
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_PROLOG = 100_000  # bytes in which a document type would stand


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
    read = {"nitf": read_nitf, "newsitem": read_newsml}.get(kind, read_entry)
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
