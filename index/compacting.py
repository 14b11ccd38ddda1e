"""Space given back: what is gone leaves the ledger, words and vectors, and so do models no longer in use."""

from collections.abc import Callable
from pathlib import Path

from index.chroma import IN_FOLDERS, Chroma
from index.following import finish_forgetting, follow
from index.kept import KeptOnly
from index.ledger.ledger import Ledger

Progress = Callable[[str, int, int], None]  # stage, done, total


def compact(store: Path, ledger: Ledger, progress: Progress, chroma: Chroma = IN_FOLDERS) -> tuple[int, int]:
    """Makes a fresh copy of all that is published; the bytes of the store before and after. Readers go on
    meanwhile. The caller holds the lock."""
    before = _bytes(store, ledger)
    ledger.roll_back(())
    embedding = ledger.published().embedding
    ledger.drop_other_models(embedding)
    follow(store, ledger, KeptOnly(embedding), True, progress, {}, chroma)
    finish_forgetting(store, ledger, chroma)
    return before, _bytes(store, ledger)


def _bytes(store: Path, ledger: Ledger) -> int:
    return ledger.engine.size() + sum(file.stat().st_size for file in store.rglob("*") if file.is_file())
