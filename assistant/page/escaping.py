"""Untrusted words -> HTML that means nothing but these words, to Markdown, to TeX and to a browser."""

import re
from urllib.parse import urlsplit

LABEL = 80  # characters of a label: an outlet may be called anything

_MEANINGFUL = re.compile(r"[!-/:-@\[-`{-~]")  # every ASCII punctuation mark
_UNSAYABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def escaped(words: str) -> str:
    """`words` with every ASCII punctuation mark as a numeric reference.

    The chat window reads its messages as Markdown with HTML inside. Punctuation is all that either of them
    acts on, and by their rules a numeric reference is never more than the character it stands for. Control
    characters and lone surrogates, which no page can carry, become U+FFFD, one for one.
    """
    sayable = _UNSAYABLE.sub("\N{REPLACEMENT CHARACTER}", words)
    return _MEANINGFUL.sub(lambda match: f"&#{ord(match[0])};", sayable)


def in_lines(words: str) -> str:
    """`words` escaped, with its line breaks kept as ``<br>``: Markdown sees a single line."""
    return "<br>".join(escaped(line) for line in words.splitlines())


def in_paragraphs(words: str) -> list[str]:
    """The paragraphs of `words`: what blank lines part; not yet escaped, none of them empty."""
    lines = "\n".join(words.splitlines())
    return [part.strip() for part in re.split(r"\n\s*\n", lines) if part.strip()]


def shortened(words: str, most: int = LABEL) -> str:
    """`words`, cut where they are longer than `most` characters."""
    return words if len(words) <= most else words[: most - 1] + "\N{HORIZONTAL ELLIPSIS}"


def followable(url: str) -> bool:
    """Whether a link may be offered: only to a page on the web, never to a script or a file."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc)
