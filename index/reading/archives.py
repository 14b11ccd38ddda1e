"""Zip archives: their files, one after the other, none written to disk, none trusted to be as small as it says."""

import io
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from index.coverage import Failure
from index.errors import UnreadableError
from index.reading.content import WHOLE_LIMIT, Content, content_name
from index.reading.record import understood_by

UNPACKED = 4_000_000_000  # bytes of all files together: a newspaper's decade of text
RATIO = 200  # times a file may grow; text grows 3 to 20 times, a bomb a thousand
_SMALL = 1_000_000  # bytes; what is no larger may grow as it likes
_DIRECTORY = 16_000_000  # bytes of the list of files, which is held in memory: some 200,000 files
_END = b"PK\x05\x06"  # begins the record at the end of an archive, at most 65,557 bytes from its end
_END_AT_MOST = 65_557


def members(content: Content, readable: Callable[[str], bool]) -> Iterator[Content | Failure]:
    """The files of an archive whose names are `readable`, in its order; a Failure for each that is refused."""
    with content.open() as stream:
        _check_directory(stream, content.size)
        with understood_by("Python", "a zip archive"), zipfile.ZipFile(stream) as archive:
            _check_total(archive)
            entries = archive.infolist()
        for entry in entries:
            if entry.is_dir() or not readable(entry.filename):
                continue
            name = f"{content.path}#{content_name(entry.filename)}"
            if reason := _refused(entry):
                yield Failure(name, reason)
            else:
                ending = PurePosixPath(entry.filename).suffix.lower()
                yield Content(name, ending, entry.file_size, _opening(content, entry))


def check_packed(raw: bytes) -> None:
    """Refuses a packed document (a Word file) that would grow beyond what may be held in memory."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        _check_total(archive, WHOLE_LIMIT)


def _opening(content: Content, entry: zipfile.ZipInfo) -> Callable[[], BinaryIO]:
    def open_member() -> BinaryIO:
        return cast(BinaryIO, _Member(content, entry))

    return open_member


class _Member(io.RawIOBase):
    """A packed file, whose damage is told as an UnreadableError. Reading ends at the size that the archive tells,
    and fails there if the file goes on."""

    def __init__(self, content: Content, entry: zipfile.ZipInfo) -> None:
        self._file = content.open()
        try:
            with understood_by("Python", "a zip archive"):
                self._archive = zipfile.ZipFile(self._file)
                self._stream = self._archive.open(entry)
        except UnreadableError:
            self._file.close()
            raise

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        with understood_by("Python", "a zip archive"):
            return self._stream.read(size)

    def readline(self, size: int | None = -1) -> bytes:
        with understood_by("Python", "a zip archive"):
            return self._stream.readline(-1 if size is None else size)

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # what TextIOWrapper calls
        some = self.read(len(buffer))
        buffer[: len(some)] = some
        return len(some)

    def read1(self, size: int = -1) -> bytes:
        return self.read(size)

    def close(self) -> None:
        if hasattr(self, "_stream"):
            self._stream.close()
            self._archive.close()
        self._file.close()
        super().close()


def _check_directory(stream: BinaryIO, size: int) -> None:
    """Refuses a list of files too long to hold, before it is read."""
    stream.seek(max(0, size - _END_AT_MOST))
    tail = stream.read(_END_AT_MOST)
    at = tail.rfind(_END)
    if at >= 0 and len(tail) >= at + 16 and struct.unpack_from("<I", tail, at + 12)[0] > _DIRECTORY:
        raise UnreadableError(f"its list of files has more than {_DIRECTORY:,} bytes: split the archive")
    stream.seek(0)


def _check_total(archive: zipfile.ZipFile, limit: int = UNPACKED) -> None:
    total = sum(entry.file_size for entry in archive.infolist())
    if total > limit:
        raise UnreadableError(f"it unpacks to {total:,} bytes, more than the limit of {limit:,}: split it")


def _refused(entry: zipfile.ZipInfo) -> str:
    """Why a file in an archive is not read; empty when it is."""
    parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
    if ".." in parts or entry.filename.startswith(("/", "\\")) or ":" in parts[0]:
        return "its name leads out of the archive: pack it anew"
    if entry.flag_bits & 1:
        return "it is locked with a password: unpack it"
    if PurePosixPath(entry.filename).suffix.lower() == ".zip":
        return "an archive in an archive is not opened: unpack it"
    if entry.file_size > _SMALL and entry.file_size > RATIO * max(1, entry.compress_size):
        return (
            f"it unpacks to {entry.file_size:,} bytes from {entry.compress_size:,}, as only a bomb does: leave it out"
        )
    return ""
