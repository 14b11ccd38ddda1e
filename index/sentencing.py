"""Text -> sentences, as exact slices. The sentence ends are sentencex's (Wikimedia); its faults with
quotation marks are mended here."""

import re
from collections.abc import Iterator
from itertools import pairwise

from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]  # ships no stubs

from index.statement import Span

_LINE = re.compile(r"\S[^\n]*")
_WINDOW = 4_000  # characters; the longest paragraph of 1,914 real articles has 3,877
_SURROGATE = re.compile("[\ud800-\udfff]")
_CLOSING_MARKS = re.compile(r"""[”’»"')\]*_]+(?=\s|$)""")
_CLOSING_QUOTES = "”’»\"'"
_NUMBER = re.compile(r"[\W\d_]*[.)]?")  # "2.", "## 3.", ">": the mark of a list or heading, not a sentence
_GOES_ON = re.compile(r"[,;:](?=\s)")
_SAID = (
    "said|says|asked|asks|added|adds|told|tells|replied|answered|explained|noted|wrote|insisted|warned|argued"
    "|recalled|remarked|declared|admitted|stated|joked|shouted|continued|concluded|agreed|quipped"
)
# Behind a closing quotation mark: a lowercase word, a dash and a name, "Ann Lee said on Monday."
_TELLER = re.compile(
    rf"[a-zß-öø-ÿ]|[—–-]\s?\w"
    rf"|[A-Z]\S*(?:\s+(?:[A-Z]\S*|of|the|de|van|von|al|bin)){{0,6}}\s+(?:{_SAID})"
    r"(?:[.,;:]|\s+(?:in|on|at|to|during|after|before|by|from|with|when|as|of|reporters|journalists)\b)"
)


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of ``text[start:end]`` as offsets into `text`, in order.

    They hold every character but whitespace, which stays outside at both ends; none crosses a newline.
    """
    found: list[Span] = []
    for line in _LINE.finditer(text, start, len(text) if end is None else end):
        found += _mended(text, _of_line(line[0], line.start()))
    return found


def _of_line(line: str, offset: int) -> list[Span]:
    ends = list(_ends(_SURROGATE.sub("\ufffd", line)))  # the library wants what UTF-8 can write
    return [(offset + start, offset + end) for start, end in pairwise([0, *ends])]


def _ends(line: str) -> Iterator[int]:
    """Where the sentences of `line` end, a window at a time: the library is quadratic in open quotation marks."""
    at = 0
    while at < len(line):
        ends = [at + found["end_index"] for found in get_sentence_boundaries("en", line[at : at + _WINDOW])]
        if at + _WINDOW < len(line):
            ends.pop()  # the last one may go on behind the window, which is moved to its beginning
        if not ends:  # one sentence fills the window: cut it behind a word
            space = line.rfind(" ", at + 1, at + _WINDOW)
            ends = [space if space > at else at + _WINDOW]
        yield from ends
        at = ends[-1]


def _mended(text: str, spans: list[Span]) -> list[Span]:
    """`spans` without outer whitespace; what belongs to the sentence before is given back to it."""
    mended: list[Span] = []
    for start, end in spans:
        if mended and (mark := _CLOSING_MARKS.match(text, start, end)):
            mended[-1] = (mended[-1][0], mark.end())
            start = mark.end()
        piece = text[start:end]
        if not piece.strip():
            continue
        span = (start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))
        if mended and _belong_together(text, mended[-1], span):
            mended[-1] = (mended[-1][0], span[1])
        else:
            mended.append(span)
    return mended


def _belong_together(text: str, before: Span, span: Span) -> bool:
    """Whether two spans of a line are one sentence that was cut at a quotation mark or a list's number."""
    if text[before[1] - 1] in _CLOSING_QUOTES and _TELLER.match(text, *span):
        return True
    return bool(_GOES_ON.match(text, *span) or _NUMBER.fullmatch(text, *before))
