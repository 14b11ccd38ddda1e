"""What `check` found -> mended: from the ledger what can be built from it, from the files what cannot."""

from pathlib import Path

from index.checking import Findings
from index.chroma import IN_FOLDERS, Chroma
from index.errors import StoreError
from index.following import follow
from index.grouping import group_articles
from index.kept import KeptOnly
from index.ledger.ledger import Ledger
from index.naming import name_speakers


def repair(store: Path, ledger: Ledger, found: Findings, chroma: Chroma = IN_FOLDERS) -> tuple[str, ...]:
    """Takes out articles that are not whole, for an update to read again, and builds words and vectors anew; what
    was done, in words. Raises StoreError when the ledger's own file is damaged. The caller holds the lock."""
    if ledger.engine.damage():
        raise StoreError(f"the ledger in {store} is damaged; remove the folder {store} and build the index anew")
    ledger.roll_back(())
    ids = sorted({fault.article_id for fault in found.faults} - {""})
    if ids:
        ledger.set_aside(ids)
    ledger.doubt_files()
    ledger.purge()
    for step in ("named by", "related by"):
        ledger.note(step, "")
    group_articles(ledger)
    name_speakers(ledger)
    follow(store, ledger, KeptOnly(ledger.published().embedding), True, lambda *_: None, {}, chroma)
    taken = (f"{len(ids)} articles taken out, for the next update to read again",) if ids else ()
    return (*taken, "words and vectors built anew from the ledger", "every file to be read again by the next update")
