"""The ledger: one whole state a generation, whatever is being written meanwhile."""

import tracemalloc
from collections.abc import Callable, Sized
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.article import Article, Source
from index.errors import StoreError
from index.filters import EVERYTHING, Filters
from index.ledger.engine import Engine
from index.ledger.ledger import Ledger
from index.ledger.register import Naming, Register
from index.ledger.rows import Entry, text_hash
from index.ledger.sqlite import SQLite
from index.passage import Passage
from tests.index.fakes import statement

BODY = "Quay\n\nThe boats sail. The tide comes in."


def article(path: str, body: str = BODY) -> Article:
    return Article(Source(f"id of {path}", path, "Quay", "The Post", "", "2031-01-02", "", "en", "h"), body)


def entry(path: str) -> Entry:
    one = article(path)
    passages = (Passage(one.source, 6, 21, BODY[6:21]), Passage(one.source, 22, len(BODY), BODY[22:]))
    return Entry("/articles", path, one, passages, (statement(one, (6, 20), "Anna Berg"),), "rules")


@pytest.fixture(params=["file", "server"])
def ledger(tmp_path: Path, request: pytest.FixtureRequest) -> Ledger:
    """An empty one, in SQLite and on PostgreSQL."""
    place: Callable[[Path], Engine] = SQLite
    if request.param == "server":
        place = request.getfixturevalue("postgres").engine
    return Ledger(tmp_path, True, place(tmp_path))


def test_what_is_written_is_seen_once_it_is_published(ledger: Ledger) -> None:
    """Readers of a generation see it whole while the next is written, and may go on reading it afterwards."""
    ledger.add(entry("a.md"))
    assert ledger.pending() and ledger.count("passage", 0) == 0
    ledger.publish({})
    ledger.add(entry("b.md"))
    ledger.drop(["id of a.md"])
    assert [ledger.count("passage", generation) for generation in (1, 2)] == [2, 2]
    assert ledger.article("a.md", 1) is not None and ledger.article("b.md", 1) is None
    ledger.publish({})
    assert not ledger.pending()
    assert ledger.article("a.md", 2) is None and ledger.article("b.md", 2) is not None
    assert ledger.article("a.md", 1) is not None


def test_a_long_body_is_not_read_anew_with_each_of_its_items(ledger: Ledger) -> None:
    """Some hundred passages of a megabyte take a few megabytes, however they are asked for: once each took its own
    copy of the body, and 5 MB of text 20 GB."""
    long = article("long.md", "The tide comes in. " * 50_000)
    passages = tuple(Passage(long.source, at, at + 18, long.body[at : at + 18]) for at in range(0, 19 * 400, 19))
    said = tuple(statement(long, (passage.start, passage.end), "Anna Berg") for passage in passages)
    ledger.add(Entry("/articles", "long.md", long, passages, said, "rules"))
    ledger.publish({})
    again = Article(replace(long.source, article_id="another"), long.body)
    asked: tuple[Callable[[], Sized], ...] = (
        lambda: list(ledger.rows_after("passage", 0)),
        lambda: ledger.rows(range(1, 801), EVERYTHING, 1),
        lambda: list(ledger.statements(EVERYTHING, 1)),
        lambda: list(ledger.statements_in("id of long.md", 1)),
        lambda: ledger.made_of(again, "rules"),
    )
    tracemalloc.start()
    try:
        for ask in asked:
            tracemalloc.reset_peak()
            before = tracemalloc.get_traced_memory()[0]
            assert len(ask()) >= 400
            assert tracemalloc.get_traced_memory()[1] - before < 10 * len(long.body)
    finally:
        tracemalloc.stop()


def test_an_article_that_comes_back_keeps_its_row(ledger: Ledger) -> None:
    """Dropped and added again before anything was published, or after: it is there once."""
    for published in (False, True, False):
        ledger.add(entry("a.md"))
        ledger.drop(["id of a.md"])
        ledger.add(entry("a.md"))
        if published:
            ledger.publish({})
    ledger.publish({})
    assert ledger.coverage(EVERYTHING, ledger.generation).articles == 1
    assert ledger.count("passage", ledger.generation) == 2


def test_items_are_followed_like_a_log(ledger: Ledger) -> None:
    """Numbers only grow; what no longer stands is left out; slices are exact."""
    for path in ("a.md", "b.md"):
        ledger.add(entry(path))
    ledger.drop(["id of a.md"])
    rows = list(ledger.rows_after("passage", 0))
    assert [row.item.source.path for row in rows] == ["b.md", "b.md"]
    assert [row.number for row in rows] == sorted(row.number for row in rows)
    assert all(BODY[row.item.start : row.item.end] == row.item.text for row in rows)
    assert list(ledger.rows_after("passage", rows[0].number)) == rows[1:]
    assert ledger.count_after("passage", 0) == 2


def test_a_renamed_statement_is_a_new_item_with_the_same_words(ledger: Ledger) -> None:
    """Words and vectors, which follow numbers, never keep a name that no longer stands."""
    register = Register(ledger)
    ledger.add(entry("a.md"))
    (first,) = (row.number for row in ledger.rows_after("statement", 0))
    register.rename([Naming(first, ("Anna Berg",), "")])
    assert [row.number for row in ledger.rows_after("statement", 0)] == [first]
    ledger.publish({})
    register.rename([Naming(first, ("Anna Bergh",), "")])
    (second,) = ledger.rows_after("statement", 0)
    assert second.number > first
    (speaker,) = second.item.speakers  # type: ignore[union-attr]
    assert (speaker.name, speaker.aliases) == ("Anna Bergh", ("Anna Berg",))
    assert set(ledger.rows([first, second.number], EVERYTHING, 1)) == {first}
    ledger.publish({})
    assert set(ledger.rows([first, second.number], EVERYTHING, 2)) == {second.number}


def test_purging_forgets_what_nobody_can_see(ledger: Ledger) -> None:
    """Articles, items, names and vectors of what is gone; nothing of what stands."""
    for path in ("a.md", "b.md"):
        ledger.add(entry(path))
    kept, gone = text_hash(BODY[6:21]), text_hash("words of nobody")
    vector = np.ones(4, np.float32)
    ledger.keep_vectors("model", {kept: vector, gone: vector}, {})
    ledger.publish({})
    ledger.drop(["id of a.md"])
    ledger.publish({})
    ledger.purge()
    assert ledger.waste() == (0, 3)
    assert set(ledger.vectors("model", [kept, gone])) == {kept}
    assert ledger.coverage(EVERYTHING, 2).articles == 1


def test_a_file_that_is_no_ledger_is_refused_with_the_remedy(tmp_path: Path) -> None:
    """Another format, another database, no database, none at all: the error says what to remove or run."""
    with pytest.raises(StoreError, match="python -m index --store"):
        Ledger(tmp_path)
    (tmp_path / "ledger.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 100)
    with pytest.raises(StoreError, match="remove the folder"):
        Ledger(tmp_path)
    (tmp_path / "ledger.sqlite").unlink()
    Ledger(tmp_path, create=True).note("format", "0")
    with pytest.raises(StoreError, match="remove the folder"):
        Ledger(tmp_path, create=True)


def test_a_transaction_is_all_or_nothing(ledger: Ledger) -> None:
    """What was written before an error in it is gone."""
    with pytest.raises(Exception, match="nowhere"), ledger.transaction() as db:
        db.execute("INSERT INTO roots VALUES ('/a')")
        db.execute("INSERT INTO nowhere VALUES (1)")
    assert ledger.roots() == ()


def test_names_are_compared_without_case_and_ordered_by_their_bytes(ledger: Ledger) -> None:
    """Whatever the database's own order is; statements of a kind are found by it."""
    for path in ("a.md", "B.md", "é.md"):
        ledger.add(entry(path))
    register = Register(ledger)
    register.rename([Naming(row.number, ("Anna Berg",), "") for row in ledger.rows_after("statement", 0)])
    ledger.publish({})
    of_her = Filters(("ANNA berg",), outlets=("the post",))
    assert [row.item.source.path for row in ledger.statements(of_her, 1)] == ["B.md", "a.md", "é.md"]
    assert len(ledger.statement_numbers(of_her, ("direct",), 1)) == 3
    assert ledger.statement_numbers(of_her, ("indirect",), 1) == []
    assert [listed.source.path for listed in ledger.articles(of_her, 0, 9, 1)] == ["B.md", "a.md", "é.md"]


def test_what_is_not_there_is_not_found(ledger: Ledger) -> None:
    """An empty list asks for nothing, and no text of an odd kind breaks a query."""
    ledger.add(entry("a.md"))
    ledger.publish({})
    ledger.roll_back(())
    assert ledger.kin(["id of a.md"], 1) == {} and ledger.articles(Filters(outlets=("x",)), 0, 9, 1) == []
    assert ledger.article("a\x00'; DROP TABLE meta; :p0 ? %s", 1) is None
    assert ledger.article("a.md", 1) is not None
