"""A whole index as one file, with its vectors: written here, taken in elsewhere without running a model."""

import shutil
from collections.abc import Callable
from pathlib import Path

from index.chroma import IN_FOLDERS, Chroma
from index.errors import StoreError
from index.following import follow
from index.kept import KeptOnly
from index.ledger.ledger import Ledger

Progress = Callable[[str, int, int], None]  # stage, done, total


def export_to(ledger: Ledger, file: Path) -> None:
    """Writes what is published to `file`, which is whole or not there. A writer may be at work meanwhile."""
    draft = file.with_name(f"{file.name}.part")
    draft.unlink(missing_ok=True)
    try:
        ledger.copy_to(draft)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def import_from(file: Path, store: Path, progress: Progress, chroma: Chroma = IN_FOLDERS) -> None:
    """Takes in what `export_to` wrote, and builds words and vectors from it. The caller holds the lock.

    Raises StoreError when the store holds an index already, or the file is none.
    """
    target = store / "ledger.sqlite"
    if target.is_file() and Ledger(store).generation:
        raise StoreError(f"{store} holds an index already; name another folder with --store, or remove this one")
    if not file.is_file():
        raise StoreError(f"{file} is no file; name one that `python -m index export` wrote")
    draft = store / "import"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        shutil.copyfile(file, draft / target.name)
        came = Ledger(draft)  # refuses what is no ledger of this format
        came.roll_back(())
        came.note("forgetting", "")
        came.note("folder", "")
        came.close()
        for rest in store.glob(f"{target.name}-*"):
            rest.unlink()
        (draft / target.name).replace(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    ledger = Ledger(store, create=True)
    follow(store, ledger, KeptOnly(ledger.published().embedding), True, progress, {}, chroma)
    ledger.close()
