"""JSON: an article a line, or one document with an article or a list of them (ours, ninjs, schema.org, exports)."""

import json
from collections.abc import Iterator
from typing import Any

from index.coverage import Failure
from index.decoding import LIMIT, UTF16, clean, decode
from index.errors import UnreadableError
from index.reading.content import Content, check_size
from index.reading.markup import text_of_html
from index.reading.record import IDS, Record, line_of, plain_names, record_of, text_in

_LISTS = (
    "articles",
    "items",
    "results",
    "docs",
    "documents",
    "stories",
    "entries",
    "data",
    "hits",
    "@graph",
    "response",
)


def read_json_lines(content: Content) -> Iterator[Record | Failure]:
    """Every line is one article; a broken line costs that line only."""
    with content.open() as stream:
        if stream.read(2) in UTF16:
            raise UnreadableError("the file is UTF-16, JSON lines are UTF-8: save it as UTF-8")
    seen: set[str] = set()
    for number, line, size in content.lines(LIMIT):
        name = f"{content.path}#{number}"
        try:
            check_size(size, LIMIT)
            fields = plain_names(_json_object(line))
            identity = line_of(fields.get("id")) or str(number)
            name = f"{content.path}#{identity}"
            yield _article(fields, name, identity, f"line {number}", seen)
        except UnreadableError as error:
            yield Failure(name, str(error))


def read_json(content: Content) -> Iterator[Record | Failure]:
    """One article, or a list of articles, alone or in an object around it."""
    found = _articles_in(_loaded(decode(content.whole()), "the file"))
    if isinstance(found, dict):
        yield _article(plain_names(found), content.path, "", "the file", set())
        return
    seen: set[str] = set()
    for number, value in enumerate(found, 1):
        name = f"{content.path}#{number}"
        try:
            fields = plain_names(_unwrapped(value, f"entry {number}"))
            identity = next(filter(None, (line_of(fields.get(key)) for key in IDS)), str(number))
            name = f"{content.path}#{identity}"
            yield _article(fields, name, identity, f"entry {number}", seen)
        except UnreadableError as error:
            yield Failure(name, str(error))


def _articles_in(value: Any) -> dict[str, Any] | list[Any]:
    """An article, or the list of them, which may lie some objects deep."""
    for _ in range(4):  # response > hits > hits > [...] is the deepest that is common
        if isinstance(value, list):
            return value
        if not isinstance(value, dict):
            raise UnreadableError("no article and no list of articles: write an object or a list of objects")
        inner = next((value[key] for key in _LISTS if isinstance(value.get(key), list | dict) and value[key]), None)
        if inner is None or text_in(plain_names(value)) is not None:
            return value
        value = inner
    return value if isinstance(value, list | dict) else []


def _unwrapped(value: object, place: str) -> dict[str, Any]:
    """The article of an entry; search engines put it under "_source"."""
    if isinstance(value, dict):
        inner = value.get("_source")
        return {"id": value.get("_id"), **inner} if isinstance(inner, dict) else value
    raise UnreadableError(f'{place}: a {type(value).__name__}, not an object: write {{"headline": ..., "text": ...}}')


def _article(fields: dict[str, Any], name: str, identity: str, place: str, seen: set[str]) -> Record:
    if name in seen:
        raise UnreadableError(f"{place}: an earlier one is called {identity!r} too: give it an id of its own")
    seen.add(name)
    found = text_in(fields)
    if found is None:
        raise UnreadableError(f'{place}: no text: put the article\'s words under "text"')
    text, marked_up = found
    check_size(len(text), LIMIT)
    return record_of(name, fields, text_of_html(text) if marked_up else clean(text))


def _json_object(line: bytes) -> dict[str, Any]:
    value = _loaded(decode(line), "the line")
    if not isinstance(value, dict):
        raise UnreadableError(f'a {type(value).__name__}, not an object: write {{"headline": ..., "text": ...}}')
    return value


def _loaded(text: str, what: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableError(f"not JSON at character {error.pos + 1}, {error.msg}: mend {what}") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; absurd nesting
        raise UnreadableError(f"not JSON that can be read ({error}): mend {what}") from error
