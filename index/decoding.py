"""Bytes of an article file -> clean text: one encoding, one kind of line end, no control characters."""

import codecs
import re

from index.errors import UnreadableError

LIMIT = 5_000_000  # bytes of one article: some forty times the longest newspaper story, a tenth of a second to split

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
# NUL ends strings in C libraries, lone surrogates cannot be written as UTF-8, a terminal obeys the others.
_UNSAFE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def decode(raw: bytes) -> str:
    """The text of `raw`: UTF-8; else UTF-16 when a byte order mark says so; else Windows-1252.

    Windows-1252 is what old Western newsroom systems write, and reads any ASCII text; its few
    undefined bytes become U+FFFD. UTF-8 goes first because other encodings hardly ever pass for it.
    """
    if raw.startswith(UTF16):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.removeprefix(codecs.BOM_UTF8).decode("cp1252", errors="replace")


def clean(text: str) -> str:
    """`text` with ``\\n`` line ends only; characters nobody can show or store become U+FFFD."""
    return _UNSAFE.sub("\ufffd", _LINE_ENDS.sub("\n", text.removeprefix("\ufeff")))


def check_size(size: int) -> None:
    """Refuse an article of `size` bytes when that is more than LIMIT."""
    if size > LIMIT:
        raise UnreadableError(
            f"the article has {size:,} bytes, more than the limit of {LIMIT:,}: split it, or leave it out"
        )
