"""Long lists in parts: joined, the leaves are the whole list, each statement and article once, in one order."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from index.filters import EVERYTHING, Filters
from index.leaf import Listed
from index.searching import Searcher
from index.settings import read_settings
from index.statement import Kind, Statement
from index.wiring import open_searcher
from tests.index.fakes import QuotedLines
from tests.index.newsroom import Newsroom

FIRST_DAY = date(2031, 1, 1)
SPEAKERS = ("Anna Berg", "Otto Lund", "Berg", "police")
COPIED = '"The tide has never asked anybody for leave to come in," said Otto Lund.'


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """30 articles with two statements each, a fifth of them without a date; one statement stands in three more."""
    newsroom = Newsroom(tmp_path_factory.mktemp("leafing"))
    for n in range(30):
        day = "" if n % 5 == 0 else (FIRST_DAY + timedelta(days=n % 7)).isoformat()
        said = [f'"Boat {n} line {k} sails out of the harbour," said {SPEAKERS[(n + k) % 4]}.' for k in range(2)]
        newsroom.write(f"{n:02}.md", "\n\n".join(said), f"Boats {n}", ("The Post", "The Herald", "")[n % 3], day)
    for n in range(3):
        newsroom.write(f"tide{n}.md", COPIED, f"Tide {n}", ("The Post", "The Herald")[n % 2], f"2031-02-0{n + 1}")
    newsroom.update(QuotedLines())
    return newsroom.searcher()


FILTERS = (
    EVERYTHING,
    Filters(("Otto Lund",)),
    Filters(since=FIRST_DAY + timedelta(days=2), until=FIRST_DAY + timedelta(days=4)),
    Filters(outlets=("the herald",)),
    Filters(("police",), outlets=("The Post",)),
    Filters(("Nobody At All",)),
)


def all_leaves(searcher: Searcher, filters: Filters, size: int, newest_first: bool = False) -> list[Statement]:
    found: list[Statement] = []
    while len(found) < (leaf := searcher.leaf_of_statements(filters, (), len(found), size, newest_first)).total:
        assert leaf.items
        found += leaf.items
    return found


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_leaves_of_statements_join_to_the_whole_list(searcher: Searcher, filters: Filters, size: int) -> None:
    """The same statements in the same order as the list that is given at once, copies once."""
    assert all_leaves(searcher, filters, size) == searcher.statements(filters)


def test_the_newest_come_first_and_the_undated_last(searcher: Searcher) -> None:
    """Turned round, the list holds the same, by falling day, and what has no day stays at its end."""
    turned = all_leaves(searcher, EVERYTHING, 7, newest_first=True)
    days = [statement.source.published for statement in turned]
    assert days == sorted(days, reverse=True)
    assert {one.statement_id for one in turned} == {one.statement_id for one in searcher.statements()}
    assert days[-1] == ""


def test_of_copies_the_first_is_listed_once(searcher: Searcher) -> None:
    """Words that three articles carry stand in the list once, as the first article has them."""
    held = [one for one in all_leaves(searcher, EVERYTHING, 9) if "tide" in one.text]
    assert [one.source.path for one in held] == ["tide0.md"]


def test_kinds_narrow_the_list(small_store: Path) -> None:
    """Only the kinds that are named; the kinds' lists are parts of the whole one."""
    searcher = open_searcher(small_store, read_settings())
    whole = all_leaves(searcher, EVERYTHING, 100)
    parts: tuple[tuple[Kind, ...], ...] = (("direct",), ("indirect",), ("indirect", "mixed"))
    for kinds in parts:
        leaf = searcher.leaf_of_statements(EVERYTHING, kinds, 0, 100)
        assert leaf.items == tuple(one for one in whole if one.kind in kinds)
        assert 0 < leaf.total < len(whole)


@pytest.mark.parametrize("filters", [*FILTERS[:4]])
def test_leaves_of_articles_join_to_all_of_them(searcher: Searcher, filters: Filters) -> None:
    """Every article that passes the filters once, the newest first, with as many statements as it holds."""
    found: list[Listed] = []
    while len(found) < (leaf := searcher.leaf_of_articles(filters, len(found), 4)).total:
        assert leaf.items
        found += leaf.items
    assert len({one.source.article_id for one in found}) == len(found) == searcher.coverage(filters).articles
    days = [one.source.published for one in found]
    assert days == sorted(days, reverse=True)
    for one in found[:5]:
        assert one.statements == len(searcher.statements_in(one.source.article_id))


def test_articles_named_come_in_the_order_named(searcher: Searcher) -> None:
    """What is gone, or never was, is left out."""
    some = [one.source.article_id for one in searcher.leaf_of_articles(EVERYTHING, 3, 3).items]
    asked = [some[2], "never", some[0]]
    assert [one.source.article_id for one in searcher.listed(asked)] == [some[2], some[0]]
    assert searcher.listed([]) == ()
