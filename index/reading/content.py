"""Content: the bytes of one file as its reader gets them, from a folder or out of an archive."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from index.decoding import clean
from index.errors import UnreadableError

# Bytes of a file that has to be held in memory as a whole. The longest newspaper page with its images inlined
# has some 20 MB; formats that hold many articles are streamed and may be of any size.
WHOLE_LIMIT = 50_000_000


@dataclass(frozen=True, slots=True)
class Content:
    """`path` is below the root, with ``#member`` for a file in an archive; `ending` is lower case with its dot."""

    path: str
    ending: str
    size: int
    open: Callable[[], BinaryIO]

    def whole(self, limit: int = WHOLE_LIMIT) -> bytes:
        """All bytes. Raises UnreadableError before reading when there are more than `limit`."""
        check_size(self.size, limit)
        with self.open() as stream:
            raw = stream.read(limit + 1)
        check_size(len(raw), limit)
        return raw

    def lines(self, limit: int) -> Iterator[tuple[int, bytes, int]]:
        """The lines with something in them: number from 1, bytes, size; of an overlong line only its beginning."""
        with self.open() as stream:
            number = 0
            while line := stream.readline(limit + 1):
                number += 1
                rest, size = line, len(line)
                while len(rest) > limit and not rest.endswith(b"\n"):
                    rest = stream.readline(limit + 1)
                    size += len(rest)
                if line.strip():
                    yield number, line, size


def content_of(file: Path, path: str) -> Content:
    """A file on disk, called `path` below its root."""
    return Content(path, file.suffix.lower(), file.stat().st_size, lambda: file.open("rb"))


def content_name(name: str) -> str:
    """A file's name on one line, so that it can be shown and stored: newlines, bytes that are no text and the like
    become U+FFFD, and a mark before the ending keeps apart what would then look the same."""
    shown = clean(name).replace("\n", "\ufffd")
    if "\ufffd" not in shown and shown == name:
        return name
    mark = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    ending = PurePosixPath(shown).suffix
    return f"{shown.removesuffix(ending)}~{mark}{ending}"


def check_size(size: int, limit: int) -> None:
    """Refuses what has more than `limit` bytes."""
    if size > limit:
        raise UnreadableError(f"it has {size:,} bytes, more than the limit of {limit:,}: split it, or leave it out")
