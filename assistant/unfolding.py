"""Claims as JSON, piece by piece -> prose with labels, so that what checks a reply reads one form only. Pure.

It reads what a parser would refuse: a reply is not whole before its end, and a server that knows no schema lets a
model put its claims where it likes. Each character is looked at once, whatever a reply holds.
"""

import re

_SPOKEN = frozenset(["text", "answer", "claim"])  # keys of an object under which a claim's words stand
_LABELS = frozenset(["sources", "source", "labels", "citations"])
_ESCAPED = {"n": " ", "t": " ", "r": " ", "b": "", "f": ""}  # a claim is one line
_TAIL = ". \n\t"  # what may turn out to be the end of a claim: its labels stand before the full stop


class Unfolding:
    """`feed` each piece, then `finish`. `prose` turns true for a reply that is no JSON, which is given out as it
    comes; `declines` for one that says the passages do not answer; `spoke` once there was a claim."""

    def __init__(self) -> None:
        self.prose = self.declines = self.spoke = False
        self._opening = ""  # until it shows whether this is JSON
        self._begun = self._over = False
        self._open: list[tuple[str, str]] = []  # "{" or "[" and the key it stands under, outermost first
        self._key, self._value = "", False  # the last key, and whether what comes next is a value
        self._string: list[str] | None = None  # the string being read
        self._escape = ""  # an escape being read, from its backslash on
        self._half = ""  # the first half of a character written as two escapes
        self._word = ""  # a number, true, false or null being read
        self._claim, self._tail = False, ""  # a claim's words were given out, but for this end
        self._labels: list[int] = []

    def feed(self, piece: str) -> str:
        """What the claims so far say that was not given out before."""
        if self.prose:
            return piece
        if not self._begun:
            self._opening += piece
            bare = self._opening.lstrip()
            if bare and not bare.startswith("`") and bare[0] != "{":
                self.prose = True
                return self._opening
            if "{" not in bare:
                return ""
            self._begun, piece = True, bare[bare.index("{") :]
        return "".join(map(self._read, piece))

    def finish(self) -> str:
        """The rest of a reply that has ended."""
        if not self._begun and not self.prose:
            return self._opening
        self._end_word()
        return self._end_claim() if self._claim else ""

    # ------------------------------------------------------------------ a character at a time

    def _read(self, char: str) -> str:
        if self._over:
            return ""
        if self._string is not None:
            return self._read_inside(char)
        if char.isalnum() or char in "+-.":
            self._word += char
            return ""
        self._end_word()
        match char:
            case '"':
                self._string = []
            case ":":
                self._value = True
            case ",":
                self._value = self._inside() == "["
            case "{" | "[":
                self._open.append((char, self._key))
                self._value = char == "["
            case "}" | "]":
                return self._close(char)
        return ""

    def _inside(self) -> str:
        return self._open[-1][0] if self._open else ""

    def _close(self, char: str) -> str:
        if self._open:
            self._key = self._open.pop()[1]
        self._over = not self._open
        return self._end_claim() if char == "}" and self._claim else ""

    def _read_inside(self, char: str) -> str:
        if self._escape:
            return self._unescaped(char)
        if char == "\\":
            self._escape = char
            return ""
        return self._end_string() if char == '"' else self._take(char)

    def _unescaped(self, char: str) -> str:
        self._escape += char
        if self._escape[1] != "u":
            self._escape = ""
            return self._take(_ESCAPED.get(char, char))
        if len(self._escape) < 6:
            return ""
        digits, self._escape = self._escape[2:], ""
        unit = chr(int(digits, 16)) if re.fullmatch("[0-9a-fA-F]{4}", digits) else "\ufffd"
        if "\ud800" <= unit <= "\udbff":
            self._half = unit
            return ""
        pair, self._half = self._half + unit, ""
        return self._take(pair.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))

    def _take(self, words: str) -> str:
        assert self._string is not None
        if not self._speaks():
            self._string.append(words)
            return ""
        if not words.strip(_TAIL):
            self._tail += words
            return ""
        given, self._tail = (self._tail if self._claim else "") + words, ""
        self._claim = self.spoke = True
        return given

    def _speaks(self) -> bool:
        """Whether the string being read is the words of a claim."""
        listed = self._inside() == "[" and self._key == "claims"
        return self._value and (listed or (self._inside() == "{" and self._key in _SPOKEN))

    def _end_string(self) -> str:
        listed = self._claim and self._inside() == "[" and self._key == "claims"
        told, self._string = "".join(self._string or ()), None
        if not self._value:
            self._key = told
        elif self._key in _LABELS:
            self._labels += map(int, re.findall(r"\d{1,4}", told))
        if self._inside() == "{":
            self._value = False
        return self._end_claim() if listed else ""

    def _end_word(self) -> None:
        word, self._word = self._word, ""
        if word.isdecimal() and len(word) <= 4 and self._key in _LABELS:
            self._labels.append(int(word))
        if word == "false" and self._key == "answerable":
            self.declines = True

    def _end_claim(self) -> str:
        labels = "".join(f"[{label}]" for label in dict.fromkeys(self._labels))
        self._claim, self._tail, self._labels = False, "", []
        return f" {labels}. " if labels else ". "
