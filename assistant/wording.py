"""Words asked about beside words that were said: the same, nearly the same, and what differs. Pure."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

ALIKE = 0.7  # share of a quotation's words, in their order: with fewer it is another one
SHORTEST = 3  # words: fewer are a name or a term in quotation marks
_MOST = 3  # differences told

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def is_quotation(words: str) -> bool:
    return len(_WORD.findall(words)) >= SHORTEST


def stands_in(words: str, text: str) -> bool:
    """Word for word; letter case and punctuation aside, which quoting changes."""
    return f" {' '.join(_plain(words))} " in f" {' '.join(_plain(text))} "


def likeness(words: str, said: str) -> float:
    """The share of a quotation's words that stand in what was said, in their order."""
    ours = _plain(words)
    matcher = SequenceMatcher(None, ours, _plain(said), False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(1, len(ours))


def difference(words: str, said: str) -> str:
    """How a quotation differs from what was said: ``‘two farms’ for “a single farm”; “ever” is left out``. What stands
    in curly double marks is what was said, letter by letter. Empty where they are not alike, or nothing differs."""
    if likeness(words, said) < ALIKE:
        return ""
    return "; ".join([*_differences(words, said)][:_MOST])


def _differences(words: str, said: str) -> Iterator[str]:
    ours, theirs = _plain(words), _plain(said)
    places = [match.span() for match in _WORD.finditer(said)]
    changes = SequenceMatcher(None, ours, theirs, False).get_opcodes()
    for change, first, last, start, end in changes:
        asked = "‘" + " ".join(ours[first:last]) + "’"
        told = "“" + said[places[start][0] : places[end - 1][1]] + "”" if start < end else ""
        if change == "replace":
            yield f"{asked} for {told}"
        elif change == "delete":
            yield f"{asked} is added"
        elif change == "insert" and 0 < first < len(ours):  # what stands before or after it was not quoted
            yield f"{told} is left out"


def _plain(text: str) -> list[str]:
    return _WORD.findall(text.replace("’", "'").casefold())
