"""Text files and Markdown: one article a file."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from index.coverage import Failure
from index.decoding import LIMIT, clean, decode
from index.errors import UnreadableError
from index.reading.content import Content
from index.reading.record import Record, field, plain_names, record_of


def read_plain(content: Content) -> Iterator[Record | Failure]:
    """A text file is one article; its first line is the headline when it looks like one."""
    text = clean(decode(content.whole(LIMIT)))
    yield record_of(content.path, {"headline": first_line_headline(text)}, text)


def read_markdown(content: Content) -> Iterator[Record | Failure]:
    """A Markdown file is one article, its fields in YAML front matter; the text is kept as written."""
    front, text = _front_matter(clean(decode(content.whole(LIMIT))))
    fields = plain_names(front)
    if not field(fields, "headline"):
        fields = {**fields, "headline": first_line_headline(text)}
    yield record_of(content.path, fields, text)


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


_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)[ \t#]*")
_HEADLINE_LONGEST = 200  # characters; longer first lines are paragraphs
_NO_HEADLINE_END = re.compile(r"""[.,:;…。—–-]["'”’»]*$""")
_ABBREVIATION_END = re.compile(r"(?:\b[A-Z]\.)+$|\b(?:Inc|Ltd|Corp|Co|Jr|Sr|No|St)\.$")
_NO_HEADLINE_START = re.compile(r"(?:by\s|https?:|published\b|updated\b|[-*>|=])", re.IGNORECASE)


def first_line_headline(text: str) -> str:
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
