"""HTML and news XML -> plain text: a blank line between blocks, none of the page around the story."""

import re
from typing import Any, TypeAlias

from lxml import etree, html

from index.decoding import clean

Element: TypeAlias = Any  # an lxml element; lxml ships no types

_SKIPPED = frozenset(
    (
        *("script", "style", "noscript", "template", "nav", "aside", "form", "button", "iframe", "svg", "head"),
        *("figure", "figcaption", "picture", "video", "audio", "object", "canvas", "select", "footer"),
        *("media", "media-caption", "media-producer", "body.end", "tobject", "docdata"),  # NITF's
    )
)
_BLOCKS = frozenset(
    (
        *("p", "div", "section", "article", "main", "header", "blockquote", "pre", "ul", "ol", "dl", "dt", "dd"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "hr", "address", "body", "li"),
        *("hl1", "hl2", "bq", "block", "body.content", "lead", "paragraph", "subheadline"),  # NITF and others
    )
)
_CELLS = frozenset(("td", "th"))
_PADDING = re.compile(r"[ \t\r\f\v\xa0]+")
_DEEPEST = 200  # elements within elements; pages stay below 100


def text_of_html(markup: str) -> str:
    """The text of a piece of HTML. What is not marked up at all is its own text."""
    if not markup.strip():
        return ""
    try:
        # The bytes are told to be UTF-8: a declaration inside the text may say otherwise.
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
        root = html.document_fromstring(clean(markup).encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return clean(re.sub(r"<[^<>]*>", " ", markup))
    return text_of(root)


def text_of(root: Element) -> str:
    """The text of an element: its blocks in order, each on one line, parted by blank lines; breaks part lines."""
    pieces: list[str] = []
    _collect(root, pieces)
    blocks = ("\n".join(_PADDING.sub(" ", line).strip() for line in block.split("\n")) for block in _blocks(pieces))
    return clean("\n\n".join(filter(None, (block.strip("\n") for block in blocks))))


def local_name(element: Element) -> str:
    """An element's name without its namespace, in lower case; empty for comments and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


_BREAK = "\x00"  # between blocks, while pieces are collected; no clean text holds one


def _collect(root: Element, pieces: list[str]) -> None:
    """Texts in reading order; a stack, for markup may be nested deeper than Python calls."""
    waiting: list[tuple[Element | str, int]] = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        name = local_name(node)
        if not name or name in _SKIPPED or depth > _DEEPEST:
            continue
        mark = _BREAK if name in _BLOCKS else "\t" if name in _CELLS else ""
        after: list[tuple[Element | str, int]] = [(mark + ("- " if name == "li" else "") + _flat(node.text), depth)]
        for child in node:
            after += [("\n", depth)] if local_name(child) == "br" else [(child, depth + 1)]
            after.append((_flat(child.tail), depth))
        after.append((mark, depth))
        waiting.extend(reversed(after))


def _flat(text: str | None) -> str:
    return " ".join(text.replace("\n", " ").split(" ")) if text else ""


def _blocks(pieces: list[str]) -> list[str]:
    return "".join(pieces).split(_BREAK)
