"""The write path: article files -> Articles -> Passages and Statements -> ledger, words and vectors."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, tee
from pathlib import Path
from typing import Protocol

from index.article import Article
from index.chroma import IN_FOLDERS, Chroma
from index.coverage import Failure
from index.embedding import Embedder
from index.filters import EVERYTHING
from index.following import follow, keep_vectors
from index.grouping import group_articles
from index.ledger.forgetting import hashes_of
from index.ledger.ledger import Ledger
from index.ledger.rows import Entry
from index.naming import name_speakers
from index.passage import Passage
from index.reading.articles import read_file
from index.running import ahead
from index.scanning import Change, Scan, scan
from index.sentencing import sentences
from index.splitting import SPLITTER, split
from index.statement import Statement

ARTICLES_AHEAD = 64  # so many articles wait between two steps: enough for batches, little memory
SPLIT_BY = "split by"  # the fact that tells which rules cut the passages that stand
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
    notes: tuple[str, ...] = ()  # what was indexed, but may not be as its editor meant it


@dataclass(slots=True)
class _Reading:
    """What one changed file turned out to hold, beside what stood before. Paths by article id."""

    change: Change
    before: dict[str, str]
    seen: dict[str, str]
    failures: list[Failure]
    forgotten: bool  # whether it holds an article that was taken down for good

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
        facts: Mapping[str, str],
        chroma: Chroma = IN_FOLDERS,
    ) -> None:
        """`facts` are noted with what is published."""
        self._store, self._ledger, self._embedder, self._facts = store, ledger, embedder, facts
        self._chroma = chroma
        self._split_by = f"{SPLITTER}/{embedder.name}"  # passages are measured in the model's tokens
        self._attributor, self._progress = attributor, progress
        self._attributed = attributor.fingerprint if attributor else ""

    def build(self, roots: Sequence[str], full: bool, growing: Collection[Path] = ()) -> Report:
        """Updates the named roots and leaves the articles of all others alone; files still `growing` are left as
        they were."""
        started, ledger = time.perf_counter(), self._ledger
        ledger.doubt_unfinished_files()
        scans = [scan(ledger, root, full, growing) for root in roots]
        ledger.roll_back(roots)
        if not ledger.standing_ids():
            ledger.note(SPLIT_BY, self._split_by)
        for root in roots:
            ledger.remember_root(root)
        readings: list[_Reading] = []
        articles = ahead(self._read(scans, full, readings), ARTICLES_AHEAD)
        entries = ahead(self._attributed_entries(self._split(articles, full)), ARTICLES_AHEAD)
        self._write(ahead(self._embedded(entries), ARTICLES_AHEAD), scans)
        for reading in readings:
            ledger.drop(reading.gone())
            self._finish(reading)
        self._attribute_again(roots)
        self._split_again()
        notes = group_articles(ledger)
        name_speakers(ledger)
        follow(self._store, ledger, self._embedder, full, self._progress, self._facts, self._chroma)
        ledger.note(SPLIT_BY, self._split_by)
        return self._report(roots, scans, readings, notes, time.perf_counter() - started)

    # ------------------------------------------------------------------ one step each, side by side

    def _read(self, scans: Sequence[Scan], full: bool, readings: list[_Reading]) -> Iterator[tuple[Change, Article]]:
        """The articles that are new to the ledger (all, when `full`); notes in `readings` what each file held."""
        for change in (change for scanned in scans for change in scanned.changes):
            reading = _Reading(change, self._ledger.standing(change.root, change.file), {}, [], False)
            for record in read_file(change.path, Path(change.root)) if change.state else ():
                if isinstance(record, Failure):
                    reading.failures.append(record)
                    continue
                if self._ledger.is_forgotten(hashes_of(record)):
                    reading.forgotten = True
                    continue
                reading.seen[record.source.article_id] = record.source.path
                if full or record.source.article_id not in reading.before:
                    yield change, record
            readings.append(reading)

    def _split(self, articles: Iterable[tuple[Change, Article]], full: bool) -> Iterator[tuple[Entry, bool]]:
        """Each article with its passages; and whether it is whole, because all that is made of it was made of the
        same words before, under another path."""
        same_rules = self._ledger.fact(SPLIT_BY) == self._split_by and not full
        for change, article in articles:
            made = self._ledger.made_of(article, self._attributed) if same_rules else ()
            passages = tuple(item for item in made if isinstance(item, Passage))
            statements = tuple(item for item in made if isinstance(item, Statement))
            passages = passages or tuple(split(article, self._embedder.count_tokens, sentences))
            yield Entry(change.root, change.file, article, passages, statements, self._attributed), bool(made)

    def _attributed_entries(self, entries: Iterable[tuple[Entry, bool]]) -> Iterator[Entry]:
        if self._attributor is None:
            yield from (entry for entry, _ in entries)
            return
        ours, theirs = tee(entries)
        found = self._attributor.attribute(entry.article for entry, whole in theirs if not whole)
        for entry, whole in ours:
            yield entry if whole else replace(entry, statements=tuple(next(found)))

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
        ids = self._ledger.attributed_otherwise(roots, self._attributed)
        articles = (self._ledger.standing_article(article_id)[0] for article_id in ids)
        for done, (article_id, statements) in enumerate(zip(ids, self._attributor.attribute(articles), strict=True), 1):
            self._ledger.replace_statements(article_id, statements, self._attributed)
            self._progress("statements", done, len(ids))

    def _split_again(self) -> None:
        """Cuts anew what other rules have cut, or the same for another model; most of it stays as it is."""
        if self._ledger.fact(SPLIT_BY) == self._split_by:
            return
        for article_id in self._ledger.standing_ids():
            article, spans = self._ledger.standing_article(article_id)
            passages = split(article, self._embedder.count_tokens, sentences)
            if [(passage.start, passage.end) for passage in passages] != spans:
                self._ledger.replace_passages(article_id, passages)

    def _finish(self, reading: _Reading) -> None:
        """Notes a file as read; one that holds only what was forgotten without its name."""
        change, state = reading.change, reading.change.state
        if state is not None and reading.forgotten and not reading.seen:
            self._ledger.remember_forgotten(state.fingerprint)
            state = None
        self._ledger.finish_file(change.root, change.file, state, reading.failures)

    def _report(
        self,
        roots: Sequence[str],
        scans: Sequence[Scan],
        readings: Sequence[_Reading],
        notes: tuple[str, ...],
        seconds: float,
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
            notes,
        )
