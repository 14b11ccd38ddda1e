"""What the ledger takes in and gives out: files, articles with all that was made of them, numbered items."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from index.article import Article
from index.passage import Passage
from index.statement import Statement

ItemKind = Literal["passage", "statement"]
Item = Passage | Statement


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


def text_hash(text: str) -> bytes:
    """Names a text whose vector is kept: no model runs twice on the same words."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def embedded_text(item: Item) -> str:
    """What is embedded of an item: a passage as it stands; a statement in its sentences under the headline,
    for its words alone seldom name what they are about ("I was wrong about the wall")."""
    return item.text if isinstance(item, Passage) else f"{item.source.headline}\n{item.text}"


@dataclass(frozen=True, slots=True)
class Published:
    """What readers go by: the generation, and where and of which model its words and vectors are. `positions`
    tell up to which number they reach; `unclean` that a writer is at them, or was killed there."""

    generation: int
    folder: str
    embedding: str
    positions: dict[ItemKind, int]
    unclean: bool
