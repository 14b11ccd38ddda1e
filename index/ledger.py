"""The ledger: articles, passages, statements and vectors in one SQLite file. The truth.

The only file that speaks SQL, but for the register, which keeps under whom the statements stand. Everything
else on disk (words, vectors) can be built anew from it.

Rows are never overwritten. An article is *born* in the generation that publishes it and *gone* from the
one that drops it; its passages and statements, here called items, are valid *since* one generation and
*until* another. So a reader that holds a generation number sees one whole state, whatever a writer is doing
meanwhile. Items carry numbers that only ever grow; words and vectors follow them like a log.
"""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Source
from index.catalogue import Catalogue, catalogued
from index.coverage import Coverage, Failure
from index.errors import StoreError
from index.filters import Filters
from index.passage import Passage
from index.sentence_vectors import SentenceVectors, unpacked
from index.statement import Span, Speaker, Statement

FORMAT = 3  # raised when the tables change; a store of another format is built anew
_MAPPED = 1 << 30  # bytes of the file read in place: vectors come in half the time
_MANY = 500  # parameters or rows a query: well below SQLite's limits on every platform

ItemKind = Literal["passage", "statement"]
Item = Passage | Statement
T = TypeVar("T")

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE roots (root TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE files (
    root TEXT, file TEXT, fingerprint TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL,
    PRIMARY KEY (root, file)) WITHOUT ROWID;
CREATE TABLE failures (root TEXT NOT NULL, file TEXT NOT NULL, path TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE articles (
    number INTEGER PRIMARY KEY AUTOINCREMENT, article_id TEXT UNIQUE NOT NULL, root TEXT NOT NULL,
    file TEXT NOT NULL, path TEXT NOT NULL, headline TEXT NOT NULL, outlet TEXT NOT NULL,
    byline TEXT NOT NULL, published TEXT NOT NULL, day TEXT NOT NULL, url TEXT NOT NULL,
    language TEXT NOT NULL, content_hash TEXT NOT NULL, body TEXT NOT NULL, attributed TEXT NOT NULL,
    born INTEGER NOT NULL, gone INTEGER);
CREATE INDEX articles_by_file ON articles (root, file);
CREATE INDEX articles_by_day ON articles (day, outlet, born, gone);
CREATE TABLE items (
    number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, article INTEGER NOT NULL,
    "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, text_hash BLOB NOT NULL, facts TEXT NOT NULL,
    since INTEGER NOT NULL, until INTEGER);
CREATE INDEX items_by_article ON items (article, kind);
CREATE TABLE spoken (
    name TEXT COLLATE NOCASE, item INTEGER, PRIMARY KEY (name, item)) WITHOUT ROWID;
CREATE TABLE copies (item INTEGER NOT NULL, first INTEGER NOT NULL, since INTEGER NOT NULL, until INTEGER);
CREATE INDEX copies_by_item ON copies (item);
CREATE INDEX copies_by_first ON copies (first);
CREATE TABLE people (name TEXT NOT NULL, facts TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER);
CREATE TABLE vectors (
    model TEXT, text_hash BLOB, vector BLOB NOT NULL, PRIMARY KEY (model, text_hash)) WITHOUT ROWID;
CREATE TABLE sentences (
    model TEXT, text_hash BLOB, vectors BLOB NOT NULL, PRIMARY KEY (model, text_hash)) WITHOUT ROWID
"""

_ARTICLE = "articles.number, article_id, path, headline, outlet, byline, published, url, language, content_hash, body"
VISIBLE = "born <= :generation AND (gone IS NULL OR gone > :generation)"
VALID = "items.since <= :generation AND (items.until IS NULL OR items.until > :generation)"
STANDING = "gone IS NULL AND items.until IS NULL"
_ITEM = 'items.number, kind, "start", "end", text_hash, facts'
_DERIVED = ("items", "copies", "people")  # tables whose rows are valid since one generation and until another
SPOKEN = "spoken JOIN items ON items.number = item"
ITEMS = "items JOIN articles ON articles.number = article"


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was last read. `fingerprint` hashes its bytes and the reader's version."""

    fingerprint: str
    size: int
    mtime: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One article with all that was made of it, ready to be written."""

    root: str
    file: str
    article: Article
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...]
    attributed: str  # fingerprint of the rules that made the statements; empty when none were asked for

    @property
    def items(self) -> tuple[Item, ...]:
        return (*self.passages, *self.statements)


@dataclass(frozen=True, slots=True)
class Row:
    """One item as words and vectors follow it."""

    number: int
    item: Item
    text_hash: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands, without its words: enough to rank it by."""

    article: int  # the ledger's number of it
    path: str
    outlet: str
    day: str
    start: int
    text_hash: bytes


class Ledger:
    """One store's ledger, for any number of threads: each has a connection of its own."""

    def __init__(self, store: Path, create: bool = False) -> None:
        self._path = store / "ledger.sqlite"
        self._local = threading.local()
        if create:
            store.mkdir(parents=True, exist_ok=True)
        elif not self._path.is_file():
            raise StoreError(f"{store} holds no index; build one with: python -m index --store {store}")
        self._prepare(create)

    # ------------------------------------------------------------------ the file

    def _prepare(self, create: bool) -> None:
        tables = self._db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").fetchone()[0]
        if not tables and create:
            with self.transaction() as db:
                for statement in SCHEMA.split(";"):
                    db.execute(statement)
                db.execute("INSERT INTO meta VALUES ('format', ?), ('generation', '0')", (str(FORMAT),))
        elif not tables or self.fact("format") != str(FORMAT):
            raise StoreError(
                f"{self._path} is not a ledger of format {FORMAT}; remove the folder {self._path.parent} "
                "and build the index anew."
            )

    @property
    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            try:
                db = sqlite3.connect(self._path, timeout=30, isolation_level=None)
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA synchronous = NORMAL")
                db.execute(f"PRAGMA mmap_size = {_MAPPED}")
            except sqlite3.DatabaseError as error:
                raise StoreError(
                    f"{self._path} cannot be opened as a ledger ({error}); remove the folder "
                    f"{self._path.parent} and build the index anew."
                ) from error
            self._local.db = db
        return db

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of the block or nothing of it."""
        db = self._db
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def close(self) -> None:
        """Closes this thread's connection; those of other threads end with their threads."""
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is not None:
            db.close()
            self._local.db = None

    def read(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> sqlite3.Cursor:
        """For the register."""
        return self._db.execute(query, values)

    # ------------------------------------------------------------------ facts about the whole

    def fact(self, key: str) -> str:
        """A remembered fact about the store; empty when it was never noted."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def note(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @property
    def generation(self) -> int:
        return int(self.fact("generation"))

    def publish(self, facts: dict[str, str]) -> None:
        """Makes everything written since the last call visible, in one step."""
        with self.transaction() as db:
            rows = [*facts.items(), ("generation", str(self.generation + 1))]
            db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)

    def count(self, kind: ItemKind, generation: int) -> int:
        """Visible passages or statements."""
        query = f"SELECT count(*) FROM {ITEMS} WHERE kind = :kind AND {VISIBLE} AND {VALID}"
        return int(self._db.execute(query, {"kind": kind, "generation": generation}).fetchone()[0])

    def coverage(self, filters: Filters, generation: int) -> Coverage:
        """How many articles pass the filters, and from when to when. With speakers: in which they speak."""
        where, values = _where(filters, generation)
        row = self._db.execute(
            f"SELECT count(*), min(nullif(day, '')), max(nullif(day, '')) FROM articles WHERE {where}", values
        ).fetchone()
        return Coverage(row[0], row[1], row[2], self.fact("indexed_at") or None)

    # ------------------------------------------------------------------ roots and files

    def roots(self) -> tuple[str, ...]:
        return tuple(row[0] for row in self._db.execute("SELECT root FROM roots ORDER BY root"))

    def remember_root(self, root: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO roots VALUES (?)", (root,))

    def files(self, root: str) -> dict[str, FileState]:
        """The files of a root as they were last read, by their path below it."""
        rows = self._db.execute("SELECT file, fingerprint, size, mtime FROM files WHERE root = ?", (root,))
        return {file: FileState(fingerprint, size, mtime) for file, fingerprint, size, mtime in rows}

    def finish_file(self, root: str, file: str, state: FileState | None, failures: Sequence[Failure]) -> None:
        """Notes a file as read (None: as vanished, or as no article's) with what failed in it, in place of what
        was noted before."""
        with self.transaction() as db:
            db.execute("DELETE FROM failures WHERE root = ? AND file = ?", (root, file))
            db.execute("DELETE FROM files WHERE root = ? AND file = ?", (root, file))
            if state is not None:
                row = (root, file, state.fingerprint, state.size, state.mtime)
                db.execute("INSERT INTO files VALUES (?, ?, ?, ?, ?)", row)
            rows = [(root, file, failure.path, failure.reason) for failure in failures]
            db.executemany("INSERT INTO failures VALUES (?, ?, ?, ?)", rows)

    def failures(self, roots: Sequence[str]) -> tuple[Failure, ...]:
        """What could not be read, in the named roots."""
        rows = self._db.execute("SELECT root, path, reason FROM failures ORDER BY root, path, reason")
        return tuple(Failure(path, reason) for root, path, reason in rows if root in roots)

    # ------------------------------------------------------------------ writing articles

    def standing_by_file(self, root: str) -> dict[str, int]:
        """How many articles of each file are not gone."""
        query = "SELECT file, count(*) FROM articles WHERE root = ? AND gone IS NULL GROUP BY file"
        return dict(self._db.execute(query, (root,)).fetchall())

    def standing(self, root: str, file: str) -> dict[str, str]:
        """The articles of one file that are not gone: path by article id."""
        query = "SELECT article_id, path FROM articles WHERE root = ? AND file = ? AND gone IS NULL"
        return dict(self._db.execute(query, (root, file)).fetchall())

    def add(self, entry: Entry) -> None:
        """Writes an article for the coming generation, with its passages and statements, in one transaction.

        An id hashes content and place, so one that is known is the same article come back or read again:
        its row stays, and what was made of it is replaced.
        """
        source = entry.article.source
        with self.transaction() as db:
            coming = self.generation + 1
            known = "SELECT number, gone FROM articles WHERE article_id = ?"
            if found := db.execute(known, (source.article_id,)).fetchone():
                number, gone = found
                born = coming if gone is not None else None
                query = "UPDATE articles SET born = coalesce(?, born), gone = NULL, attributed = ? WHERE number = ?"
                db.execute(query, (born, entry.attributed, number))
                _retire_items(db, number, coming, ("passage", "statement"))
            else:
                number = _insert_article(db, entry, coming)
            _insert_items(db, number, entry.items, coming)

    def drop(self, article_ids: Iterable[str]) -> None:
        """Marks articles as gone from the coming generation on."""
        with self.transaction() as db:
            gone = self.generation + 1
            db.executemany("UPDATE articles SET gone = ? WHERE article_id = ?", [(gone, i) for i in article_ids])

    def attributed_otherwise(self, roots: Sequence[str], attributed: str) -> list[Article]:
        """Standing articles of these roots whose statements were made by other rules, or never."""
        query = f"SELECT {_ARTICLE}, root FROM articles WHERE gone IS NULL AND attributed <> ? ORDER BY number"
        return [_article(row[:-1]) for row in self._db.execute(query, (attributed,)) if row[-1] in roots]

    def replace_statements(self, article_id: str, statements: Sequence[Statement], attributed: str) -> None:
        """Gives an article other statements, because the rules that find them have changed."""
        with self.transaction() as db:
            coming = self.generation + 1
            query = "SELECT number FROM articles WHERE article_id = ?"
            (number,) = db.execute(query, (article_id,)).fetchone()
            db.execute("UPDATE articles SET attributed = ? WHERE number = ?", (attributed, number))
            _retire_items(db, number, coming, ("statement",))
            _insert_items(db, number, statements, coming)

    def pending(self) -> bool:
        """Whether anything was written that is not published yet."""
        derived = (f"SELECT 1 FROM {table} WHERE since > :generation OR until > :generation" for table in _DERIVED)
        articles = "SELECT 1 FROM articles WHERE born > :generation OR gone > :generation"
        query = f"SELECT EXISTS ({articles} UNION ALL {' UNION ALL '.join(derived)})"
        return bool(self._db.execute(query, {"generation": self.generation}).fetchone()[0])

    # ------------------------------------------------------------------ vectors by content hash

    def vectors(self, model: str, hashes: Iterable[bytes]) -> dict[bytes, NDArray[np.float32]]:
        """The kept vectors among those asked for."""
        found: dict[bytes, NDArray[np.float32]] = {}
        for some in _chunks(list(dict.fromkeys(hashes))):
            query = f"SELECT text_hash, vector FROM vectors WHERE model = ? AND text_hash IN ({_marks(some)})"
            for key, blob in self._db.execute(query, (model, *some)):
                found[key] = np.frombuffer(blob, np.float32)
        return found

    def sentence_vectors(self, model: str, hashes: Iterable[bytes]) -> dict[bytes, SentenceVectors]:
        """The kept vectors of the sentences of passages."""
        found: dict[bytes, SentenceVectors] = {}
        for some in _chunks(list(dict.fromkeys(hashes))):
            query = f"SELECT text_hash, vectors FROM sentences WHERE model = ? AND text_hash IN ({_marks(some)})"
            for key, blob in self._db.execute(query, (model, *some)):
                found[key] = unpacked(blob)
        return found

    def keep_vectors(
        self, model: str, vectors: dict[bytes, NDArray[np.float32]], sentences: dict[bytes, SentenceVectors]
    ) -> None:
        whole = [(model, key, vector.tobytes()) for key, vector in vectors.items()]
        parts = [(model, key, of_passage.packed()) for key, of_passage in sentences.items()]
        with self.transaction() as db:
            db.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)", whole)
            db.executemany("INSERT OR IGNORE INTO sentences VALUES (?, ?, ?)", parts)

    # ------------------------------------------------------------------ for words and vectors, which follow

    def rows_after(self, kind: ItemKind, number: int) -> Iterator[Row]:
        """Every standing item of a kind with a greater number, in order."""
        query = (
            f"SELECT {_ITEM}, {_ARTICLE} FROM {ITEMS} "
            f"WHERE kind = ? AND items.number > ? AND {STANDING} ORDER BY items.number LIMIT ?"
        )
        while rows := self._db.execute(query, (kind, number, _MANY)).fetchall():
            yield from map(_row, rows)
            number = rows[-1][0]

    def count_after(self, kind: ItemKind, number: int) -> int:
        """How many rows `rows_after` will give."""
        query = f"SELECT count(*) FROM {ITEMS} WHERE kind = ? AND items.number > ? AND {STANDING}"
        return int(self._db.execute(query, (kind, number)).fetchone()[0])

    def waste(self) -> tuple[int, int]:
        """Items that no longer stand, and all items: when the first grow many, a fresh copy pays."""
        query = f"SELECT count(*) FILTER (WHERE NOT ({STANDING})), count(*) FROM {ITEMS}"
        dead, every = self._db.execute(query).fetchone()
        return int(dead), int(every)

    def purge(self) -> None:
        """Forgets what was dropped or replaced by now, and vectors that no item has any more."""
        with self.transaction() as db:
            now = self.generation
            db.execute("DELETE FROM articles WHERE gone <= ?", (now,))
            db.execute("DELETE FROM items WHERE until <= ? OR article NOT IN (SELECT number FROM articles)", (now,))
            for table in ("vectors", "sentences"):
                db.execute(f"DELETE FROM {table} WHERE text_hash NOT IN (SELECT text_hash FROM items)")

    # ------------------------------------------------------------------ reading one generation

    def catalogue(self, kind: ItemKind, generation: int) -> Catalogue:
        """The visible items of a kind, to filter without a query."""
        query = f"SELECT items.number, day, outlet FROM {ITEMS} WHERE kind = :kind AND {VISIBLE} AND {VALID}"
        rows = sorted(self._db.execute(query, {"kind": kind, "generation": generation}).fetchall())
        return catalogued(rows)

    def numbers(self, kind: ItemKind, filters: Filters, generation: int) -> list[int]:
        """The numbers of the visible items that pass the filters."""
        where, values = _where_items(filters, generation)
        query = f"SELECT items.number FROM {ITEMS} WHERE kind = :kind AND {where}"
        return [row[0] for row in self._db.execute(query, {"kind": kind} | values)]

    def visible(self, numbers: Iterable[int], filters: Filters, generation: int) -> set[int]:
        """Those of the items that are visible and pass the filters."""
        where, values = _where_items(filters, generation)
        found: set[int] = set()
        for some in _chunks(list(numbers)):
            among = ", ".join(map(str, some))
            query = f"SELECT items.number FROM {ITEMS} WHERE items.number IN ({among}) AND {where}"
            found.update(row[0] for row in self._db.execute(query, values))
        return found

    def places(self, numbers: Iterable[int], filters: Filters, generation: int) -> dict[int, Place]:
        """As `rows`, without reading a body."""
        where, values = _where_items(filters, generation)
        found: dict[int, Place] = {}
        for some in _chunks(list(numbers)):
            query = (
                'SELECT items.number, article, path, outlet, day, "start", text_hash '
                f"FROM {ITEMS} WHERE items.number IN ({', '.join(map(str, some))}) AND {where}"
            )
            found.update((row[0], Place(*row[1:])) for row in self._db.execute(query, values))
        return found

    def rows(self, numbers: Iterable[int], filters: Filters, generation: int) -> dict[int, Row]:
        """The visible items under these numbers that pass the filters."""
        where, values = _where_items(filters, generation)
        found: dict[int, Row] = {}
        for some in _chunks(list(numbers)):
            among = ", ".join(map(str, some))
            query = f"SELECT {_ITEM}, {_ARTICLE} FROM {ITEMS} WHERE items.number IN ({among}) AND {where}"
            for row in self._db.execute(query, values):
                found[row[0]] = _row(row)
        return found

    def statements(self, filters: Filters, generation: int) -> Iterator[Row]:
        """The visible statements that pass the filters, by day (unknown last) and hour (known first), path, place."""
        where, values = _where_items(filters, generation)
        query = (
            f"SELECT {_ITEM}, {_ARTICLE} FROM {ITEMS} WHERE kind = 'statement' AND {where} "
            "ORDER BY nullif(day, '') NULLS LAST, published = day, published, path, article, \"start\", items.number"
        )
        yield from map(_row, self._db.execute(query, values))

    def hashes(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """The text hash of each item."""
        found: dict[int, bytes] = {}
        for some in _chunks(list(numbers)):
            query = f"SELECT number, text_hash FROM items WHERE number IN ({_marks(some)})"
            found.update(self._db.execute(query, some).fetchall())
        return found

    def article(self, path_or_id: str, generation: int) -> Article | None:
        """A visible article by its id, or by its path when one article alone has it."""
        query = f"SELECT {_ARTICLE} FROM articles WHERE (article_id = :key OR path = :key) AND {VISIBLE} LIMIT 2"
        rows = self._db.execute(query, {"key": path_or_id, "generation": generation}).fetchall()
        return _article(rows[0]) if len(rows) == 1 else None

    def outlets(self, generation: int) -> tuple[str, ...]:
        """The outlets of the visible articles."""
        query = f"SELECT DISTINCT outlet FROM articles WHERE outlet <> '' AND {VISIBLE} ORDER BY outlet"
        return tuple(row[0] for row in self._db.execute(query, {"generation": generation}))


def text_hash(text: str) -> bytes:
    """Names a text whose vector is kept: no model runs twice on the same words."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def embedded_text(item: Item) -> str:
    """What is embedded of an item: a passage as it stands; a statement in its sentences under the headline,
    for its words alone seldom name what they are about ("I was wrong about the wall")."""
    return item.text if isinstance(item, Passage) else f"{item.source.headline}\n{item.text}"


def _insert_article(db: sqlite3.Connection, entry: Entry, born: int) -> int | None:
    source = entry.article.source
    row = asdict(source) | {
        "root": entry.root,
        "file": entry.file,
        "day": source.published[:10],
        "body": entry.article.body,
        "attributed": entry.attributed,
        "born": born,
    }
    columns, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    return db.execute(f"INSERT INTO articles ({columns}) VALUES ({marks})", row).lastrowid


def _insert_items(db: sqlite3.Connection, article: int | None, items: Sequence[Item], since: int) -> None:
    rows = [
        (
            "passage" if isinstance(item, Passage) else "statement",
            article,
            item.start,
            item.end,
            text_hash(embedded_text(item)),
            "" if isinstance(item, Passage) else _facts(item),
            since,
        )
        for item in items
    ]
    query = 'INSERT INTO items (kind, article, "start", "end", text_hash, facts, since) VALUES (?, ?, ?, ?, ?, ?, ?)'
    db.executemany(query, rows)


def _retire_items(db: sqlite3.Connection, article: int, until: int, kinds: Sequence[ItemKind]) -> None:
    query = f"UPDATE items SET until = ? WHERE article = ? AND until IS NULL AND kind IN ({_marks(kinds)})"
    db.execute(query, (until, article, *kinds))


def _where(filters: Filters, generation: int) -> tuple[str, dict[str, Any]]:
    """Visible articles on the wanted days in the wanted outlets in which a wanted speaker speaks, as SQL.
    Outlets and names are compared without case."""
    parts, named = [VISIBLE], dict[str, Any](generation=generation)
    if filters.since or filters.until:
        parts.append("day <> ''")
    if filters.since:
        parts.append("day >= :since")
        named["since"] = filters.since.isoformat()
    if filters.until:
        parts.append("day <= :until")
        named["until"] = filters.until.isoformat()
    if filters.outlets:
        parts.append(f"outlet COLLATE NOCASE IN ({_named('outlet', filters.outlets, named)})")
    if filters.speakers:
        names = _named("speaker", filters.speakers, named)
        parts.append(f"articles.number IN (SELECT article FROM {SPOKEN} WHERE name IN ({names}) AND {VALID})")
    return " AND ".join(parts), named


def _where_items(filters: Filters, generation: int) -> tuple[str, dict[str, Any]]:
    """Visible items of such articles, as SQL; of statements those of the wanted speakers, of passages those
    that hold words of theirs."""
    where, named = _where(filters, generation)
    where = f"{where} AND {VALID}"
    if filters.speakers:
        names = _named("speaker", filters.speakers, named)
        theirs = f"SELECT item FROM spoken WHERE name IN ({names})"
        where += (
            f" AND (items.number IN ({theirs}) OR kind = 'passage' AND EXISTS (SELECT 1 FROM items AS s "
            'WHERE s.article = items.article AND s."start" < items."end" AND s."end" > items."start" '
            f"AND {VALID.replace('items.', 's.')} AND s.number IN ({theirs})))"
        )
    return where, named


def _named(prefix: str, values: Sequence[str], named: dict[str, Any]) -> str:
    """Named marks for a list of values, which are added to `named`."""
    keys = {f"{prefix}{place}": value for place, value in enumerate(values)}
    named |= keys
    return ", ".join(f":{key}" for key in keys)


def _article(row: Sequence[Any]) -> Article:
    _, article_id, path, headline, outlet, byline, published, url, language, content_hash, body = row
    source = Source(article_id, path, headline, outlet, byline, published, url, language, content_hash)
    return Article(source, body)


def _row(row: Sequence[Any]) -> Row:
    number, kind, start, end, key, facts = row[:6]
    article = _article(row[6:])
    item: Item
    if kind == "passage":
        item = Passage(article.source, start, end, article.body[start:end])
    else:
        item = _statement(article, json.loads(facts))
    return Row(number, item, key)


def _facts(statement: Statement) -> str:
    """A statement without what its article already holds, as JSON."""
    facts = asdict(statement)
    del facts["source"], facts["text"]
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def _statement(article: Article, facts: dict[str, Any]) -> Statement:
    start, end = facts["sentences"]
    speakers, spans = _named_speakers(facts)
    return Statement(
        source=article.source,
        speakers=speakers,
        speaker_spans=spans,
        spans=tuple((a, b) for a, b in facts["spans"]),
        sentences=(start, end),
        text=article.body[start:end],
        cue=facts["cue"],
        cue_span=tuple(facts["cue_span"]) if facts["cue_span"] else None,
        kind=facts["kind"],
        how=facts["how"] if speakers else "none",
        confidence=facts["confidence"],
        negated=facts["negated"],
        via=facts.get("via_name", facts["via"]),
    )


def _named_speakers(facts: dict[str, Any]) -> tuple[tuple[Speaker, ...], tuple[Span, ...]]:
    """The speakers under their canonical names (under the article's, while the register has not given them),
    each once and without those that people.toml says are none; and where the article names them."""
    spans: list[Span] = [(a, b) for a, b in facts["speaker_spans"]]
    found: dict[str, Speaker] = {}
    kept: list[Span] = []
    for place, told in enumerate(facts["speakers"]):
        name = facts["names"][place] if "names" in facts else told["name"]
        if not name or name in found:
            continue
        aliases = told["aliases"] if name == told["name"] else [told["name"], *told["aliases"]]
        found[name] = Speaker(name, told["role"], tuple(dict.fromkeys(a for a in aliases if a != name)))
        kept.extend(spans[place : place + 1])
    one_each = len(spans) == len(facts["speakers"])
    return tuple(found.values()), tuple(kept if one_each else spans if found else ())


def _chunks(values: list[T]) -> Iterator[list[T]]:
    for place in range(0, len(values), _MANY):
        yield values[place : place + _MANY]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
