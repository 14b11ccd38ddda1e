"""Files on disk against files as the ledger knows them: what is new, changed, gone."""

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from index.decoding import clean
from index.errors import RootError
from index.ledger.ledger import Ledger
from index.ledger.rows import FileState
from index.reading import READER, find_files


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


def scan(ledger: Ledger, root: str, full: bool) -> Scan:
    """Compares a root with the ledger by content. `full` takes every file as changed.

    Raises RootError when the root is not there: its articles are kept, for a folder that cannot be seen is
    not a folder that was emptied.
    """
    known, changes, unchanged = ledger.files(root), [], []
    present = _files(root)
    for file, path in present.items():
        content = path.read_bytes()
        stat = path.stat()
        fingerprint = blake2b(content, digest_size=16, key=READER.encode()).hexdigest()
        if not full and file in known and known[file].fingerprint == fingerprint:
            unchanged.append(file)
            continue
        records = max(1, content.count(b"\n")) if path.suffix.lower() == ".jsonl" else 1
        state = FileState(fingerprint, stat.st_size, stat.st_mtime_ns)
        changes.append(Change(root, file, path, state, records))
    gone = [Change(root, file, Path(root), None, 0) for file in sorted(known.keys() - present.keys())]
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
        stale |= known.keys() ^ present.keys()
        for file in known.keys() & present.keys():
            stat = present[file].stat()
            if (stat.st_size, stat.st_mtime_ns) != (known[file].size, known[file].mtime):
                stale.add(file)
    return tuple(sorted(stale))


def _files(root: str) -> dict[str, Path]:
    base = Path(root)
    # A name in undecodable bytes is cleaned like the path its articles get, so that the two agree.
    return {clean(path.name if path == base else path.relative_to(base).as_posix()): path for path in find_files(base)}
