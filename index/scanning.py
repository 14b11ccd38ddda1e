"""Files on disk against files as the ledger knows them: what is new, changed, gone."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from index.errors import RootError
from index.ledger.ledger import Ledger
from index.ledger.rows import FileState
from index.reading.articles import READER, file_name
from index.reading.walking import find_files, is_regular

_AT_ONCE = 1 << 20  # bytes of a file held while it is hashed


@dataclass(frozen=True, slots=True)
class Change:
    """One file to be read again. `file` is its path below `root` (its name, when it is the root itself);
    `state` is None when it has vanished; `records` is how many articles it may hold."""

    root: str
    file: str
    path: Path
    state: FileState | None
    records: int


@dataclass(frozen=True, slots=True)
class Scan:
    """What an update of one root has to do, and the files it leaves alone."""

    changes: tuple[Change, ...]
    unchanged: tuple[str, ...]


def scan(ledger: Ledger, root: str, full: bool, growing: Collection[Path] = ()) -> Scan:
    """Compares a root with the ledger by content. `full` takes every file as changed; files still `growing` are
    left as they were.

    Raises RootError when the root is not there: its articles are kept, for a folder that cannot be seen is
    not a folder that was emptied.
    """
    known, changes, unchanged = ledger.files(root), [], []
    present = _files(root)
    for file, path in present.items():
        if path in growing:
            unchanged.append(file)
            continue
        state, lines = _state(path)
        if ledger.is_forgotten([state.fingerprint]):
            continue
        if not full and file in known and known[file].fingerprint == state.fingerprint:
            unchanged.append(file)
            continue
        records = max(1, lines) if path.suffix.lower() == ".jsonl" else 1
        changes.append(Change(root, file, path, state, records))
    # A run that was killed may have written articles of a file which it had not noted yet, and which is no more.
    vanished = (known.keys() | ledger.standing_by_file(root).keys()) - present.keys()
    gone = [Change(root, file, Path(root), None, 0) for file in sorted(vanished)]
    return Scan((*changes, *gone), tuple(unchanged))


def stale_files(ledger: Ledger) -> tuple[str, ...]:
    """Files that are new, gone, or of another size or time than when they were read."""
    stale: set[str] = set()
    for root in ledger.roots():
        known = ledger.files(root)
        try:
            present = _files(root)
        except RootError:
            stale |= known.keys()
            continue
        stale |= known.keys() - present.keys()
        unknown = present.keys() - known.keys()
        stale |= {file for file in unknown if not ledger.is_forgotten([_state(present[file])[0].fingerprint])}
        for file in known.keys() & present.keys():
            if _size_and_time(present[file]) != (known[file].size, known[file].mtime):
                stale.add(file)
    return tuple(sorted(stale))


def _files(root: str) -> dict[str, Path]:
    base = Path(root)
    return {file_name(path, base): path for path in find_files(base)}


def _state(path: Path) -> tuple[FileState, int]:
    """A file as it stands, and how many lines it has. What cannot be read is known by the reason why."""
    hashed, lines = blake2b(digest_size=16, key=READER.encode()), 0
    try:
        if is_regular(path):  # others are told of once, without a look at what they hold
            with path.open("rb") as stream:
                while some := stream.read(_AT_ONCE):
                    hashed.update(some)
                    lines += some.count(b"\n")
        else:
            hashed.update(b"not a regular file")
    except OSError as error:
        hashed.update(f"{error.errno} {path.is_symlink()}".encode())
    return FileState(hashed.hexdigest(), *_size_and_time(path)), lines


def _size_and_time(path: Path) -> tuple[int, int]:
    """Of the link itself, where it leads nowhere; zeros for a file that has just vanished."""
    for look in (path.stat, path.lstat):
        try:
            told = look()
        except OSError:
            continue
        return told.st_size, told.st_mtime_ns
    return 0, 0
