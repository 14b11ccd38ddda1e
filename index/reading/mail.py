"""E-mail: a message is an article; what is attached to it may be others."""

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from index.coverage import Failure
from index.decoding import clean, decode
from index.reading.content import Content
from index.reading.markup import text_of_html
from index.reading.record import Record, line_of, record_of, understood_by

_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_WRAPPED = 65  # characters; mail programs break lines at 72 to 78
_ADDRESS = re.compile(r"<(https?://[^<>\s]+)>")


def message_of(content: Content) -> EmailMessage:
    """The message in a file. Raises UnreadableError for what is none."""
    with understood_by("Python", "an e-mail"):
        message = BytesParser(policy=policy.default).parsebytes(content.whole())
        assert isinstance(message, EmailMessage)
        if not message.keys():
            raise ValueError("no header")
    return message


def read_message(content: Content, message: EmailMessage) -> Iterator[Record | Failure]:
    """The message itself: subject, sender, date and words."""
    with understood_by("Python", "an e-mail"):
        body = message.get_body(("plain", "html"))
        text = _text(body) if isinstance(body, EmailMessage) else ""
        archived = _ADDRESS.search(_header(message, "Archived-At"))
        fields = {
            "headline": _REPLY.sub("", _header(message, "Subject")),
            "byline": parseaddr(_header(message, "From"))[0],
            "outlet": _header(message, "Organization"),
            "published": _header(message, "Date"),
            "language": _header(message, "Content-Language"),
            "url": archived[1] if archived else "",
        }
    yield record_of(content.path, fields, text)


def attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each attachment."""
    with understood_by("Python", "an e-mail"):
        for number, part in enumerate(message.iter_attachments(), 1):
            raw = part.get_payload(decode=True)
            if isinstance(raw, bytes) and raw:
                yield line_of(part.get_filename()) or f"attachment {number}", raw


def _header(message: EmailMessage, name: str) -> str:
    return line_of(str(message.get(name, "")))


def _text(body: EmailMessage) -> str:
    raw = body.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    try:
        text = raw.decode(body.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        text = decode(raw)
    if body.get_content_subtype() == "html":
        return text_of_html(text)
    blocks = re.split(r"\n\s*\n", _SIGNATURE.split(clean(text).rstrip())[0])
    return "\n\n".join(filter(None, map(_unwrapped, blocks)))


def _unwrapped(block: str) -> str:
    """The lines of a block joined where a mail program broke them."""
    lines = [line.strip() for line in block.split("\n") if line.strip()]
    wrapped = len(lines) > 1 and all(len(line) >= _WRAPPED for line in lines[:-1]) and max(map(len, lines)) < 100
    return " ".join(lines) if wrapped else "\n".join(lines)
