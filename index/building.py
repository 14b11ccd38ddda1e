"""The write path: article files -> Articles -> Passages and Statements -> ledger, words and vectors."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, tee
from pathlib import Path
from typing import Protocol

from index.article import Article
from index.coverage import Failure
from index.embedding import Embedder
from index.filters import EVERYTHING
from index.following import follow, keep_vectors
from index.ledger.ledger import Ledger
from index.ledger.rows import Entry
from index.naming import name_speakers
from index.reading import read_file
from index.running import ahead
from index.scanning import Change, Scan, scan
from index.sentencing import sentences
from index.splitting import split
from index.statement import Statement

ARTICLES_AHEAD = 64  # so many articles wait between two steps: enough for batches, little memory
EMBED_TOGETHER = 32  # articles whose texts are embedded in one call

Progress = Callable[[str, int, int], None]  # stage, done, total


class Attributor(Protocol):
    """What the write path needs of attribution (index/attributing.py)."""

    fingerprint: str

    def attribute(self, articles: Iterable[Article]) -> Iterator[list[Statement]]: ...


@dataclass(frozen=True, slots=True)
class Report:
    """What an update did: the first five of the roots it named, the counts of the whole store."""

    added: int
    changed: int
    removed: int
    unchanged: int
    failed: tuple[Failure, ...]
    articles: int
    passages: int
    statements: int
    seconds: float


@dataclass(slots=True)
class _Reading:
    """What one changed file turned out to hold, beside what stood before. Paths by article id."""

    change: Change
    before: dict[str, str]
    seen: dict[str, str]
    failures: list[Failure]

    def gone(self) -> set[str]:
        return self.before.keys() - self.seen.keys()

    def new(self) -> set[str]:
        return self.seen.keys() - self.before.keys()


class Builder:
    """Brings one store in line with the articles on disk. The caller holds the store's lock."""

    def __init__(
        self,
        store: Path,
        ledger: Ledger,
        embedder: Embedder,
        attributor: Attributor | None,
        progress: Progress,
    ) -> None:
        self._store, self._ledger, self._embedder = store, ledger, embedder
        self._attributor, self._progress = attributor, progress
        self._attributed = attributor.fingerprint if attributor else ""

    def build(self, roots: Sequence[str], full: bool) -> Report:
        """Updates the named roots and leaves the articles of all others alone."""
        started, ledger = time.perf_counter(), self._ledger
        scans = [scan(ledger, root, full) for root in roots]
        for root in roots:
            ledger.remember_root(root)
        readings: list[_Reading] = []
        articles = ahead(self._read(scans, full, readings), ARTICLES_AHEAD)
        entries = ahead(self._attributed_entries(self._split(articles)), ARTICLES_AHEAD)
        self._write(ahead(self._embedded(entries), ARTICLES_AHEAD), scans)
        for reading in readings:
            ledger.drop(reading.gone())
            ledger.finish_file(reading.change.root, reading.change.file, reading.change.state, reading.failures)
        self._attribute_again(roots)
        name_speakers(ledger)
        follow(self._store, ledger, self._embedder, full, self._progress)
        return self._report(roots, scans, readings, time.perf_counter() - started)

    # ------------------------------------------------------------------ one step each, side by side

    def _read(self, scans: Sequence[Scan], full: bool, readings: list[_Reading]) -> Iterator[tuple[Change, Article]]:
        """The articles that are new to the ledger (all, when `full`); notes in `readings` what each file held."""
        for change in (change for scanned in scans for change in scanned.changes):
            reading = _Reading(change, self._ledger.standing(change.root, change.file), {}, [])
            for record in read_file(change.path, Path(change.root)) if change.state else ():
                if isinstance(record, Failure):
                    reading.failures.append(record)
                    continue
                reading.seen[record.source.article_id] = record.source.path
                if full or record.source.article_id not in reading.before:
                    yield change, record
            readings.append(reading)

    def _split(self, articles: Iterable[tuple[Change, Article]]) -> Iterator[Entry]:
        for change, article in articles:
            passages = split(article, self._embedder.count_tokens, sentences)
            yield Entry(change.root, change.file, article, tuple(passages), (), self._attributed)

    def _attributed_entries(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        if self._attributor is None:
            yield from entries
            return
        ours, theirs = tee(entries)
        for entry, statements in zip(ours, self._attributor.attribute(e.article for e in theirs), strict=True):
            yield replace(entry, statements=tuple(statements))

    def _embedded(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """The same entries, once the vectors of all their texts are kept in the ledger."""
        remaining = iter(entries)
        while together := list(islice(remaining, EMBED_TOGETHER)):
            keep_vectors(self._ledger, self._embedder, [item for entry in together for item in entry.items])
            yield from together

    def _write(self, entries: Iterable[Entry], scans: Sequence[Scan]) -> None:
        total = sum(change.records for scanned in scans for change in scanned.changes)
        for done, entry in enumerate(entries, 1):
            self._ledger.add(entry)
            self._progress("articles", done, max(done, total))

    def _attribute_again(self, roots: Sequence[str]) -> None:
        """Finds statements anew where other rules found those we have, or none were looked for."""
        if self._attributor is None:
            return
        articles = self._ledger.attributed_otherwise(roots, self._attributed)
        for done, (article, statements) in enumerate(
            zip(articles, self._attributor.attribute(articles), strict=True), 1
        ):
            self._ledger.replace_statements(article.source.article_id, statements, self._attributed)
            self._progress("statements", done, len(articles))

    def _report(
        self, roots: Sequence[str], scans: Sequence[Scan], readings: Sequence[_Reading], seconds: float
    ) -> Report:
        ledger, generation = self._ledger, self._ledger.generation
        added = changed = removed = unchanged = 0
        for reading in readings:
            new = {reading.seen[article_id] for article_id in reading.new()}
            gone = {reading.before[article_id] for article_id in reading.gone()}
            changed += len(new & gone)
            added += len(new - gone)
            removed += len(gone - new)
            unchanged += len(reading.seen.keys() & reading.before.keys())
        for root, scanned in zip(roots, scans, strict=True):
            standing = ledger.standing_by_file(root)
            unchanged += sum(standing.get(file, 0) for file in scanned.unchanged)
        return Report(
            added,
            changed,
            removed,
            unchanged,
            ledger.failures(roots),
            ledger.coverage(EVERYTHING, generation).articles,
            ledger.count("passage", generation),
            ledger.count("statement", generation),
            round(seconds, 3),
        )
