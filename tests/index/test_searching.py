"""The read path: filters are exact, answers are the same each time, every hit is a slice of its article."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import StoreError
from index.filters import EVERYTHING, Filters
from index.ledger.rows import Item
from index.searching import Searcher
from index.statement import Statement
from tests.index.fakes import HashedWords, QuotedLines
from tests.index.newsroom import Newsroom

OUTLETS = ("The Post", "The Herald", "")
SPEAKERS = ("Anna Berg", "Otto Lund", "Berg", "police")
FIRST_DAY = date(2031, 1, 1)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """40 articles with two statements each, a fifth of them without a date."""
    newsroom = Newsroom(tmp_path_factory.mktemp("searching"))
    for n in range(40):
        day = "" if n % 5 == 0 else (FIRST_DAY + timedelta(days=n % 7)).isoformat()
        said = [f'"Boat {n} line {k} sails out of the harbour," said {SPEAKERS[(n + k) % 4]}.' for k in range(2)]
        newsroom.write(f"{n:02}.md", "\n\n".join(said), f"Boats {n}", OUTLETS[n % 3], day)
    newsroom.update(QuotedLines())
    return newsroom.searcher()


def speakers_of(item: Item) -> set[str]:
    return {speaker.name for speaker in item.speakers} if isinstance(item, Statement) else set()


def passes(item: Item, filters: Filters) -> bool:
    """The filters as their docstring words them."""
    day = item.source.day
    if filters.since and (day is None or day < filters.since):
        return False
    if filters.until and (day is None or day > filters.until):
        return False
    if filters.outlets and item.source.outlet not in filters.outlets:
        return False
    return not filters.speakers or bool(speakers_of(item) & set(filters.speakers))


days = st.none() | st.integers(0, 7).map(lambda n: FIRST_DAY + timedelta(days=n))
some = st.lists(st.sampled_from(("The Post", "The Herald", "Nowhere")), max_size=2, unique=True).map(tuple)
whose = st.lists(st.sampled_from(("Anna Berg", "Otto Lund", "police")), max_size=2, unique=True).map(tuple)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(whose, days, days, some)
def test_filters_are_exact(
    searcher: Searcher, speakers: tuple[str, ...], since: date | None, until: date | None, outlets: tuple[str, ...]
) -> None:
    """All that passes is found and nothing else: statements listed, statements searched, articles counted."""
    filters = Filters(speakers, since, until, outlets)
    every = searcher.statements()
    expected = {one.statement_id for one in every if passes(one, filters)}
    assert {one.statement_id for one in searcher.statements(filters)} == expected
    found = [hit.item for hit in searcher.search("a boat sails", 1_000, filters, "statement")]
    assert {one.statement_id for one in found if isinstance(one, Statement)} == expected
    articles = {one.source.article_id for one in every if passes(one, filters)}
    coverage = searcher.coverage(filters)
    assert coverage.articles == len(articles)
    known = sorted(one.source.day.isoformat() for one in every if passes(one, filters) and one.source.day)
    assert (coverage.oldest, coverage.newest) == ((known[0], known[-1]) if known else (None, None))


def test_passages_of_a_speaker_are_those_with_words_of_theirs(searcher: Searcher) -> None:
    """Each found passage holds a statement of the speaker, and each such article is found."""
    filters = Filters(("Otto Lund",))
    hits = searcher.search("boat harbour", 1_000, filters)
    theirs = searcher.statements(filters)
    for hit in hits:
        item = hit.item
        assert any(s.source == item.source and s.start < item.end and item.start < s.end for s in theirs)
    assert {hit.item.source.path for hit in hits} == {one.source.path for one in theirs}


def test_a_family_name_filters_for_all_who_bear_it(searcher: Searcher) -> None:
    """Filters resolve names through people: the only Berg is Anna Berg, whatever article wrote what."""
    assert {name for one in searcher.statements(Filters(("mrs berg",))) for name in speakers_of(one)} == {"Anna Berg"}
    assert len(searcher.statements(Filters(("Berg",)))) == 40
    assert searcher.statements(Filters(("Nobody At All",))) == []


def test_until_includes_its_day_and_undated_articles_pass_no_date(searcher: Searcher) -> None:
    """One day asked for is that day, all of it."""
    day = FIRST_DAY + timedelta(days=3)
    found = searcher.statements(Filters(since=day, until=day))
    assert found and {one.source.day for one in found} == {day}
    assert all(hit.item.source.day for hit in searcher.search("boat", 1_000, Filters(since=date(1900, 1, 1))))


def test_statements_come_by_day_and_undated_last(searcher: Searcher) -> None:
    """Then by path and place; a limit takes the first."""
    found = searcher.statements()
    keys = [(one.source.published or "9999", one.source.path, one.start) for one in found]
    assert keys == sorted(keys)
    assert searcher.statements(limit=7) == found[:7]


def test_equal_scores_are_ordered_the_same_each_time(searcher: Searcher) -> None:
    """The same list thrice, by path and place where scores are equal."""
    lists = [[(hit.item.source.path, hit.item.start) for hit in searcher.search("harbour", 60)] for _ in range(3)]
    assert lists[0] == lists[1] == lists[2]
    hits = searcher.search("harbour", 60)
    for left, right in combinations(hits, 2):
        if left.score == right.score:
            assert (left.item.source.path, left.item.start) < (right.item.source.path, right.item.start)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=[]) | st.sampled_from(['"', "\ud800", "\0", "*"]), max_size=80))
def test_any_query_is_answered_with_exact_slices(searcher: Searcher, query: str) -> None:
    """Lone surrogates, marks and syntax of query languages are words like others, or none."""
    for kind in ("passage", "statement"):
        for hit in searcher.search(query, 5, EVERYTHING, "statement" if kind == "statement" else "passage"):
            article = searcher.article(hit.item.source.article_id)
            assert article is not None
            if isinstance(hit.item, Statement):
                assert hit.item.words == tuple(article.body[start:end] for start, end in hit.item.spans)
            else:
                assert article.body[hit.item.start : hit.item.end] == hit.item.text


def test_a_store_that_was_never_built_says_how_to_build_it(newsroom: Newsroom) -> None:
    """The error names the folder and the command."""
    with pytest.raises(StoreError, match="python -m index"):
        newsroom.searcher()


# ---------------------------------------------------------------------- who said what


def test_copies_are_one_statement_with_all_their_sources(newsroom: Newsroom) -> None:
    """Wire copy with small edits is listed once, first the first; what merely resembles it is not it."""
    wire = "The treaty will bring five hundred jobs to the eastern quays by summer"
    newsroom.write("b.md", f'"{wire}," said Anna Berg.', "Wire", "The Agency", "2031-03-04")
    newsroom.write("a.md", f'"{wire.replace("will ", "")}," said Berg.', "Later", "The Post", "2031-03-05")
    newsroom.write("c.md", f'"{wire.replace("will", "will not")}," said Anna Berg.', "Not", "The Post", "2031-03-05")
    newsroom.write("d.md", f'"{wire}," said Otto Lund.', "Lund", "The Post", "2031-03-05")
    newsroom.update(QuotedLines())
    searcher = newsroom.searcher()
    found = {one.source.path: [source.path for source in searcher.copies(one)] for one in searcher.statements()}
    assert found == {"b.md": ["a.md"], "c.md": [], "d.md": []}
    (later,) = searcher.statements(Filters(("Berg",), outlets=("the post",)), article="a.md")
    assert [source.outlet for source in searcher.copies(later)] == ["The Agency"]
    assert [variant.words for variant in searcher.variants(later)] == [(wire,)]
    hits = searcher.search("treaty jobs quays", 10, kind="statement")
    assert len(hits) == 3
    berg = next(person for person in searcher.people() if person.name == "Anna Berg")
    assert (berg.statements, berg.outlets) == (2, ("The Agency", "The Post"))
    assert (berg.first, berg.last) == ("2031-03-04", "2031-03-05")
    searcher.close()
    (newsroom.articles / "b.md").unlink()
    newsroom.update(QuotedLines())
    searcher = newsroom.searcher()
    assert {one.source.path: len(searcher.copies(one)) for one in searcher.statements()} == {
        "a.md": 0,
        "c.md": 0,
        "d.md": 0,
    }


def test_people_change_with_what_other_articles_say(newsroom: Newsroom) -> None:
    """A lone name becomes a full one when an article brings it, and stands alone again when it goes; the
    model is not asked, and an open reader sees each."""
    newsroom.write("a.md", '"We stay," said Berg, the harbour master.', "A")
    newsroom.update(QuotedLines())
    searcher = newsroom.searcher()
    names: list[list[str]] = []
    for text in ('"We go," said Anna Berg.', '"We go," said Otto Lund.'):
        names.append([person.name for person in searcher.people()])
        newsroom.write("b.md", text, "B")
        newsroom.update(QuotedLines())
        names.append(sorted(name for one in searcher.statements() for name in speakers_of(one)))
    assert names == [["Berg"], ["Anna Berg", "Anna Berg"], ["Anna Berg"], ["Berg", "Otto Lund"]]
    assert [hit.item.source.path for hit in searcher.search("we", 5, Filters(("Berg",)), "statement")] == ["a.md"]


def test_an_edited_people_file_is_honoured_without_a_model(newsroom: Newsroom) -> None:
    """Nothing is read, attributed or embedded again; a mistake is reported, and the last good file stays."""
    newsroom.write("a.md", '"We stay," said Anna Berg.', "A")
    newsroom.write("b.md", '"We go," said Annie Bergh.', "B")
    newsroom.update(QuotedLines())
    newsroom.embedder.embedded.clear()
    again = QuotedLines()
    people = newsroom.articles.parent / "people.toml"

    def update(text: str) -> tuple[list[str], int]:
        people.write_text(text)
        report = newsroom.update(again)
        searcher = newsroom.searcher()
        try:
            return [person.name for person in searcher.people()], len(report.failed)
        finally:
            searcher.close()

    assert update('[aliases]\n"Anna Berg" = ["Annie Bergh"]') == (["Anna Berg"], 0)
    assert update("[aliases\n") == (["Anna Berg"], 1)
    assert update('not-a-person = ["Annie Bergh"]') == (["Anna Berg"], 0)
    assert update("") == (["Anna Berg", "Annie Bergh"], 0)
    assert newsroom.embedder.embedded == again.attributed == []


def test_the_words_of_nobody_stay_without_a_speaker(newsroom: Newsroom) -> None:
    """not-a-person takes the name from its statements, not the statements away."""
    newsroom.write("a.md", '"We stay," said Mill Lane.', "A")
    (newsroom.articles.parent / "people.toml").write_text('not-a-person = ["Mill Lane"]')
    newsroom.update(QuotedLines())
    searcher = newsroom.searcher()
    (one,) = searcher.statements()
    assert (one.speakers, one.how, searcher.people()) == ((), "none", ())


def test_the_most_statements_of_one_speaker_are_filtered_exactly(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Beyond the number that is compared one by one, a search asks Chroma, and still gives that speaker only."""
    newsroom = Newsroom(tmp_path_factory.mktemp("many"), HashedWords())
    for n in range(9):
        lines = [f'"Word {n} and {k} of mine," said {"Anna Berg" if k % 5 else "Otto Lund"}.' for k in range(600)]
        newsroom.write(f"{n}.md", "\n\n".join(lines), "Words")
    newsroom.update(QuotedLines())
    searcher = newsroom.searcher()
    hits = searcher.search("word 3 and 7", 100, Filters(("Anna Berg",)), "statement")
    assert len(hits) == 100 and {name for hit in hits for name in speakers_of(hit.item)} == {"Anna Berg"}
    assert "Word 3 and 7" in hits[0].item.text
