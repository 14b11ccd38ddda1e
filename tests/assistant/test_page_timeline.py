"""The first words beside the last: with a topic, both are about it."""

from dataclasses import replace
from pathlib import Path

from assistant.library import Library, Wish
from assistant.page.look.timeline import compared_html
from assistant.page.look.wanted import read_wanted
from index.filters import Filters
from index.settings import read_settings
from index.statement import Speaker
from index.wiring import open_searcher
from tests.browser.desk import article_of
from tests.browser.shelf import Shelf, said_in


class Narrowed(Shelf):
    """A shelf on which what holds the word of the topic is about it."""

    def closest(self, wish: Wish) -> frozenset[str]:
        return frozenset(one.statement_id for one in self._statements if wish.topic in one.text)


def sides_of(html: str) -> str:
    return html.partition("First and last")[2].partition("Day by day")[0]


def test_what_strays_from_the_topic_is_not_compared() -> None:
    """Neither as the earliest nor as the latest, though the plot has it; without a topic all are compared."""
    article = article_of("a", "Head", "The ferry pays. The bridge is dear. The bridge is cheap. Apples are red.")
    words = ("The ferry pays.", "The bridge is dear.", "The bridge is cheap.", "Apples are red.")
    shelf = Narrowed([article], [said_in(article, [Speaker("Ida Lund", "", ())], one) for one in words])
    ends = sides_of(compared_html(shelf, read_wanted("speaker=Ida+Lund&about=bridge")))
    assert "dear" in ends and "cheap" in ends
    assert "ferry" not in ends and "Apples" not in ends
    ends = sides_of(compared_html(shelf, read_wanted("speaker=Ida+Lund")))
    assert "ferry" in ends and "Apples" in ends


def test_every_statement_can_be_read_under_its_day() -> None:
    """In time's order, the chosen one marked: a point of the plot tells nothing before it is chosen."""
    articles = [article_of(name, "Head", text) for name, text in (("a", "Late words."), ("b", "Early words."))]
    days = ("2032-05-06", "2031-01-02")
    dated = [replace(one, source=replace(one.source, published=day)) for one, day in zip(articles, days, strict=True)]
    found = [said_in(one, [Speaker("Ida Lund", "", ())], one.body.splitlines()[-1]) for one in dated]
    query = f"speaker=Ida+Lund&open={found[0].statement_id}"
    listed = compared_html(Shelf(dated, found), read_wanted(query)).partition("Day by day")[2]
    places = [
        listed.index(one) for one in ("2 January 2031", "Early words", "6 May 2032", "aria-current", "Late words")
    ]
    assert places == sorted(places)


def test_the_closest_are_of_those_found(small_store: Path) -> None:
    """Of a real index, at least the nearest, and none beyond those on the topic."""
    library = Library(open_searcher(small_store, read_settings({})))
    wish = Wish(Filters(("Odile Farrant",)), "cost of the reservoir")
    found = {one.statement_id: one for one in library.statements(wish, 0, 50).items}
    closest = library.closest(wish)
    assert closest and closest <= found.keys()
    assert any("340 million" in found[one].text for one in closest)
