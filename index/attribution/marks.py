"""Quotation marks of one line, paired: straight, curly, doubled, angle and single ones."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.statement import Span

_OPENING = "“„«"
_CLOSING = "”»"
_STRAIGHT = '"＂'
_DOUBLED = ("``", "''")
_SINGLE_OPENING = "‘'"
_SINGLE_CLOSING = "’'"
_BEFORE_SINGLE = " \t([{—–-:\u00a0"
_ENDS_SPEECH = ",.?!…"
_WORD = re.compile(r"\S+")
_TELLING = frozenset("said says added adds told wrote writes explained continued asked replied warned noted".split())
_TELLERS = frozenset(("he", "she", "they"))
_LONGEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks. `inner` leaves the marks out; `closed` is False when the closing
    mark is missing, and the stretch then ends with its line."""

    start: int
    end: int
    inner: Span
    closed: bool

    def moved(self, offset: int) -> "Quotation":
        """The same quotation counted from another origin."""
        a, b = self.inner
        return Quotation(self.start + offset, self.end + offset, (a + offset, b + offset), self.closed)


def pair_marks(line: str) -> list[Quotation]:
    """The outermost quotations of a line without newlines, in order, never overlapping.

    One pass over the characters, so that a soup of marks costs no more than a sentence.
    """
    doubles = list(_double(line))
    outermost: list[Quotation] = []
    for quotation in sorted([*doubles, *_single(line, doubles)], key=lambda quotation: quotation.start):
        if not outermost or quotation.start >= outermost[-1].end:  # ‘He said “go” and I went,’ is one quotation
            outermost.append(quotation)
    return outermost


def before_teller(line: str, quotation: Quotation) -> Quotation:
    """An unclosed quotation cut before the words that tell who spoke: '"We had no warning, Ann Lee said.'"""
    words = [*_WORD.finditer(line, *quotation.inner)]
    for place, word in enumerate(words[:-1]):
        if word[0][-1] in ",?!." and _tells(words, place + 1):
            return Quotation(quotation.start, word.end(), (quotation.inner[0], word.end()), False)
    return quotation


def _tells(words: list[re.Match[str]], first: int) -> bool:
    """Whether a name or pronoun and a verb of saying stand at `first`, in either order."""
    if _plain(words[first]) in _TELLING:
        return first + 1 < len(words) and (_named(words[first + 1]) or _plain(words[first + 1]) in _TELLERS)
    if _plain(words[first]) in _TELLERS:
        return first + 1 < len(words) and _plain(words[first + 1]) in _TELLING
    after = first
    while after < min(first + _LONGEST_NAME, len(words)) and _named(words[after]):
        after += 1
    return after > first and after < len(words) and _plain(words[after]) in _TELLING


def _plain(word: re.Match[str]) -> str:
    return word[0].rstrip(".,;:").casefold()


def _named(word: re.Match[str]) -> bool:
    return word[0][0].isupper() and not word[0].endswith((",", ";"))


def _double(line: str) -> Iterator[Quotation]:
    opened: int | None = None
    width = 1
    depth = 0  # of curly marks inside curly ones, counted where the line's marks balance
    balanced = line.count("“") == line.count("”")
    at = 0
    while at < len(line):
        step = 2 if line[at : at + 2] in _DOUBLED else 1
        mark = line[at : at + step]
        if opened is None:
            if _opens(line, at, mark):
                opened, width, depth = at, step, 0
        elif mark == "“" and _closes_wrongly(line, at):
            yield Quotation(opened, at + step, (opened + width, at), True)
            opened = None
        elif balanced and mark == "“" and line[opened] == "“":
            depth += 1
        elif depth and mark == "”":
            depth -= 1
        elif _closes(mark):
            if mark in _STRAIGHT and _opens_anew(line, at):
                yield Quotation(opened, at, (opened + width, at), False)
                opened, width = at, step
            else:
                yield Quotation(opened, at + step, (opened + width, at), True)
                opened = None
        at += step
    if opened is not None and line[opened + width :].strip():
        yield Quotation(opened, len(line), (opened + width, len(line)), False)


def _opens(line: str, at: int, mark: str) -> bool:
    if mark in _OPENING or mark == "``":
        return True
    after = line[at + len(mark) : at + len(mark) + 1]
    before = line[at - 1 : at]
    if mark == "''":
        return bool(after) and not after.isspace()
    # a straight mark behind a digit is an inch mark or a stray closing mark
    return mark in _STRAIGHT and bool(after) and not (before.isdigit() or (after.isspace() and before.isalnum()))


def _closes(mark: str) -> bool:
    return mark in _CLOSING or mark in _STRAIGHT or mark == "''"


def _closes_wrongly(line: str, at: int) -> bool:
    """Whether an opening mark stands where only a closing one can: “expedited review“ of."""
    return not line[at - 1].isspace() and line[at - 1] not in "(—–-" and not line[at + 1 : at + 2].isalnum()


def _opens_anew(line: str, at: int) -> bool:
    """Whether a straight mark inside a quotation begins another one: the closing mark was forgotten."""
    return line[at - 1].isspace() and line[at + 1 : at + 2].isalnum()


def _single(line: str, doubles: list[Quotation]) -> Iterator[Quotation]:
    """British quotations between single marks, outside the double ones. An apostrophe never opens (a letter
    stands before it), and closes only where no mark behind a comma or full stop does."""
    if not any(mark in line for mark in _SINGLE_OPENING):
        return
    masked = bytearray(len(line))
    for quotation in doubles:
        masked[quotation.start : quotation.end] = b"\1" * (quotation.end - quotation.start)
    opened: int | None = None
    weak: int | None = None  # the first mark that may close, but may also be an apostrophe
    for at, mark in enumerate(line):
        if masked[at] or (mark not in _SINGLE_OPENING and mark not in _SINGLE_CLOSING):
            continue
        if _opens_single(line, at):
            if opened is not None and weak is not None:
                yield Quotation(opened, weak + 1, (opened + 1, weak), True)
            opened, weak = at, None
        elif opened is not None and _closes_single(line, at):
            if line[at - 1] in _ENDS_SPEECH:
                yield Quotation(opened, at + 1, (opened + 1, at), True)
                opened = weak = None
            elif weak is None:
                weak = at
    if opened is not None and weak is not None:
        yield Quotation(opened, weak + 1, (opened + 1, weak), True)


def _opens_single(line: str, at: int) -> bool:
    return (
        line[at] in _SINGLE_OPENING and (at == 0 or line[at - 1] in _BEFORE_SINGLE) and line[at + 1 : at + 2].isalpha()
    )


def _closes_single(line: str, at: int) -> bool:
    return line[at] in _SINGLE_CLOSING and not line[at - 1].isspace() and not line[at + 1 : at + 2].isalnum()
