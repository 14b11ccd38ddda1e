"""Words and vectors follow the ledger: what it holds and they lack is brought to them, then published."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from index.chroma import IN_FOLDERS, Chroma
from index.embedding import Embedder
from index.errors import ServerError, StoreError
from index.full_text import words_are_sound, words_of
from index.ledger.database import position_key
from index.ledger.ledger import Ledger
from index.ledger.rows import Item, ItemKind, Row, embedded_text, text_hash
from index.locking import changing
from index.passage import Passage
from index.sentencing import sentences
from index.snapshot import folder_of
from index.vectors import COLLECTIONS

WASTE = 0.3  # share of dead items from which a fresh copy is made
WASTE_ITEMS = 2_000  # but never for fewer: they cost nothing
_GRACE_SECONDS = 0.5  # for searches that run on a folder, before it is removed
_MARK = "published.mark"  # a file in the folder of an edition: which of the ledger's publications it is of
_EMBED_TOGETHER = 256  # rows whose missing vectors are computed in one call

Progress = Callable[[str, int, int], None]  # stage, done, total
log = logging.getLogger(__name__)


def follow(
    store: Path,
    ledger: Ledger,
    embedder: Embedder,
    fresh: bool,
    progress: Progress,
    facts: Mapping[str, str],
    chroma: Chroma = IN_FOLDERS,
) -> None:
    """Brings words and vectors up to the ledger and publishes a new generation with these facts, if anything is new.

    The current folder is added to, which those who read it do not notice; a fresh one is built when asked
    for, or when the current one is missing, broken, of another model, or mostly of things that are gone.
    """
    if ledger.fact("purge"):  # what the last fresh copy left behind; by now nobody reads that state any more
        ledger.purge()
        ledger.note("purge", "")
    current = folder_of(store, ledger.published())
    fresh = fresh or bool(ledger.fact("forgetting")) or not _is_usable(current, ledger, embedder, chroma)
    if not fresh and not ledger.pending() and ledger.generation:
        return
    if not fresh:
        try:
            with changing(current):
                ledger.note("unclean", "1")
                reached = _bring(current, ledger, embedder, ledger.published().positions, progress, chroma)
        except StoreError:
            fresh = True
    if fresh:
        current, replaced = current.with_name(str(int(current.name) + 1)), current
        chroma.discard(current)  # left by a run that was interrupted
        reached = _bring(current, ledger, embedder, {}, progress, chroma)
    ledger.publish(reached | _about(current, embedder, chroma) | dict(facts) | {"purge": "1" if fresh else ""})
    if fresh:
        _remove_older(replaced, chroma)
    if ledger.fact("forgetting"):
        finish_forgetting(store, ledger, chroma)


def finish_forgetting(store: Path, ledger: Ledger, chroma: Chroma = IN_FOLDERS) -> None:
    """Leaves nothing on disk but what is published, in words, vectors and ledger."""
    current = folder_of(store, ledger.published())
    time.sleep(_GRACE_SECONDS)
    for folder in current.parent.iterdir():
        if folder != current:
            chroma.discard(folder)
    ledger.purge()
    ledger.engine.pack()
    ledger.note("purge", "")
    ledger.note("forgetting", "")


def _about(folder: Path, embedder: Embedder, chroma: Chroma) -> dict[str, str]:
    mark = uuid4().hex
    (folder / _MARK).write_text(mark)
    return {
        "mark": mark,
        "folder": folder.name,
        "embedding": embedder.name,
        "indexed_at": f"{datetime.now(UTC):%FT%TZ}",
        "unclean": "",
        "sizes": _sizes(folder, chroma),
    }


def keep_vectors(ledger: Ledger, embedder: Embedder, items: Iterable[Item]) -> None:
    """Embeds the items whose vectors the ledger lacks, each text once, and keeps them there."""
    wanted = {text_hash(embedded_text(item)): item for item in items}
    kept = ledger.vectors(embedder.name, wanted)
    missing = {key: item for key, item in wanted.items() if key not in kept}
    passages = {key: item.text for key, item in missing.items() if isinstance(item, Passage)}
    statements = {key: embedded_text(item) for key, item in missing.items() if key not in passages}
    if passages:
        spans = [tuple(sentences(text)) for text in passages.values()]
        vectors, parts = embedder.embed_with_sentences(list(passages.values()), spans)
        ledger.keep_vectors(
            embedder.name, dict(zip(passages, vectors, strict=True)), dict(zip(passages, parts, strict=True))
        )
    if statements:
        vectors = embedder.embed(list(statements.values()))
        ledger.keep_vectors(embedder.name, dict(zip(statements, vectors, strict=True)), {})


def _is_usable(folder: Path, ledger: Ledger, embedder: Embedder, chroma: Chroma) -> bool:
    if not folder.is_dir() or ledger.fact("embedding") != embedder.name:
        return False
    if (mark := ledger.fact("mark")) and not ((folder / _MARK).is_file() and (folder / _MARK).read_text() == mark):
        return False  # a ledger put back from a backup gives numbers anew, which mean other words than in this folder
    touched = ledger.fact("unclean") or ledger.fact("sizes") != _sizes(folder, chroma)
    if touched and not (chroma.is_sound(folder / "vectors", _counts(ledger)) and words_are_sound(ledger, folder)):
        return False
    dead, every = ledger.waste()
    return dead < WASTE_ITEMS or dead < WASTE * every


def _counts(ledger: Ledger) -> list[int]:
    return [int(ledger.fact(_count_key(kind)) or 0) for kind in COLLECTIONS]


def _sizes(folder: Path, chroma: Chroma) -> str:
    """The size of every file, to notice what was cut off or taken away. Chroma writes to its files whenever it
    opens them, so neither their times nor their content tell."""
    files = sorted(path for path in folder.rglob("*.*") if path.is_file() and path.suffix != ".lock")
    return " ".join(
        (*(f"{path.name}:{path.stat().st_size}" for path in files), chroma.state(folder / "vectors"))
    ).strip()


def _count_key(kind: ItemKind) -> str:
    return f"count of {COLLECTIONS[kind]}"


def _bring(
    folder: Path,
    ledger: Ledger,
    embedder: Embedder,
    positions: Mapping[ItemKind, int],
    progress: Progress,
    chroma: Chroma,
) -> dict[str, str]:
    """Adds what lies behind the positions; what to note: the positions and counts afterwards."""
    words, vectors = words_of(ledger, folder), chroma.open(folder / "vectors")
    reached: dict[str, str] = {}
    try:
        for kind in COLLECTIONS:
            last = positions.get(kind, 0)
            total = ledger.count_after(kind, last)
            words.follow(ledger.rows_after(kind, last))
            done = 0
            for rows in _together(ledger.rows_after(kind, last)):
                vectors.follow(kind, _with_vectors(ledger, embedder, rows))
                done, last = done + len(rows), rows[-1].number
                progress(COLLECTIONS[kind], done, total)
            reached |= {position_key(kind): str(last), _count_key(kind): str(vectors.count(kind))}
    finally:
        vectors.close()
    return reached


def _together(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while some := list(islice(rows, _EMBED_TOGETHER)):
        yield some


def _with_vectors(ledger: Ledger, embedder: Embedder, rows: Sequence[Row]) -> Iterator[tuple[Row, NDArray[np.float32]]]:
    keep_vectors(ledger, embedder, [row.item for row in rows])
    kept = ledger.vectors(embedder.name, [row.text_hash for row in rows])
    return ((row, kept[row.text_hash]) for row in rows)


def _remove_older(replaced: Path, chroma: Chroma) -> None:
    """Removes folders older than the one just replaced, which readers may still hold: it goes next time."""
    for folder in replaced.parent.iterdir():
        if folder.name.isdigit() and int(folder.name) < int(replaced.name):
            try:
                chroma.discard(folder)
            except ServerError as error:  # what is published stands; the folder stays, and goes next time
                log.warning("%s: %s is left for the next update to remove", error, folder)
