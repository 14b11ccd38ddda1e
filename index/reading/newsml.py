"""NewsML-G2: a news item -> what is told of it, and its text, which may be NITF."""

import re

from index.reading.elements import LANGUAGE, Element, attribute, every, first, marked_up, text_of_child, text_of_first
from index.reading.nitf import read_nitf


def read_newsml(element: Element, feed: Element) -> tuple[dict[str, str], str]:
    inner = first(element, "nitf")
    fields, text = read_nitf(inner, feed) if inner is not None else (dict[str, str](), "")
    if inner is None:
        data = [*every(element, "inlinexml"), *every(element, "inlinedata")]
        text = max((marked_up(each) for each in data), key=len, default="")
    creators = [text_of_child(each, "name") for each in every(element, "creator")]
    provider = first(element, "provider")
    own = {
        "id": element.get("guid") or "",
        "headline": text_of_first(element, "headline"),
        "outlet": (text_of_child(provider, "name") if provider is not None else "")
        or text_of_first(element, "copyrightholder"),
        "byline": re.sub(r"^by\s+", "", text_of_first(element, "by"), flags=re.I) or ", ".join(filter(None, creators)),
        "published": text_of_first(element, "contentcreated") or text_of_first(element, "versioncreated")
        or text_of_first(element, "firstcreated"),
        "url": next((link.get("href") or "" for link in every(element, "link") if "href" in link.attrib), ""),
        "language": attribute(element, "language", "tag") or element.get(LANGUAGE) or "",
    }  # fmt: skip
    return {name: value or fields.get(name, "") for name, value in own.items()}, text
