"""The tables, and the words in which queries speak of them."""

FORMAT = 5  # raised when the tables change; a store of another format is built anew

KINDRED = """
CREATE TABLE sketches (
    article INTEGER PRIMARY KEY, rules TEXT NOT NULL, sketch BLOB NOT NULL, notice INTEGER NOT NULL);
CREATE TABLE kin (
    article INTEGER NOT NULL, other INTEGER NOT NULL, relation TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER);
CREATE INDEX kin_by_article ON kin (article);
CREATE INDEX kin_by_other ON kin (other)
"""  # new in format 5: a store of format 4 is given them by its next update
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
CREATE INDEX articles_by_content ON articles (content_hash);
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
CREATE TABLE forgotten (hash TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE vectors (
    model TEXT, text_hash BLOB, vector BLOB NOT NULL, PRIMARY KEY (model, text_hash)) WITHOUT ROWID;
CREATE TABLE sentences (
    model TEXT, text_hash BLOB, vectors BLOB NOT NULL, PRIMARY KEY (model, text_hash)) WITHOUT ROWID;
""" + KINDRED.strip()

ARTICLE = "articles.number, article_id, path, headline, outlet, byline, published, url, language, content_hash, body"
VISIBLE = "born <= :generation AND (gone IS NULL OR gone > :generation)"
VALID = "items.since <= :generation AND (items.until IS NULL OR items.until > :generation)"
STANDING = "gone IS NULL AND items.until IS NULL"
ITEM = 'items.number, kind, "start", "end", text_hash, facts'
ITEM_COLUMNS = 6  # of ITEM; those of ARTICLE follow them
DERIVED = ("items", "copies", "people", "kin")  # tables whose rows are valid since one generation and until another
SPOKEN = "spoken JOIN items ON items.number = item"
WITH_ARTICLE = "JOIN articles ON articles.number = article"
ITEMS = f"items {WITH_ARTICLE}"
