"""Bytes of an article file -> clean text: one encoding, one kind of line end, no control characters."""

import codecs
import re

from charset_normalizer import from_bytes

from index.errors import UnreadableError
from index.identifying import language_of

LIMIT = 5_000_000  # bytes of one article: some forty times the longest newspaper story, a tenth of a second to split

UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# What newsrooms write, or wrote. All that charset-normalizer knows would let rare ones win on a few letters.
_KNOWN = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "iso8859_2", "iso8859_5", "iso8859_9"),
    *("koi8_r", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "utf_16_le", "utf_16_be"),
)
# The Latin ones differ in a few letters, so each is taken only for a language that needs it (ISO 639-1).
_LATIN = ("cp1252", "cp1250", "iso8859_2", "cp1254", "iso8859_9")
_CENTRAL, _TURKISH = ("pl", "cs", "sk", "hu", "hr", "sl", "ro"), ("tr",)
_SAMPLE = 50_000  # bytes in which the encoding is looked for
_TELLING = 8  # bytes beyond ASCII; of fewer no encoding can be told, and Windows-1252 is the likeliest
_SLIPS = 10  # so many good characters beyond ASCII to a broken one: UTF-8 with a slip, not another encoding
_BINARY = 0.02  # share of control characters; the text files of 1,900 articles have none
_CONTROL = bytes({*range(9), *range(14, 27), *range(28, 32)})
_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
# NUL ends strings in C libraries, lone surrogates cannot be written as UTF-8, a terminal obeys the others.
_UNSAFE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def decode(raw: bytes) -> str:
    """The text of `raw`: UTF-8; else what a byte order mark says; else the encoding that is found in it.

    UTF-8 goes first because other encodings hardly ever pass for it. Bytes that an encoding does not define
    become U+FFFD. Raises UnreadableError for what is no text at all.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode(encoding_of(raw), errors="replace").removeprefix("\ufeff")
    if text.count("\x00") > _BINARY * len(text):
        return raw.decode(encoding_of(raw), errors="replace")
    return text


def encoding_of(raw: bytes) -> str:
    """The name of the encoding `raw` is in. Raises UnreadableError for what is no text."""
    for mark, name in _MARKS.items():
        if raw.startswith(mark):
            return name
    sample = raw[:_SAMPLE]
    if len(raw) > _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    binary = len(sample) - len(sample.translate(None, _CONTROL)) > _BINARY * len(sample)
    read = sample.decode("utf-8", "replace")
    broken = read.count("\ufffd")
    beyond = len(read) - len(read.encode("ascii", "ignore"))  # characters that are not ASCII, broken ones among them
    if not binary and beyond >= (_SLIPS + 1) * broken:
        return "utf-8-sig"
    if not binary and len(sample.translate(None, bytes(range(128)))) < _TELLING:
        return "cp1252"
    found = from_bytes(sample, cp_isolation=list(_KNOWN)).best()
    if binary and (found is None or not found.encoding.startswith("utf_16")):
        raise UnreadableError("it is no text but binary: give it the ending of its format, or leave it out")
    if found is None or found.encoding in _LATIN:
        return _latin(sample, "iso8859_2" if found and found.encoding == "iso8859_2" else "cp1250")
    return found.encoding


def _latin(sample: bytes, central: str) -> str:
    """The Latin encoding whose language the sample turns out to be in; Windows-1252 for any other."""
    for encoding, languages in ((central, _CENTRAL), ("cp1254", _TURKISH)):
        if language_of(sample.decode(encoding, "replace")) in languages:
            return encoding
    return "cp1252"


def clean(text: str) -> str:
    """`text` with ``\\n`` line ends only; characters nobody can show or store become U+FFFD."""
    return _UNSAFE.sub("\ufffd", _LINE_ENDS.sub("\n", text.removeprefix("\ufeff")))
