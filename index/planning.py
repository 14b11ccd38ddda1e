"""What an update would do, without doing it: file by file, nothing read but the files' bytes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from index.ledger.ledger import Ledger
from index.scanning import scan


@dataclass(frozen=True, slots=True)
class Plan:
    """Files by what awaits them, as paths below their root; `renamed` as pairs of old and new path."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    unchanged: int


def plan(ledger: Ledger, roots: Sequence[str], full: bool) -> Plan:
    """Compares the roots with the ledger. Raises RootError for one that is not there."""
    added: list[str] = []
    changed: list[str] = []
    removed: list[str] = []
    renamed: list[tuple[str, str]] = []
    unchanged = 0
    for root in roots:
        known, found = ledger.files(root), scan(ledger, root, full)
        unchanged += len(found.unchanged)
        lost: defaultdict[str, list[str]] = defaultdict(list)  # vanished files by what was in them
        for change in found.changes:
            if change.state is None:
                lost[known[change.file].fingerprint if change.file in known else ""].append(change.file)
        for change in found.changes:
            if change.state is None:
                continue
            if change.file in known:
                changed.append(change.file)
            elif same := lost.get(change.state.fingerprint):
                renamed.append((same.pop(), change.file))
            else:
                added.append(change.file)
        removed += sorted(file for files in lost.values() for file in files)
    return Plan(tuple(added), tuple(changed), tuple(removed), tuple(renamed), unchanged)
