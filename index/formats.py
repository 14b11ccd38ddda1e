"""File formats an article comes in: one small reader each, found by the file's ending.

A new format is one function that yields a Record (or a Failure) for each article, and one line in FORMATS.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from index.coverage import Failure
from index.decoding import LIMIT, UTF16, check_size, clean, decode
from index.errors import UnreadableError


@dataclass(frozen=True, slots=True)
class Record:
    """An article as its file tells it, in clean text; unknown fields are empty."""

    path: str
    headline: str
    outlet: str
    byline: str
    published: str
    url: str
    text: str


Reader = Callable[[Path, str], Iterator[Record | Failure]]  # file, its path below the root -> articles

# Names a field goes by, the first that is filled wins.
_NAMES = {
    "headline": ("headline", "title"),
    "outlet": ("outlet", "source"),
    "byline": ("byline", "authors", "author"),
    "published": ("published", "date"),
    "url": ("url",),
}


def read_plain(file: Path, path: str) -> Iterator[Record | Failure]:
    """A text file is one article; its first line is the headline when it looks like one."""
    text = _whole(file)
    yield _record(path, {"headline": _first_line_headline(text)}, text)


def read_markdown(file: Path, path: str) -> Iterator[Record | Failure]:
    """A Markdown file is one article, its fields in YAML front matter; the text is kept as written."""
    front, text = _front_matter(_whole(file))
    if not _field(front, "headline"):
        front = {**front, "headline": _first_line_headline(text)}
    yield _record(path, front, text)


def read_json_lines(file: Path, path: str) -> Iterator[Record | Failure]:
    """Every line is one article; a broken line costs that line only."""
    seen: set[str] = set()
    for number, line, size in _lines(file):
        name = f"{path}#{number}"
        try:
            check_size(size)
            fields = _json_object(line)
            identity = _text_of(fields.get("id")) or str(number)
            name = f"{path}#{identity}"
            if name in seen:
                raise UnreadableError(
                    f"line {number}: an earlier line is called {identity!r} too: give it an id of its own"
                )
            seen.add(name)
            text = _first_filled(fields, ("text", "body"))
            if not isinstance(text, str):
                raise UnreadableError(f'line {number}: no text: put the article\'s words under "text"')
            yield _record(name, fields, clean(text))
        except UnreadableError as error:
            yield Failure(name, str(error))


# ending -> (media type, reader)
FORMATS: Mapping[str, tuple[str, Reader]] = {
    ".txt": ("text/plain", read_plain),
    ".md": ("text/markdown", read_markdown),
    ".jsonl": ("application/jsonl", read_json_lines),
}


def _whole(file: Path) -> str:
    check_size(file.stat().st_size)
    return clean(decode(file.read_bytes()))


def _lines(file: Path) -> Iterator[tuple[int, bytes, int]]:
    """The lines with something in them: number from 1, bytes, size; of an overlong line only its beginning."""
    with file.open("rb") as stream:
        if stream.read(2) in UTF16:
            raise UnreadableError("the file is UTF-16, JSON lines are UTF-8: save it as UTF-8")
        stream.seek(0)
        number = 0
        while line := stream.readline(LIMIT + 1):
            number += 1
            rest, size = line, len(line)
            while len(rest) > LIMIT and not rest.endswith(b"\n"):
                rest = stream.readline(LIMIT + 1)
                size += len(rest)
            if line.strip():
                yield number, line, size


def _json_object(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(decode(line))
    except json.JSONDecodeError as error:
        raise UnreadableError(f"not JSON at character {error.pos + 1}, {error.msg}: mend the line") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; absurd nesting
        raise UnreadableError(f"not JSON that can be read ({error}): mend the line") from error
    if not isinstance(value, dict):
        raise UnreadableError(f'a {type(value).__name__}, not an object: write {{"headline": ..., "text": ...}}')
    return value


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The fields between two lines of three dashes at the very beginning, and the text behind them."""
    if not re.match(r"---[ \t]*\n", text):
        return {}, text
    closing = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(text, text.index("\n") + 1)
    if not closing:
        raise UnreadableError("line 1: the front matter is never closed: end it with a line of three dashes")
    front = text[text.index("\n") + 1 : closing.start()]
    try:
        # Every scalar as the text it is: YAML proper makes a headline "No" false, and 1:30 ninety.
        # This loader makes texts, lists and mappings only, so it is as safe as the safe one.
        fields = yaml.load(front, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise UnreadableError(f"line {line}: the front matter is not YAML, {error.problem}: quote the value") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UnreadableError(
            f"line 1: the front matter is not YAML ({' '.join(str(error).split())}): mend it"
        ) from error
    if not isinstance(fields, dict):
        if fields:
            raise UnreadableError('line 2: the front matter is not a list of fields: write "headline: ..."')
        fields = {}
    return fields, text[closing.end() :]


def _record(path: str, fields: Mapping[str, Any], text: str) -> Record:
    told = {name: _field(fields, name) for name in _NAMES}
    return Record(path=path, text=text, **told)


def _field(fields: Mapping[str, Any], name: str) -> str:
    return _text_of(_first_filled(fields, _NAMES[name]))


def _first_filled(fields: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((fields[name] for name in names if fields.get(name)), None)


def _text_of(value: object) -> str:
    """One line of clean text: of a text, a number, or a list of texts; of anything else nothing."""
    if isinstance(value, list):
        return ", ".join(filter(None, (_text_of(each) for each in value if isinstance(each, str))))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    line = " ".join(clean(str(value)).split())
    return "" if line in ("null", "~") else line


_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)[ \t#]*")
_HEADLINE_LONGEST = 200  # characters; longer first lines are paragraphs
_NO_HEADLINE_END = re.compile(r"""[.,:;…。—–-]["'”’»]*$""")
_ABBREVIATION_END = re.compile(r"(?:\b[A-Z]\.)+$|\b(?:Inc|Ltd|Corp|Co|Jr|Sr|No|St)\.$")
_NO_HEADLINE_START = re.compile(r"(?:by\s|https?:|published\b|updated\b|[-*>|=])", re.IGNORECASE)


def _first_line_headline(text: str) -> str:
    """The first line when it is a heading or looks like a headline with a story under it; else nothing."""
    first, _, rest = text.strip().partition("\n")
    first = first.strip()
    if len(first) > _HEADLINE_LONGEST:
        return ""
    if heading := _HEADING.fullmatch(first):
        return heading[1]
    ends = bool(_NO_HEADLINE_END.search(first)) and not _ABBREVIATION_END.search(first)
    looks = not ends and not _NO_HEADLINE_START.match(first)
    goes_on = rest[:1].islower()  # a sentence broken over two lines
    return first if looks and rest.strip() and not goes_on else ""
