"""Words behind the ledger: BM25 over headers and texts, folded and stemmed."""

from datetime import date
from pathlib import Path

import pytest

from index.article import Source
from index.filters import EVERYTHING, Filters
from index.ledger.ledger import Ledger
from index.ledger.rows import Row
from index.ledger.words import WordsInLedger
from index.passage import Passage
from index.words import Words
from index.words_folder import WordsInFolder, folder_is_sound


def row(number: int, text: str, headline: str = "", outlet: str = "", published: str = "") -> Row:
    source = Source(f"id{number}", f"{number}.md", headline, outlet, "", published, "", "en", "h")
    return Row(number, Passage(source, 0, len(text), text), b"")


@pytest.fixture(params=["folder", "ledger"])
def words(tmp_path: Path, request: pytest.FixtureRequest) -> Words:
    """Both indexes of words, with the same three items."""
    found: Words
    if request.param == "folder":
        found = WordsInFolder(tmp_path)
    else:
        ledger = Ledger(tmp_path, True, request.getfixturevalue("postgres").engine(tmp_path))
        query = "INSERT INTO items VALUES (?, 'passage', 1, 0, 1, ?, '', 1, NULL)"
        with ledger.transaction() as db:
            db.executemany(query, [(number, b"") for number in (1, 2, 3)])
        found = WordsInLedger(ledger)
    found.follow([
        row(1, "The harbours were closing.", "Strike", "The Post", "2031-01-02"),
        row(2, "Zoë Müller sails to the harbour.", "", "The Herald", "2031-01-04"),
        row(3, "Trains leave at noon.", "Harbour railway"),
    ])  # fmt: skip
    found.reload()
    return found


def search(words: Words, query: str, filters: Filters = EVERYTHING) -> set[int]:
    return set(words.search(dict.fromkeys(words.terms(query), 1.0), (), "passage", 9, filters))


def test_words_are_found_without_case_accent_or_ending(words: Words) -> None:
    """Also by the headline above them."""
    assert search(words, "HARBOUR") == {1, 2, 3}
    assert search(words, "zoe muller") == {2}
    assert search(words, "closed") == {1}
    assert search(words, "absent") == search(words, "") == set()


def test_filters_of_days_and_outlets_are_exact(words: Words) -> None:
    """Until includes its day; what has no date passes none; outlets are compared without case."""
    assert search(words, "harbour", Filters(since=date(2031, 1, 2), until=date(2031, 1, 4))) == {1, 2}
    assert search(words, "harbour", Filters(until=date(2031, 1, 3))) == {1}
    assert search(words, "harbour", Filters(outlets=("the post",))) == {1}


def test_an_unknown_term_is_taken_for_what_it_is_nearly_spelt_like(words: Words) -> None:
    """One slip in a word of six letters, two in one of eight; known and short words stay as they are."""
    harbour, railway = words.terms("harbour railway")
    assert words.spelt_like("habrour") == words.spelt_like("harbor") == harbour
    assert words.spelt_like("raillwaay") == railway
    for term in ("trail", "noom", "absent", harbour):
        assert words.spelt_like(term) == term


def test_given_items_are_scored_alone(words: Words) -> None:
    """Those without any of the words are left out."""
    scores = words.score({"harbour": 1.0}, [2, 3])
    assert set(scores) == {2, 3} and all(score > 0 for score in scores.values())
    assert words.score({"noon": 1.0}, [1, 2]) == words.score({"noon": 1.0}, []) == {}


def test_words_that_stand_together_are_found_together(words: Words) -> None:
    """A phrase is more than its words, and an item must hold every one that is asked for."""
    for phrases, found in ([("leav", "at", "noon")], {3}), ([("noon", "at")], set()), ([("harbour",), ("sail",)], {2}):
        assert words.holding(phrases, "passage", 9, EVERYTHING) == found
        assert words.holding(phrases, "statement", 9, EVERYTHING) == set()
    weights = dict.fromkeys(words.terms("harbour at noon"), 1.0)
    assert next(iter(words.search(weights, [words.terms("at noon")], "passage", 9, EVERYTHING))) == 3


def test_odd_words_are_only_words(words: Words) -> None:
    """What would mean something to a server, or cannot be written by it, is looked for and not found."""
    for odd in ("' | 'q", "a\\b:* & !c", "x\x00y", "%s :p0 ?"):
        assert search(words, odd) == set()
        assert search(words, "harbour", Filters(outlets=(odd,))) == set()
        assert search(words, "harbour", Filters(languages=(odd,))) == set()


def test_rows_brought_twice_are_there_once(words: Words) -> None:
    """A run that was interrupted brings them again."""
    words.follow([row(2, "Zoë Müller sails to the harbour.", "", "The Herald", "2031-01-04")])
    words.reload()
    assert words.size() == 3 and sorted(words.numbers()) == [1, 2, 3]


def test_a_broken_folder_is_noticed(tmp_path: Path) -> None:
    """One that cannot be read is not sound."""
    WordsInFolder(tmp_path)
    assert folder_is_sound(tmp_path)
    (tmp_path / "meta.json").write_text("{")
    assert not folder_is_sound(tmp_path)
