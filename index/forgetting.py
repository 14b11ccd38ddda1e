"""An article taken down for good: out of the ledger at once, then out of words, vectors and every file of the store."""

from collections.abc import Callable
from pathlib import Path

from index.article import Source
from index.chroma import IN_FOLDERS, Chroma
from index.errors import UnknownError
from index.following import follow
from index.grouping import group_articles
from index.kept import KeptOnly
from index.ledger.ledger import Ledger
from index.naming import name_speakers

Progress = Callable[[str, int, int], None]  # stage, done, total


def forget(
    store: Path, ledger: Ledger, path_or_id: str, progress: Progress, chroma: Chroma = IN_FOLDERS
) -> tuple[Source, ...]:
    """Takes down the article of this id or path, and every other one with the same content or body; what went.

    No answer rests on it from the first transaction on. Its file may stay where it is: hashes keep it from coming
    back. When this is interrupted, the next run of it, or of an update, ends it. The caller holds the lock.
    Raises UnknownError when no article, or more than one, is called so.
    """
    ledger.roll_back(())
    by_root = ledger.called(path_or_id)
    if len(by_root) > 1:
        ids = ", ".join(some[-1].source.article_id for some in by_root.values())
        raise UnknownError(f"several articles are called {path_or_id!r}; name one by its id: {ids}")
    if not by_root and not ledger.fact("forgetting"):
        raise UnknownError(f"no article is called {path_or_id!r}; see the paths that `find` shows, or name its id")
    versions = [one for some in by_root.values() for one in some]
    gone = {one.source.article_id: one for version in versions for one in ledger.alike(version)}
    if gone:
        ledger.forget(tuple(gone.values()))
    group_articles(ledger)
    name_speakers(ledger)
    follow(store, ledger, KeptOnly(ledger.published().embedding), True, progress, {}, chroma)
    return tuple(article.source for article in gone.values())
