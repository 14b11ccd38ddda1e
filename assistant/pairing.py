"""Quotation marks that come in pairs: copied words shown well-formed, with not one character of them changed. Pure."""

import re

_CLOSERS = {"“": "”", "„": "“", "«": "»", '"': '"'}
_OPENERS = {"”": "“", "»": "«", '"': '"'}
_MARK = re.compile('["“”„«»]')


def in_marks(words: str) -> str:
    """Words between marks: their own where these hold them whole; a mark at an end whose other one was not copied
    along is left out; around words that quote somebody in turn the marks are single ones."""
    words = _without_loose_ends(words)
    if not _MARK.search(words):
        return f"“{words}”"
    return words if _is_held(words) else f"‘{paired(words)}’"


def paired(text: str) -> str:
    """The text with the marks that it lacks before and after it: a sentence may begin or end inside a speech."""
    opening, closing = _loose(text)
    before = "".join(_OPENERS[text[place]] for place in reversed(closing))
    after = "".join(_CLOSERS[text[place]] for place in reversed(opening))
    return f"{before}{text}{after}"


def _loose(text: str) -> tuple[list[int], list[int]]:
    """Where marks stand that open and are not closed, and that close what was not opened."""
    opening: list[int] = []
    closing: list[int] = []
    for match in _MARK.finditer(text):
        mark, place = match[0], match.start()
        if opening and mark == _CLOSERS[text[opening[-1]]]:
            opening.pop()
        elif mark in "“„«" or (mark == '"' and _opens(text, place)):
            opening.append(place)
        else:
            closing.append(place)
    return opening, closing


def _opens(text: str, place: int) -> bool:
    """Whether a straight mark stands before a word."""
    return place + 1 < len(text) and not text[place + 1].isspace() and (place == 0 or not text[place - 1].isalnum())


def _without_loose_ends(words: str) -> str:
    opening, closing = _loose(words)
    start = 1 if 0 in (*opening, *closing) else 0
    end = len(words) - 1 if len(words) - 1 in (*opening, *closing) else len(words)
    return words[start:end].strip() if start < end else words


def _is_held(words: str) -> bool:
    """Whether the words begin and end with marks of their own, and each has its other one."""
    return words[:1] in _CLOSERS and words[-1:] in _OPENERS | {"“": "„"} and not any(_loose(words))
