"""A store held against its promises: exact slices, and ledger, words and vectors of one mind. Changes nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.article import Article
from index.chroma import IN_FOLDERS, Chroma
from index.full_text import words_of
from index.ledger.inspecting import is_named_rightly
from index.ledger.ledger import Ledger
from index.ledger.rows import ItemKind, Published, Row
from index.passage import Passage
from index.probing import Probe, probe
from index.snapshot import folder_of
from index.statement import Statement
from index.vectors import COLLECTIONS, open_files

_SHOWN = 5  # numbers named of many

Found = dict[ItemKind, Probe] | None  # what a Chroma folder holds; None where it cannot be read


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be. `where` is the path of an article, ``ledger``, ``words``, ``vectors``
    or ``chroma``; `article_id` is empty when it is no article's."""

    where: str
    what: str
    article_id: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What was looked at, everything that is wrong with it, and what is right but worth knowing."""

    articles: int
    passages: int
    statements: int
    faults: tuple[Fault, ...]
    notes: tuple[str, ...] = ()


def check(store: Path, ledger: Ledger, chroma: Chroma = IN_FOLDERS) -> Findings:
    """Looks at every article, item and vector that readers can see. The caller holds the store's lock."""
    damage = [Fault("ledger", line, "") for line in ledger.engine.damage()]
    published = ledger.published()
    if damage or not published.generation:
        return Findings(0, 0, 0, tuple(damage))
    faults = [Fault("ledger", f"{table} {_named(numbers)} hang on nothing", "")
              for table, numbers in ledger.orphans().items()]  # fmt: skip
    faults += (Fault(path, "more than one article stands here", "")
               for path in ledger.repeated_places(published.generation))  # fmt: skip
    articles, rows = 0, dict[int, Row]()
    for article, some in ledger.whole_articles(published.generation):
        articles += 1
        rows |= {row.number: row for row in some}
        faults += (Fault(article.source.path, what, article.source.article_id) for what in _of_article(article, some))
    faults += _missing_vectors(ledger, published, rows)
    folder = folder_of(store, published)
    found = probe(folder / "vectors", chroma)
    faults += _of_folder(folder, found, ledger, rows)
    passages = sum(isinstance(row.item, Passage) for row in rows.values())
    return Findings(articles, passages, len(rows) - passages, tuple(faults), tuple(_notes(found)))


def _notes(found: Found) -> Iterator[str]:
    for kind, probed in (found or {}).items():
        if probed.far:
            yield (f"chroma, {COLLECTIONS[kind]}: {len(probed.far)} items are found by their own vector only among "
                   f"more neighbours than a search takes: {_named(probed.far)}")  # fmt: skip


def _of_article(article: Article, rows: Sequence[Row]) -> Iterator[str]:
    body = article.body
    covered = bytearray(len(body))
    for row in rows:
        item = row.item
        if not 0 <= item.start < item.end <= len(body):
            yield f"item {row.number} is no slice of it: {item.start} to {item.end} of {len(body)}"
        elif not is_named_rightly(row):
            yield f"the words of item {row.number} are not those it was made of"
        elif isinstance(item, Passage):
            if any(covered[item.start : item.end]):
                yield f"passage {row.number} overlaps another"
            covered[item.start : item.end] = b"\1" * (item.end - item.start)
        elif not _is_within(item, len(body)):
            yield f"statement {row.number} has words outside of its sentences"
    if left := sum(not (inside or letter.isspace()) for inside, letter in zip(covered, body, strict=True)):
        yield f"{left} characters are in no passage"
    twice = Counter((row.item.start, row.item.end, str(_spans(row))) for row in rows)
    for (start, end, _), count in twice.items():
        if count > 1:
            yield f"{count} items of one kind from {start} to {end}"


def _spans(row: Row) -> object:
    return (row.item.spans, row.item.speakers, row.item.cue_span) if isinstance(row.item, Statement) else "passage"


def _is_within(statement: Statement, length: int) -> bool:
    start, end = statement.sentences
    return 0 <= start < end <= length and all(start <= a < b <= end for a, b in statement.spans)


def _missing_vectors(ledger: Ledger, published: Published, rows: dict[int, Row]) -> Iterator[Fault]:
    missing = ledger.without_vector(published.embedding, {row.text_hash for row in rows.values()})
    for row in rows.values():
        if row.text_hash in missing:
            source = row.item.source
            yield Fault(source.path, f"the vector of item {row.number} is missing", source.article_id)


def _of_folder(folder: Path, found: Found, ledger: Ledger, rows: dict[int, Row]) -> Iterator[Fault]:
    """Words, plain vectors and Chroma against the ledger: all that is seen is there once, all there is known."""
    try:
        indexed, files = words_of(ledger, folder).numbers(), open_files(folder / "vectors")
    except (ValueError, OSError) as error:
        yield Fault("words", f"{folder} cannot be read: {error}", "")
        return
    twice = [number for number, count in Counter(indexed).items() if count > 1]
    yield from _faults("words", "are there twice", twice)
    if found is None:
        yield Fault("chroma", f"{folder / 'vectors'} cannot be read", "")
    every: set[int] = set()
    for kind, name in COLLECTIONS.items():
        known, seen = ledger.all_numbers(kind), _of_kind(rows, kind)
        every |= known
        filed = {*files[kind].after(-1).tolist()}
        yield from _faults(f"vectors of {name}", "are missing", seen - filed)
        yield from _faults(f"vectors of {name}", "are of nothing in the ledger", filed - known)
        yield from _faults(f"words of {name}", "are missing", seen - {*indexed})
        if found is not None:
            texts = found[kind].texts
            other = [n for n, text in texts.items() if n in rows and text != rows[n].text_hash.hex()]
            yield from _faults(f"chroma, {name}", "are missing", seen - texts.keys())
            yield from _faults(f"chroma, {name}", "are of nothing in the ledger", texts.keys() - known)
            yield from _faults(f"chroma, {name}", "have other words than in the ledger", other)
            yield from _faults(f"chroma, {name}", "are not found by their own vector", found[kind].lost)
            yield from _faults(f"chroma, {name}", "have another vector than in the plain files", found[kind].differing)
    yield from _faults("words", "are of nothing in the ledger", {*indexed} - every)


def _of_kind(rows: dict[int, Row], kind: ItemKind) -> set[int]:
    return {number for number, row in rows.items() if isinstance(row.item, Passage) == (kind == "passage")}


def _faults(where: str, what: str, numbers: Sequence[int] | set[int]) -> Iterator[Fault]:
    if numbers:
        yield Fault(where, f"{len(numbers)} items {what}: {_named(numbers)}", "")


def _named(numbers: Sequence[int] | set[int]) -> str:
    some = sorted(numbers)
    return ", ".join(map(str, some[:_SHOWN])) + (" ..." if len(some) > _SHOWN else "")
