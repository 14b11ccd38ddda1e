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
from index.dating import iso_date
from index.decoding import clean
from index.errors import RootError, UnreadableError
from index.formats import FORMATS, Record
from index.identifying import language_of

READER = "1"  # goes up when the same file would be read differently: stores then read it again
_NOT_A_WORD = re.compile(r"[\W_]+")


def find_files(root: Path) -> list[Path]:
    """The files of known formats below `root`, sorted; `root` itself when it is a file.

    Hidden files and folders are left out; a folder reached twice over links is read once.
    Raises RootError when `root`, or a folder below it, cannot be listed.
    """
    if root.is_file():
        return [root]
    if not root.is_dir():
        raise RootError(f"{root}: no such file or folder: name one that holds articles")
    files: list[Path] = []
    seen = {root.resolve()}
    for folder, folders, names in os.walk(root, followlinks=True, onerror=_refuse):
        folders[:] = [name for name in sorted(folders) if _first_visit(Path(folder, name), seen)]
        files += (Path(folder, name) for name in names if _is_article_file(Path(folder, name)))
    return sorted(files)


def read_file(path: Path, root: Path) -> Iterator[Article | Failure]:
    """The articles of one file below `root` (or of `root` itself), in order; bad input gives Failures."""
    name = clean(path.name if path == root else path.relative_to(root).as_posix())
    if path.suffix.lower() not in FORMATS:
        known = ", ".join(FORMATS)
        yield Failure(name, f"the ending {path.suffix!r} is not a known format: use one of {known}")
        return
    _, read = FORMATS[path.suffix.lower()]
    try:
        for record in read(path, name):
            yield record if isinstance(record, Failure) else _article_or_failure(record, root)
    except UnreadableError as error:
        yield Failure(name, str(error))
    except OSError as error:
        yield Failure(name, f"cannot be opened, {error.strerror or error}: allow reading it, or leave it out")


def _refuse(error: OSError) -> None:
    # Its articles would otherwise look vanished and be removed.
    raise RootError(f"{error.filename}: {error.strerror}: allow listing it, or name another root") from error


def _first_visit(folder: Path, seen: set[Path]) -> bool:
    place = folder.resolve()
    if folder.name.startswith(".") or place in seen:
        return False
    seen.add(place)
    return True


def _is_article_file(path: Path) -> bool:
    return path.suffix.lower() in FORMATS and not path.name.startswith(".") and path.is_file()


def _article_or_failure(record: Record, root: Path) -> Article | Failure:
    if not _NOT_A_WORD.sub("", record.text):
        return Failure(record.path, "there is no story in it: write one, or leave it out")
    body = _body(record)
    published = iso_date(record.published)
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
        language=language_of(body),
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
