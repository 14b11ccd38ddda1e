"""What readers of news XML ask of an element, by local names: namespaces differ, names hardly do."""

import re
from typing import Any, TypeAlias

from index.reading.markup import local_name, text_of, text_of_html
from index.reading.record import line_of

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_TAGGED = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d+|#x[\da-fA-F]+|\w+);")

Element: TypeAlias = Any  # an lxml element; lxml ships no types


def every(element: Element, name: str) -> list[Element]:
    return [each for each in element.iter() if local_name(each) == name]


def first(element: Element, name: str) -> Element | None:
    return next((each for each in element.iter() if local_name(each) == name), None)


def attribute(element: Element, name: str, key: str) -> str:
    """The first such attribute of the elements of a name, on one line."""
    return next((line_of(each.get(key)) for each in every(element, name) if each.get(key)), "")


def own_text(element: Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def text_of_child(element: Element, name: str) -> str:
    """The text of a child."""
    return next((own_text(child) for child in element if local_name(child) == name), "")


def text_of_first(element: Element, name: str) -> str:
    found = first(element, name)
    return own_text(found) if found is not None else ""


def marked_up(element: Element) -> str:
    """The text of an element that holds HTML: as elements, escaped, or none at all."""
    if len(element):
        return text_of(element)
    text = element.text or ""
    return text_of_html(text) if _TAGGED.search(text) else text.strip()
