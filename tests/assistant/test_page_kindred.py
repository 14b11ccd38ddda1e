"""The articles that belong to those an answer cites."""

import csv
import io
from html import unescape

from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.page.exporting import exported
from assistant.page.kindred import MOST, kindred, kindred_html
from assistant.page.look.speakers import speakers_view
from assistant.page.look.timeline import compared_html
from assistant.page.look.wanted import read_wanted
from assistant.page.place import MARK, read_place
from assistant.page.record import Also, Exchange, record_of
from index.article import Article, Source
from index.kinship import Kin
from index.statement import Speaker, Statement
from tests.assistant.test_page_rendering import Seen
from tests.browser.desk import answer_of, article_of, said
from tests.browser.shelf import Shelf, said_in

WORDS = "It will rain"
CITED = article_of("a", "Head", f"“{WORDS},” Ida Lund said.")
COPY = article_of("b", "Other head", f"By the wire.\n\n“{WORDS},” Ida Lund said.", outlet="Wire <b>")
NOTICE = article_of("c", "Correction", "An earlier report was wrong.", outlet="Post")
RETOLD = article_of("d", "Later", f"“{WORDS},” she said again.")
ANSWER = answer_of("She did [1].", said(CITED, "Ida Lund", "", f"“{WORDS},” Ida Lund said.", WORDS))


class Kindred(Shelf):
    """A copy and a correction of the first article; its statement stands in two others, one of them the copy."""

    def kin(self, article_id: str) -> tuple[Kin, ...]:
        return (Kin(COPY.source, "copy"), Kin(NOTICE.source, "corrected by")) if article_id == "a" else ()

    def copies(self, statement: Statement) -> tuple[Source, ...]:
        return (COPY.source, RETOLD.source)


def shelf(*more: Article) -> Kindred:
    return Kindred([CITED, COPY, NOTICE, RETOLD, *more], [])


def test_what_belongs_to_a_cited_article_is_found_once_with_the_words_in_it() -> None:
    """As copy, correction or bearer of the statement; the offsets cut the cited words from each that has them."""
    found = kindred(shelf(), ANSWER)
    assert [(one.beside, one.source.article_id, one.bond) for one in found] == [
        ("a", "b", "copy"), ("a", "c", "corrected by"), ("a", "d", "statement"),
    ]  # fmt: skip
    assert [[COPY.body[start:end] for start, end in one.spans] for one in found[:1]] == [[WORDS]]
    assert found[1].spans == ()


def test_a_correction_is_told_at_once_and_copies_behind_a_click() -> None:
    """Each leads to its article, at the words; names of outlets are words."""
    html = kindred_html(kindred(shelf(), ANSWER))
    seen = Seen(html)
    assert "Corrected by: Post, 4 March 2031" in Seen(html.partition("<details")[0]).text
    assert "Also in 2 other articles" in seen.text and "b" not in {tag for tag, _ in seen.tags}
    places = [read_place(link.removeprefix(MARK)) for link in seen.links("also")]
    assert [place.article_id for place in places] == ["c", "b", "d"]
    assert kindred_html(()) == ""


def test_a_story_that_everybody_carries_is_cut_and_says_so() -> None:
    """The browser keeps every answer: what stands under it has an end."""
    many = [Also("a", COPY.source, "copy", ())] * MOST
    assert f"Also in {MOST} other articles or more" in Seen(kindred_html(many)).text


def test_whoever_looks_through_statements_sees_what_corrects_them() -> None:
    """On a speaker's page and on the timeline, and in what is copied of a statement; a copy is no correction."""
    found = [said_in(CITED, [Speaker("Ida Lund", "", ())], WORDS)]
    there = Kindred([CITED, COPY, NOTICE], found)
    app = FastAPI()
    speakers_view(lambda: there).routes(app)
    person = TestClient(app).get("/look/speakers?name=Ida+Lund").text
    line = compared_html(there, read_wanted("speaker=Ida+Lund"))
    for html in (person, line):
        told = Seen(html)
        assert "Corrected by: Correction, Post, 4 March 2031" in told.text
        assert "Nearly the same article" not in told.text
        assert "corrected by Correction, Post, 4 March 2031" in unescape(
            html.partition("data-copy")[2].partition(">")[0]
        )


def test_a_table_of_citations_tells_what_corrects_them() -> None:
    exchange = Exchange("Did she?", "", "answered", record_of(ANSWER, also=kindred(shelf(), ANSWER)), "")
    (row,) = csv.DictReader(io.StringIO(exported(exchange, "csv")[1]))
    assert row["changed"] == "corrected by Post, 4 March 2031, “Correction”"
