"""Articles that belong together: wire copy, updates, corrections; shown once, with the others listed under it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.correcting import corrected, is_notice
from index.filters import Filters
from index.folding import folds
from index.kinship import Kinship, Sketched
from index.relating import kinships_of
from index.sketching import likeness, sketch
from tests.fakes import article_of
from tests.index.fakes import HashedWords, QuotedLines
from tests.index.newsroom import Newsroom
from tests.index.ordeal import faults

CORPUS = Path(__file__).parents[2] / "corpus" / "articles"

STORY = (
    "The harbour board of Selwick voted on Tuesday night to close the northern lock for six weeks of repairs, after "
    "divers found cracks in two of the four gates. Boats longer than nine metres will have to use the southern "
    "entrance, which opens only at high water. The board put the cost of the work at 3.2 million crowns. Fishermen "
    "at the meeting asked for a lower berth fee while the lock is shut, and were told that a decision would follow "
    "in the spring. The northern lock was last repaired in 1988, when one gate was replaced after a collision."
)
SAID = '\n\n"Nobody will lose a mooring over this," said Anna Berg, the harbour master.'
OTHER = (
    "A brewery in the upper valley has bought the old mill at Thornby and means to open a malting floor there before "
    "the autumn. Its owners said forty people would work on two shifts, most of them hired from villages nearby. The "
    "mill stood empty since a fire nine years ago, and children used its yard to play football. Neighbours asked about "
    "lorries on the narrow bridge, and the council promised to count them for a month before it decides on a permit."
)


def sketched(number: int, body: str, outlet: str, published: str, url: str = "", new: bool = True) -> Sketched:
    return Sketched(number, f"{number}.md", outlet, url, published, sketch(body), False, new)


def related(*articles: Sketched) -> set[Kinship]:
    """The same whichever comes first."""
    found = {*kinships_of(articles)[0]}
    assert found == {*kinships_of(articles[::-1])[0]}
    return found


def test_carriers_stand_under_who_carried_it_first() -> None:
    """With their own changes; a story of the same length on something else does not."""
    carried = STORY.replace("on Tuesday night ", "").replace("Fishermen at the meeting", "Fishermen") + SAID
    found = related(
        sketched(3, carried, "The Post", "2031-05-05"),
        sketched(1, STORY, "The Agency", "2031-05-05T21:00:00+00:00"),
        sketched(2, OTHER, "The Herald", "2031-05-05"),
    )
    assert found == {Kinship(3, 1, "copy")}


def test_a_later_version_stands_over_every_earlier_one() -> None:
    """Of one outlet within days, or under one address at any time; carriers of the first stand under the last."""
    grown = f"{STORY} {SAID}"
    found = related(
        sketched(1, STORY, "The Post", "2031-05-05T08:00:00+00:00"),
        sketched(2, grown, "The Post", "2031-05-05T12:00:00+00:00"),
        sketched(3, f"{grown} The work begins on Monday.", "The Post", "2031-05-06"),
        sketched(4, STORY, "The Herald", "2031-05-07"),
    )
    assert found == {Kinship(1, 3, "version"), Kinship(2, 3, "version"), Kinship(4, 3, "copy")}
    told = sketched(5, f"{STORY[:300]} {OTHER}", "The Post", "2031-09-01", "https://post.example/lock")
    before = sketched(6, STORY, "The Post", "2031-05-05", "https://post.example/lock")
    assert related(told, before) == {Kinship(6, 5, "version")}


def test_what_merely_looks_alike_stays_apart() -> None:
    """Too short to tell, another year's notice of the same outlet, two stories under one address."""
    short = "Results: Selwick 2, Thornby 1. Attendance: 400."
    assert related(sketched(1, short, "A", "2031-05-05"), sketched(2, short, "B", "2031-05-05")) == set()
    half = f"{STORY[:330]} {OTHER[:120]}"
    assert related(sketched(1, STORY, "A", "2031-05-05"), sketched(2, half, "A", "2032-05-05")) == set()
    home = "https://post.example/"
    first, second = sketched(1, STORY, "A", "2031-05-05", home), sketched(2, OTHER, "A", "2031-05-06", home)
    kinships, notes = kinships_of([first, second])
    assert kinships == []
    assert [note for note in notes if "1.md and 2.md have one web address" in note and "different" in note]


def test_the_likeness_of_sketches_is_the_share_of_pairs() -> None:
    """Within the error that so many hashes have; an article too short has none."""
    assert likeness(sketch(STORY), sketch(STORY)) == 1.0
    assert likeness(sketch(STORY), sketch(OTHER)) < 0.1
    assert 0.5 < likeness(sketch(STORY), sketch(STORY + SAID)) < 1.0
    assert sketch("Too short.") == b""


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        (STORY[:400], True),
        (STORY[:400].replace("six weeks", "six long weeks"), True),
        (STORY[:400].replace("nine metres", "12 metres"), False),
        (STORY[:400].replace("will have to", "will not have to"), False),
        (STORY[:400].replace("harbour board of Selwick", "harbour board of Marlow"), False),
        (STORY[:250] + SAID, False),
    ],
)
def test_a_passage_is_folded_only_where_it_says_nothing_else(text: str, folded: bool) -> None:
    """Another number, name or denial, or words of its own: it is shown itself."""
    assert folds({7: text}, {1: STORY, 2: OTHER}) == ({7: 1} if folded else {})


def test_a_notice_is_told_from_a_story() -> None:
    """By its headline or by how it begins."""
    assert is_notice(article_of(1, "Corrections and clarifications\n\nOn May 2 we said"))
    assert is_notice(article_of(1, "The lock\n\nCorrection: an earlier version of this article said six weeks."))
    assert is_notice(article_of(1, "The lock\n\nAn earlier version of this report gave the wrong cost."))
    assert not is_notice(article_of(1, "Correctional officers strike\n\nThey walked out."))
    assert not is_notice(article_of(1, "The lock\n\nThe board asked for the correction of its minutes."))


def test_a_notice_corrects_what_it_quotes_or_dates() -> None:
    """And nothing where it tells neither."""
    others = [(1, article_of(1, f"{STORY}{SAID}")), (2, article_of(2, OTHER))]
    quotes = article_of(3, "Correction\n\nWe quoted Ms Berg: “Nobody will lose a mooring over this.” She did not.")
    dated = article_of(3, "Correction\n\nOur report of 2 May 2041 on Selwick gave the wrong words to Anna Berg.")
    vague = article_of(3, "Correction\n\nWe gave a wrong number last week. We are sorry.")
    assert corrected(quotes, others) == 1
    assert corrected(dated, others) == 1
    assert corrected(vague, others) is None


# ------------------------------------------------------------------ in a store


@pytest.fixture
def carried(newsroom: Newsroom) -> Newsroom:
    newsroom.write("wire.md", STORY + SAID, "Lock to close", "The Agency", "2031-05-05T20:00:00+00:00")
    newsroom.write("post.md", STORY + SAID, "Selwick shuts its lock", "The Post", "2031-05-06")
    newsroom.write("mill.md", OTHER, "Mill sold", "The Post", "2031-05-06")
    newsroom.update(QuotedLines())
    return newsroom


def found(newsroom: Newsroom, query: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The paths found, each with those listed under it."""
    searcher = newsroom.searcher()
    try:
        hits = searcher.search(query, 10)
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        ids = [hit.item.source.article_id for hit in hits]
        kin = searcher.kin(ids)
        return [
            (hit.item.source.path, [(one.source.path, one.tie) for one in kin.get(hit.item.source.article_id, ())])
            for hit in hits
        ]
    finally:
        searcher.close()


def test_search_shows_one_and_lists_the_others(carried: Newsroom) -> None:
    """The first carrier; where that goes, the next one, with nothing under it; and it comes back."""
    assert [one for one in found(carried, "cracks in the lock gates") if one[0] != "mill.md"] == [
        ("wire.md", [("post.md", "copy")])
    ]
    wire = (carried.articles / "wire.md").read_text()
    (carried.articles / "wire.md").unlink()
    carried.update(QuotedLines())
    assert [one for one in found(carried, "cracks in the lock gates") if one[0] != "mill.md"] == [("post.md", [])]
    (carried.articles / "wire.md").write_text(wire)
    carried.update(QuotedLines())
    assert [one for one in found(carried, "cracks in the lock gates") if one[0] != "mill.md"] == [
        ("wire.md", [("post.md", "copy")])
    ]
    assert faults(carried) == ()


def test_an_outlet_asked_for_shows_its_own(carried: Newsroom) -> None:
    """Though another carried it first."""
    searcher = carried.searcher()
    hits = searcher.search("cracks in the lock gates", 1, Filters((), None, None, ("The Post",)))
    assert [hit.item.source.path for hit in hits] == ["post.md"]
    searcher.close()


def test_an_update_supersedes_and_its_words_are_shown_from_it(newsroom: Newsroom) -> None:
    """What the later one says otherwise it says instead; what it dropped is still found, and is told to be of an
    earlier one."""
    newsroom.write("one.md", STORY + SAID, "Lock to close", "The Post", "2031-05-05T08:00:00+00:00")
    newsroom.update(QuotedLines())
    changed = STORY.replace("six weeks", "seven weeks").replace("3.2 million", "4 million")
    newsroom.write("two.md", changed + SAID, "Lock to close", "The Post", "2031-05-05T12:00:00+00:00")
    newsroom.update(QuotedLines())
    assert found(newsroom, "cracks in the lock gates") == [("two.md", [("one.md", "earlier version")])]
    searcher = newsroom.searcher()
    assert [one.source.path for one in searcher.statements()] == ["two.md"]
    assert [hit.item.source.path for hit in searcher.search("lose a mooring", 5, kind="statement")] == ["two.md"]
    searcher.close()
    dropped = f"\n\nThe mayor, Otto Quill, had left before the vote. {OTHER[:260]}"
    newsroom.write("one.md", STORY + SAID + dropped, "Lock to close", "The Post", "2031-05-05T08:00:00+00:00")
    newsroom.update(QuotedLines())
    assert dict(found(newsroom, "mayor Otto Quill")) == {
        "one.md": [("two.md", "later version")],
        "two.md": [("one.md", "earlier version")],
    }


def test_what_was_grouped_step_by_step_is_grouped_as_if_at_once(carried: Newsroom, tmp_path: Path) -> None:
    """Kin and folded passages are the same in a store that grew as in one built from nothing."""
    carried.write("late.md", STORY.replace("six weeks", "six long weeks"), "Lock", "The Herald", "2031-05-07")
    carried.update(QuotedLines())
    (carried.articles / "wire.md").unlink()
    carried.update(QuotedLines())
    clean = Newsroom(tmp_path / "clean", HashedWords())
    clean.articles.rmdir()
    clean.articles.symlink_to(carried.articles)
    clean.update(QuotedLines())
    assert kin_of(carried) == kin_of(clean) == {("late.md", "post.md", "copy")}
    assert found(carried, "cracks in the lock gates") == found(clean, "cracks in the lock gates")


def kin_of(newsroom: Newsroom) -> set[tuple[str, str, str]]:
    ledger = newsroom.ledger()
    paths = dict(ledger.read("SELECT number, path FROM articles").fetchall())
    return {(paths[one.article], paths[one.other], one.relation) for one in ledger.kept_kin()}


def test_a_store_of_the_format_before_is_brought_up_to_date(carried: Newsroom) -> None:
    """Nothing is embedded again; a reader is told to update it."""
    ledger = carried.ledger()
    with ledger.transaction() as db:
        for table in ("sketches", "kin"):
            db.execute(f"DROP TABLE {table}")
        db.execute("DELETE FROM copies WHERE item IN (SELECT number FROM items WHERE kind = 'passage')")
        db.execute("DELETE FROM meta WHERE key = 'related by'")
        db.execute("UPDATE meta SET value = '4' WHERE key = 'format'")
    ledger.close()
    with pytest.raises(Exception, match="older format; update it"):
        carried.ledger()
    carried.embedder.embedded.clear()
    carried.update(QuotedLines())
    assert carried.embedder.embedded == []
    assert kin_of(carried) == {("post.md", "wire.md", "copy")}


# ------------------------------------------------------------------ by the command line, on the corpus


@pytest.fixture(scope="module")
def corpus_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("corpus") / "store"
    names = ("2031-03-0", "2031-07-", "2031-09-03")
    articles = tmp_path_factory.mktemp("some") / "articles"
    articles.mkdir()
    for file in CORPUS.iterdir():
        if file.name.startswith(names):
            (articles / file.name).write_bytes(file.read_bytes())
    command("index", str(articles), "--store", str(store), "--no-statements")
    return store


def command(module: str, *arguments: str) -> str:
    run = subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=True)
    return run.stdout


def also(results: list[dict[str, Any]], path: str) -> set[tuple[str, str]]:
    listed = next(one.get("also", []) for one in results if one["path"].startswith(path))
    return {(one["path"][:20], one["relation"]) for one in listed}


def test_the_wires_of_the_corpus_are_listed_together(corpus_store: Path) -> None:
    """`find --json` names the other carriers under each result, and the correction of the report it corrects."""
    told = command("index", "find", "treaty leases quays", "--json", "--store", str(corpus_store))
    assert also(json.loads(told)["results"], "2031-03-04-harbour-treaty-signed-wire") == {
        ("2031-03-04-harbour-t", "copy"),
        ("2031-03-05-drosia-ge", "copy"),
    }
    told = command("index", "find", "skylight warned crown", "--json", "--store", str(corpus_store))
    results = json.loads(told)["results"]
    assert also(results, "2031-07-15") == {("2031-07-22-correctio", "corrected by")}
    assert also(results, "2031-07-22") == {("2031-07-15-salt-crow", "corrects")}


def test_an_answer_says_what_belongs_to_what_it_rests_on(corpus_store: Path) -> None:
    """A carried sentence is cited once; its carriers and its correction are listed under the citation."""
    asked = ("assistant", "How many hospital workers walked off the job?", "--store", str(corpus_store))
    citations = json.loads(command(*asked, "--json"))["citations"]
    first = citations[0]
    assert {one["relation"] for one in first["also"]} == {"copy"} and len(first["also"]) == 2
    assert sum("31,000" in one["text"] for one in citations) == 2  # the third names Greyfell's 212, which is news
    assert "    copy: " in command(*asked)
