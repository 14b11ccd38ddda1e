"""What a query may bring with it: phrases, slips of the pen, days in words, other languages, a large k."""

import sys
from datetime import date, timedelta

import pytest

from index.filters import Filters
from index.passage import Passage
from index.searching import Searcher
from tests.index.fakes import QuotedLines
from tests.index.newsroom import Newsroom

GERMAN = "Der Bürgermeister eröffnete am Freitag die neue Brücke über den Fluss, und viele Leute kamen zur Feier."
FRENCH = "Le maire a inauguré vendredi le nouveau pont sur la rivière, et beaucoup de gens sont venus à la fête."
ENGLISH = "On Friday the mayor opened the new bridge over the river, and many people came to the celebration."


def paths(searcher: Searcher, query: str, k: int = 10, filters: Filters | None = None) -> list[str]:
    return [hit.item.source.path for hit in searcher.search(query, k, filters or Filters())]


def test_as_many_are_found_as_are_asked_for(newsroom: Newsroom) -> None:
    """Where there are so many: of 150 articles, each edited since, 100 or all; and no statement stands for a copy."""
    for edition in (1, 2, 3):
        for number in range(150):
            newsroom.write(f"{number:03}.md", f'"Edition {edition} of boat {number} sails," said Anna Berg.')
        newsroom.update(QuotedLines())
    searcher = newsroom.searcher()
    for k, expected in ((1, 1), (100, 100), (150, 150), (1_000, 150), (sys.maxsize, 150)):
        assert len(set(paths(searcher, "boat sails", k))) == expected
        assert len(searcher.search("boat sails", k, kind="statement")) == expected
    assert len(paths(searcher, "boat sails", 100, Filters(("Anna Berg",)))) == 100


def test_a_phrase_between_quotation_marks_stands_first(newsroom: Newsroom) -> None:
    """What holds the words in their order comes before what holds them all, oftener, apart."""
    newsroom.write(
        "apart.md", "Gates open the harbour. The harbour opens gates, the open harbour, the gates.", "Open the gates"
    )
    newsroom.write("together.md", "Nobody thought that she would say it, but open the harbour gates she said at last.")
    for number in range(60):
        newsroom.write(f"{number}.md", f"Harbour gates {number}: the open gates of the open harbour number {number}.")
    newsroom.update()
    searcher = newsroom.searcher()
    for query in ('"open the harbour gates"', "Who said “open the harbour gates”?", "«Open the harbour gates»"):
        assert paths(searcher, query)[0] == "together.md"


def test_a_name_is_found_with_slips_and_variants(newsroom: Newsroom) -> None:
    """Letters doubled, swapped, left out or without their accents; a long name may have two."""
    newsroom.write("a.md", "Zoë Müllersdorf opened the bridge in Brine.")
    newsroom.write("b.md", "Viktor Pertossian closed the bridge in Brine.")
    for number in range(30):
        newsroom.write(f"{number}.md", f"Somebody crossed the bridge in Brine, number {number}.")
    newsroom.update()
    searcher = newsroom.searcher()
    for query in ("Müllersdrof bridge", "Mulersdorff bridge"):
        assert paths(searcher, query)[0] == "a.md"
    for query in ("Petrossian bridge", "Pertosian bridge", "VIKTOR PERTOSSYAN"):
        assert paths(searcher, query)[0] == "b.md"


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ("the vote on 3 May 2031", "2031-05-03"),
        ("the vote last March", "2031-03-03"),
        ("the vote in April 2031", "2031-04-03"),
        ("the vote last year", "2030-05-03"),
        ("the vote yesterday", "2031-05-07"),
    ],
)
def test_days_in_words_lift_their_articles(newsroom: Newsroom, query: str, day: str) -> None:
    """Also those that count from the newest article, here of 8 May 2031."""
    for published in ("2030-05-03", "2031-03-03", "2031-04-03", "2031-05-03", "2031-05-07", "2031-05-08"):
        newsroom.write(f"{published}.md", "The vote came.", published=published)
    newsroom.update()
    assert paths(newsroom.searcher(), query)[0] == f"{day}.md"


def test_other_languages_are_found_by_their_words_and_can_be_asked_for(newsroom: Newsroom) -> None:
    """With accents or without; a filter of languages is exact, and what has no known language passes none."""
    for name, text in (("de", GERMAN), ("fr", FRENCH), ("en", ENGLISH)):
        newsroom.write(f"{name}.md", text)
    newsroom.write("unknown.md", "12345 67890")
    newsroom.update()
    searcher = newsroom.searcher()
    assert paths(searcher, "Brücke Bürgermeister")[0] == paths(searcher, "brucke burgermeister")[0] == "de.md"
    assert paths(searcher, "pont sur la rivière")[0] == paths(searcher, "PONT RIVIERE")[0] == "fr.md"
    for language in ("de", "fr", "EN"):
        assert paths(searcher, "bridge", 9, Filters(languages=(language,))) == [f"{language.casefold()}.md"]
        assert searcher.coverage(Filters(languages=(language,))).articles == 1
    assert paths(searcher, "bridge", 9, Filters(languages=("xx", ""))) == []
    assert len(paths(searcher, "bridge", 9, Filters(languages=("de", "fr")))) == 2


def test_passages_of_a_speaker_are_those_that_the_ledger_names(newsroom: Newsroom) -> None:
    """All of them when so many are asked for, with other filters too, also after their articles were edited."""
    who = ("Anna Berg", "Otto Lund", "Ida Falk")
    for edition in (1, 2):
        for number in range(60):
            said = (
                f'"Boat {number} sails again," said {who[number % 3]}.\n\n' + "The harbour lay still. " * 90 * edition
            )
            newsroom.write(f"{number:02}.md", said, "Boats", "The Post", str(date(2031, 1, 1) + timedelta(number % 4)))
        newsroom.update(QuotedLines())
    searcher, ledger = newsroom.searcher(), newsroom.ledger()
    for filters in (
        Filters(("Anna Berg",)),
        Filters(("Anna Berg", "Ida Falk"), since=date(2031, 1, 3)),
        Filters(("Otto Lund",), outlets=("The Herald",)),
        Filters(("Nobody",)),
    ):
        named = ledger.rows(ledger.numbers("passage", filters, ledger.generation), Filters(), ledger.generation)
        found = searcher.search("boats sail", 1_000, filters)
        assert sorted(h.item.passage_id if isinstance(h.item, Passage) else "" for h in found) == sorted(
            row.item.passage_id for row in named.values() if isinstance(row.item, Passage)
        )
        assert bool(named) == (filters.outlets == () and "Nobody" not in filters.speakers)


def test_outlets_are_compared_without_case_in_any_script(newsroom: Newsroom) -> None:
    newsroom.write("a.md", "Boats sail.", outlet="Écho du Port")
    newsroom.write("b.md", "Boats sail.", outlet="The Post")
    newsroom.update()
    assert paths(newsroom.searcher(), "boats", 9, Filters(outlets=("écho DU port",))) == ["a.md"]


def test_one_question_one_store_one_answer(newsroom: Newsroom) -> None:
    """The same list from a searcher that was open and from a fresh one, also among equals."""
    for number in range(200):
        newsroom.write(
            f"{number:03}.md",
            f"Boats sail on day {number % 3}.",
            published=str(date(2031, 1, 1) + timedelta(number % 5)),
        )
    newsroom.update()
    first = newsroom.searcher()
    lists = [[(h.item.source.path, h.score, h.similarity) for h in one.search("boats sail", 120)]
             for one in (first, first, newsroom.searcher())]  # fmt: skip
    assert lists[0] == lists[1] == lists[2]
