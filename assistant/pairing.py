"""Quotation marks that come in pairs: copied words shown well-formed, with not one character of them changed. Pure."""

import re

_CLOSERS = {"“": "”", "„": "“", "«": "»", '"': '"'}
_ALSO = {("„", "”")}  # as Poles, Dutch and Hungarians close it
_OPENERS = {"”": "“", "»": "«", '"': '"'}
_MARK = re.compile('["“”„«»]')


def in_marks(words: str) -> str:
    """Words between marks: their own where these hold them whole; a mark at an end whose other one was not copied
    along is left out; around words that quote somebody in turn the marks are single ones."""
    words = _without_loose_ends(words)
    if not _MARK.search(words):
        return f"“{words}”"
    return words if _is_held(words) else f"‘{_completed(words) or words}’"


def paired(text: str) -> str:
    """The text with the mark that it lacks before or after it: a sentence may begin or end inside a speech. Around one
    whose marks cannot be paired by that stand single ones."""
    return _completed(text) or f"‘{text}’"


def _completed(text: str) -> str:
    """The text with the marks it lacks; empty where they are in disorder. More than one at an end would be that: the
    outer one would hold the inner, which is not the article's."""
    opening, closing = _loose(text)
    crossed = bool(opening and closing) and opening[0] < closing[-1]
    if crossed or len(opening) > 1 or len(closing) > 1:
        return ""
    before = "".join(_OPENERS[text[place]] for place in closing)
    after = "".join(_CLOSERS[text[place]] for place in opening)
    return f"{before}{text}{after}"


def _loose(text: str) -> tuple[list[int], list[int]]:
    """Where marks stand that open and are not closed, and that close what was not opened."""
    opening: list[int] = []
    closing: list[int] = []
    for match in _MARK.finditer(text):
        mark, place = match[0], match.start()
        if opening and _closes(text[opening[-1]], mark):
            opening.pop()
        elif mark in "“„«" or (mark == '"' and _opens(text, place)):
            opening.append(place)
        else:
            closing.append(place)
    return opening, closing


def _closes(opener: str, mark: str) -> bool:
    return mark == _CLOSERS[opener] or (opener, mark) in _ALSO


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
    return words[:1] in _CLOSERS and words[-1:] in {*_OPENERS, "“"} and not any(_loose(words))
