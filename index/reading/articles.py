"""Files -> Articles. Every article stands alone: one that cannot be read is a Failure, the others go on."""

import json
import os
import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlsplit

from index.article import Article, Source
from index.coverage import Failure
from index.dating import day_told_in, iso_date
from index.errors import UnreadableError
from index.identifying import language_of
from index.reading.content import content_name, content_of
from index.reading.formats import read_content
from index.reading.record import Record
from index.reading.walking import check_file

READER = "2"  # goes up when the same file would be read differently: stores then read it again
FAILURES = 1_000  # of one file that are told one by one: beyond them the file is not what it seems
_NOT_A_WORD = re.compile(r"[\W_]+")
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?$", re.IGNORECASE)


def read_file(path: Path, root: Path) -> Iterator[Article | Failure]:
    """The articles of one file below `root` (or of `root` itself), in order; bad input gives Failures."""
    name = file_name(path, root)
    failed = 0
    try:
        check_file(path, root)
        for record in read_content(content_of(path, name)):
            made = record if isinstance(record, Failure) else _article_or_failure(record, root)
            failed += isinstance(made, Failure)
            if isinstance(made, Article) or failed <= FAILURES:
                yield made
    except UnreadableError as error:
        yield Failure(name, str(error))
    except OSError as error:
        yield Failure(name, f"cannot be opened, {error.strerror or error}: allow reading it, or leave it out")
    if failed > FAILURES:
        yield Failure(name, f"{failed - FAILURES:,} more of its articles could not be read: mend it, or leave it out")


def file_name(path: Path, root: Path) -> str:
    """What a file is called in the index: its path below the root, or its name when it is the root."""
    return content_name(path.name if path == root else path.relative_to(root).as_posix())


def _article_or_failure(record: Record, root: Path) -> Article | Failure:
    if not _NOT_A_WORD.sub("", record.text):
        return Failure(record.path, "there is no story in it: write one, or leave it out")
    body = _body(record)
    published = iso_date(record.published) or day_told_in(body)
    url = _web_address(record.url)
    content_hash = _hash(record.headline, record.outlet, record.byline, published, url, body)
    place = Path(os.path.abspath(root)).as_posix()
    source = Source(
        article_id=_hash(place, record.path, content_hash)[:16],
        path=record.path,
        headline=record.headline,
        outlet=record.outlet,
        byline=record.byline,
        published=published,
        url=url,
        language=language_of(body) or _told_language(record.language),
        content_hash=content_hash,
    )
    return Article(source, body)


def _body(record: Record) -> str:
    """The text under its headline; a first line that only repeats the headline gives way to it."""
    text = record.text.strip()
    first, _, rest = text.partition("\n")
    if not record.headline:
        return text
    if _words(first) == _words(record.headline):
        text = rest.strip()
    return f"{record.headline}\n\n{text}" if text else record.headline


def _told_language(told: str) -> str:
    found = _LANGUAGE.match(told)
    return found[1].lower() if found else ""


def _words(line: str) -> str:
    """What is left of a line without markup, punctuation, spacing and case."""
    return _NOT_A_WORD.sub("", line).casefold() or line.strip()


def _hash(*parts: str) -> str:
    return blake2b(json.dumps(parts).encode(), digest_size=16).hexdigest()


def _web_address(url: str) -> str:
    """`url` when it can be followed with nothing but a browser; else nothing."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc and " " not in url else ""
