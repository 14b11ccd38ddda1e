"""Whether words that a question quotes stand in what its answer cites."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.claim import Claim
from assistant.page.look.quotes import quote_html
from assistant.page.look.verdicts import verdicts_html
from assistant.page.marking import sources_of
from assistant.page.quoting import compared, outcome_words, quotations, quotations_html, whose
from assistant.page.record import record_of
from assistant.wording import stands_in
from index.filters import Filters
from index.statement import Speaker
from tests.assistant.test_page_rendering import ARTICLE, SENTENCE, Seen
from tests.browser.desk import answer_of, article_of, cited
from tests.browser.shelf import Shelf, said_in

TRAP = "<img src=x onerror=alert(1)> of the treaty"


def told(question: str, outcome: bool = False) -> Seen:
    answer = answer_of("She did [1].", cited(ARTICLE, SENTENCE, "Grain"), outcome="other_words" if outcome else None)
    record = record_of(answer)
    return Seen(quotations_html(question, record, sources_of(record)))


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "«{}»", "„{}“"])
def test_a_quotation_that_stands_leads_to_where(marks: str) -> None:
    """Whatever its marks, its case and its end; with the mark of each source it stands in."""
    seen = told(f"Is this real: {marks.format('grain, not Guns!')}?")
    assert "stands word for word in [1]" in seen.text
    assert len(seen.links("cite")) == 1


def test_one_that_does_not_leads_to_the_check() -> None:
    """Of an altered one it is said that no source has it; a word in marks is no quotation; an answer that tells the
    outcome itself needs no such line, unless it cites nothing; nothing of a question becomes a tag."""
    altered = told("Who said “grain, not gold”?")
    assert "in none of the sources" in altered.text and "#quotation?grain%2C%20not%20gold" in str(altered.tags)
    assert told("Who called it a “treaty”?").text == ""
    assert told("Did she say “grain, not gold”?", outcome=True).text == ""
    nothing = record_of(answer_of("No.", standing="declined", outcome="not_found"))
    assert "#quotation?grain%2C%20not%20gold" in quotations_html("Did she say “grain, not gold”?", nothing, {})
    trapped = told(f"Who said “{TRAP}”?")
    assert TRAP in trapped.text and "img" not in {tag for tag, _ in trapped.tags}


def test_no_tags_of_a_page_stand_around_words() -> None:
    """Neither beside a checked claim nor on a card of a statement; every word within stays."""
    body = '<p class="standfirst">NINETEEN people are dead, Ida Lund said.</p>'
    article = article_of("a", "Head", body)
    statement = said_in(article, [Speaker("Ida Lund", "", ())], body)
    citation = cited(article, body, "NINETEEN people are dead")
    claim = Claim(0, 4, "Nine", "contradicted", "No.", (citation,))
    for html in (quote_html(statement), verdicts_html("Nine", [claim], lambda _: ())):
        quoted = Seen(html.partition("<blockquote>")[2].partition("</blockquote>")[0]).text
        assert quoted == "NINETEEN people are dead, Ida Lund said."


def badge(asked: tuple[str, ...], words: str) -> str:
    """What stands above an answer to whether these people said these words."""
    article = article_of("a", "Head", "Ida said: “The bridge will never be sold to them.”")
    speakers = [Speaker("Ida Lund", "", ())]
    found = [said_in(article, speakers, "The bridge will never be sold to them.")]
    answer = answer_of("Not in these words.", outcome="other_words", filters=Filters(asked))
    quoted = compared(Shelf([article], found), whose(words, found), asked)
    told = outcome_words(record_of(answer, quoted=quoted))
    assert told is not None
    return told[1]


def test_the_badge_says_whose_words_they_are() -> None:
    """Word for word and by whom; another's, who is named; altered; and the plain outcome of words that nobody said."""
    real, altered = "the bridge will never be sold", "the bridge will never be given to them"
    assert badge(("Ida Lund",), real) == badge((), real) == "Word for word: Ida Lund"
    assert badge(("lund",), real) == "Word for word: Ida Lund"  # as a reader may write it
    assert badge(("Odd Vik",), real) == "Not Odd Vik: these are the words of Ida Lund"
    assert badge(("Ida Lund",), altered) == badge((), altered) == "Altered: the true words differ"
    assert "Ida Lund" in badge(("Odd Vik",), altered) and "differ" in badge(("Odd Vik",), altered)
    assert badge(("Ida Lund",), "apples grow on every tree") == "Not in these words: see the nearest"


@given(st.text(), st.text())
def test_any_text_has_what_it_holds(before: str, after: str) -> None:
    """A quotation stands in every text that holds it between spaces, and never where one of its words is not."""
    assert stands_in("grain, not guns", f"{before} Grain not guns {after}")
    assert not stands_in("grain, not xylophones", f"{before.replace('xylophones', '')} grain not guns")
    assert quotations(f"{before.translate(NO_MARKS)} “one two three”") == ["one two three"]


NO_MARKS = dict.fromkeys(map(ord, '“”"«»„'))
