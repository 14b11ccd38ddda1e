"""Untrusted words -> Markdown that shows them as they stand, with a backslash only where they would act. Pure."""

import re

_ACTING = re.compile(
    r"[\\`*\[\]<~$|{}@]"  # emphasis, code, links, tags, strokes, formulas, tables, addresses of mail
    r"|(?<![^\W_])_|_(?![^\W_])"  # within a word it is a letter
    r"|(?<!\w)#"  # a heading, its end, the number of an issue
    r"|&(?=#?\w+;)"  # a character by its name
    r"|:(?=//|[a-z_]+:)"  # an address on the web, a picture by its name
    r"|(?<=\bwww)\.",
    re.IGNORECASE,
)
_LINE_START = re.compile(
    r"^[^\S\n]*"  # blanks, of which it makes code
    r"(?:(?P<mark>[-+:](?=\s|$)|[-=:](?=[-=:]*\s*$)|>)"  # lists, rules, headings, quotations
    r"|(?P<number>\d{1,9})(?=[.)](?:\s|$)))?",
    re.MULTILINE,
)


def inert(text: str) -> str:
    """Text that Markdown shows as it stands, wherever in a line it is put, but for blanks at the ends of its lines."""
    lines = re.sub(r"[^\S\n]+$", "", re.sub(r"\r\n?", "\n", text), flags=re.MULTILINE)
    return _LINE_START.sub(_start, _ACTING.sub(r"\\\g<0>", lines))


def _start(match: re.Match[str]) -> str:
    """A number acts by the mark behind it."""
    return f"{match['number']}\\" if match["number"] else f"\\{match['mark']}" if match["mark"] else ""
