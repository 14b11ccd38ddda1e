"""File formats an article comes in: one small reader each, found by the media type of the file's ending.

A new format is one function that yields a Record (or a Failure) for each article, and a line in both tables.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from index.coverage import Failure
from index.errors import UnreadableError
from index.reading.archives import members
from index.reading.content import Content, content_name
from index.reading.documents import read_docx, read_pdf
from index.reading.json_articles import read_json, read_json_lines
from index.reading.mail import attachments, message_of, read_message
from index.reading.news_xml import read_xml
from index.reading.pages import read_html
from index.reading.plain import read_markdown, read_plain
from index.reading.record import Reader, Record
from index.reading.tables import read_csv

ARCHIVE, MAIL = "application/zip", "message/rfc822"  # what holds files

FORMATS: Mapping[str, str] = {  # ending -> media type
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
    ".json": "application/json",
    ".csv": "text/csv",
    ".tsv": "text/csv",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".xml": "application/xml",
    ".rss": "application/xml",
    ".atom": "application/xml",
    ".rdf": "application/xml",
    ".nitf": "application/xml",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": MAIL,
    ".zip": ARCHIVE,
}
READERS: Mapping[str, Reader] = {
    "text/plain": read_plain,
    "text/markdown": read_markdown,
    "application/jsonl": read_json_lines,
    "application/json": read_json,
    "text/csv": read_csv,
    "text/html": read_html,
    "application/xml": read_xml,
    "application/pdf": read_pdf,
    FORMATS[".docx"]: read_docx,
}


def is_known(name: str) -> bool:
    """Whether a file of this name may hold articles: its ending is known, and it is not hidden."""
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts if part not in (".", ".."))
    return path.suffix.lower() in FORMATS and not hidden


def read_content(content: Content) -> Iterator[Record | Failure]:
    """The articles of a file of any known format. Raises UnreadableError when it cannot be read as a whole."""
    media_type = FORMATS.get(content.ending)
    if media_type is None:
        raise UnreadableError(f"the ending {content.ending!r} is not a known format: use one of {', '.join(FORMATS)}")
    if content.size == 0:
        raise UnreadableError("the file is empty, there is no story in it: write one, or leave it out")
    if media_type == ARCHIVE:
        yield from _read_each(members(content, is_known))
    elif media_type == MAIL:
        message = message_of(content)
        yield from read_message(content, message)
        attached = (_attached(content, name, raw) for name, raw in attachments(message) if is_known(name))
        yield from _read_each(each for each in attached if FORMATS[each.ending] not in (ARCHIVE, MAIL))
    else:
        yield from READERS[media_type](content)


def _read_each(contents: Iterator[Content | Failure]) -> Iterator[Record | Failure]:
    """A file that cannot be read costs that file only. Archives and e-mails may hold several of one name: the second
    is numbered, so that each has a place of its own."""
    taken: set[str] = set()
    last: dict[str, int] = {}  # the number given last, so that nobody counts from one again
    for content in contents:
        name, path = PurePosixPath(content.path), content.path
        while path in taken:
            last[content.path] = last.get(content.path, 1) + 1
            path = f"{name.with_suffix('')}~{last[content.path]}{name.suffix}"
        taken.add(path)
        content = replace(content, path=path)
        try:
            yield from (content,) if isinstance(content, Failure) else read_content(content)
        except UnreadableError as error:
            yield Failure(content.path, str(error))


def _attached(mail: Content, name: str, raw: bytes) -> Content:
    ending = PurePosixPath(name).suffix.lower()
    return Content(f"{mail.path}#{content_name(name)}", ending, len(raw), lambda: io.BytesIO(raw))
