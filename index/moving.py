"""A whole index as one file, with its vectors: written here, taken in elsewhere without running a model.

The file is a ledger in SQLite, whatever holds the ledger that it comes from or goes to: so an index moves to a
PostgreSQL server, and back.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from index.chroma import IN_FOLDERS, Chroma
from index.errors import StoreError
from index.following import follow
from index.kept import KeptOnly
from index.ledger.copying import copy_tables
from index.ledger.ledger import Ledger
from index.ledger.sqlite import FILE, SQLite

Progress = Callable[[str, int, int], None]  # stage, done, total


def export_to(ledger: Ledger, file: Path) -> None:
    """Writes what is published to `file`, which is whole or not there. A writer may be at work meanwhile."""
    draft = _emptied(file.with_name(f"{file.name}.draft"))
    try:
        if isinstance(ledger.engine, SQLite):
            ledger.engine.copy_to(draft / FILE)
        else:
            copy = Ledger(draft, create=True)
            copy_tables(ledger.engine, copy.engine)
            copy.close()
        (draft / FILE).replace(file)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def import_from(file: Path, store: Path, ledger: Ledger, progress: Progress, chroma: Chroma = IN_FOLDERS) -> None:
    """Takes in what `export_to` wrote, and builds words and vectors from it. The caller holds the lock.

    Raises StoreError when the store holds an index already, or the file is none.
    """
    if ledger.generation:
        raise StoreError(f"{ledger.engine.name} holds an index already; {ledger.engine.elsewhere}")
    if not file.is_file():
        raise StoreError(f"{file} is no file; name one that `python -m index export` wrote")
    draft = _emptied(store / "import")
    try:
        shutil.copyfile(file, draft / FILE)
        came = Ledger(draft)  # refuses what is no ledger of this format
        copy_tables(came.engine, ledger.engine)
        came.close()
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    ledger.roll_back(())
    ledger.note("forgetting", "")
    ledger.note("folder", "")
    follow(store, ledger, KeptOnly(ledger.published().embedding), True, progress, {}, chroma)


def _emptied(draft: Path) -> Path:
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    return draft
