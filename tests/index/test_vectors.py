"""Chroma behind the ledger: plain collections, cosine, any client may open them."""

import random
from collections.abc import Iterator
from pathlib import Path

import chromadb
import numpy as np
import pytest
from numpy.typing import NDArray

from index.article import Article, Source
from index.ledger.rows import Row, text_hash
from index.passage import Passage
from index.vectors import Vectors, is_sound
from tests.index.fakes import HashedWords, statement
from tests.index.ordeal import SAID

Brought = list[tuple[Row, NDArray[np.float32]]]

BODY = "Boats sail at dawn. \ud800 Trains leave at noon."


@pytest.fixture
def rows() -> Brought:
    one = Article(Source("id", "a.md", "Boats", "The Post", "", "2031-01-02T08:00:00+01:00", "", "en", "h"), BODY)
    items = [Passage(one.source, 0, 19, BODY[:19]), Passage(one.source, 20, len(BODY), BODY[20:])]
    vectors = HashedWords().embed([item.text for item in items])
    return [(Row(n, item, text_hash(item.text)), vectors[n]) for n, item in enumerate(items)]


@pytest.fixture
def vectors(tmp_path: Path) -> Iterator[Vectors]:
    opened = Vectors(tmp_path)
    yield opened
    opened.close()


def test_the_nearest_come_with_their_cosine(vectors: Vectors, rows: Brought) -> None:
    """Numbers and similarities; more asked for than there are gives all; of an empty collection none."""
    assert vectors.nearest("statement", rows[0][1], 5) == {}
    vectors.follow("passage", rows)
    found = vectors.nearest("passage", rows[1][1], 99)
    assert list(found) == [1, 0]
    assert found == pytest.approx({1: 1.0, 0: float(rows[0][1] @ rows[1][1])}, abs=1e-5)


def test_rows_brought_twice_are_there_once(vectors: Vectors, rows: Brought) -> None:
    """What an interrupted run already brought is left as it is."""
    vectors.follow("passage", rows[:1])
    vectors.follow("passage", rows)
    assert vectors.count("passage") == 2
    assert sum(len(texts) for _, _, texts in vectors.contents("passage")) == 2


def test_any_client_reads_texts_and_metadata(tmp_path: Path, rows: Brought) -> None:
    """Speaker, outlet and day of a statement stand beside its text; a lone surrogate does no harm."""
    vectors = Vectors(tmp_path)
    said = statement(Article(rows[0][0].item.source, BODY), (0, 18), "Anna Berg")
    vectors.follow("passage", rows)
    vectors.follow("statement", [(Row(7, said, text_hash("x")), rows[0][1])])
    vectors.close()
    client = chromadb.PersistentClient(str(tmp_path))
    metadata = client.get_collection("statements", embedding_function=None).get(ids=["7"])["metadatas"]
    assert metadata is not None
    assert {name: metadata[0][name] for name in ("speaker", "outlet", "day", "kind")} == {
        "speaker": "Anna Berg", "outlet": "The Post", "day": 20310102, "kind": "direct",
    }  # fmt: skip
    documents = client.get_collection("passages", embedding_function=None).get()["documents"]
    assert documents == [BODY[:19], BODY[20:].replace("\ud800", "?")]


def test_a_folder_with_fewer_vectors_than_noted_is_not_sound(
    tmp_path: Path,
    vectors: Vectors,
    rows: Brought,
) -> None:
    """Every vector is reached in a process of its own; files cut off or missing ones are noticed."""
    vectors.follow("passage", rows)
    vectors.close()
    assert is_sound(tmp_path, [2, 0])
    assert not is_sound(tmp_path, [3, 0])


def test_of_texts_that_are_nearly_one_another_each_is_found(vectors: Vectors) -> None:
    """As wire copy and its updates are: no island stands apart that a query does not reach. Chroma adds by several
    threads, so its graph differs from run to run: now and then it misses one of thousands, and never one in 500."""
    chance = random.Random(1)
    texts = [
        SAID.format(chance.randrange(300), chance.choice(("long", "short", "wet")), chance.choice(("", "sen", "mann")))
        for _ in range(3_000)
    ]
    source = Source("id", "a.md", "Quay", "The Post", "", "", "", "en", "h")
    rows = [Row(n, Passage(source, 0, len(text), text), text_hash(text)) for n, text in enumerate(texts)]
    found = HashedWords().embed(texts)
    vectors.follow("passage", zip(rows, found, strict=True))
    assert len(vectors.unfound("passage", np.arange(len(texts)), found, 40, 1e-3)) <= len(texts) / 500
