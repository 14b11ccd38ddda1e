"""Chroma's vector files without leftovers of memory.

Chroma writes the unused room of its files as it finds it in memory, where words may lie that the process has read, of
a forgotten article too; and it does so whenever it opens a collection that it has not written out yet. Only the room
behind the last vector is touched, which Chroma never reads: whoever has the files open does not notice.
"""

import struct
from pathlib import Path

# How hnswlib's saveIndex begins its header: version, offset of the links, room, vectors in use, bytes a vector.
_HEADER = struct.Struct("<iQQQQ")
_LENGTH = 4  # bytes a vector in length.bin
_AT_ONCE = 1 << 20


def wipe_unused(folder: Path) -> None:
    """Zeroes the unused room of every collection below a Chroma folder; leaves files alone that are not as known."""
    for header in folder.glob("*/header.bin"):
        beginning = header.read_bytes()[: _HEADER.size]
        if len(beginning) < _HEADER.size:
            continue
        version, _, room, used, size = _HEADER.unpack(beginning)
        if version == 1 and used <= room:
            _wipe(header.with_name("data_level0.bin"), used * size, room * size)
            _wipe(header.with_name("length.bin"), used * _LENGTH, room * _LENGTH)


def _wipe(file: Path, start: int, end: int) -> None:
    if start == end or not file.is_file() or file.stat().st_size != end:
        return
    with file.open("r+b") as opened:
        opened.seek(start)
        for at in range(start, end, _AT_ONCE):
            opened.write(bytes(min(_AT_ONCE, end - at)))
