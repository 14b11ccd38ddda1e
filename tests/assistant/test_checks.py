"""The checks, one by one, without an index."""

from datetime import date
from pathlib import Path

import pytest

from assistant.checks import figuring, negating, quoting
from assistant.retrieving import PassageRetriever
from index.settings import read_settings
from index.wiring import open_searcher

BODY = (
    "Head\nHe said: “We built it – on time – and the river’s still there.” It cost 340 million crowns, two thirds more."
)


def test_words_are_found_typography_aside_and_nothing_else() -> None:
    """Kinds of marks, dashes and space may differ, and words may be left out; a changed word is not found."""
    for words in ("We built it - on time", "the river's  still there,", "we built it ... still there"):
        spans = quoting.found(words, BODY)
        assert spans and all(BODY[start:end] for start, end in spans)
    assert quoting.found("We built it - too late", BODY) == ()
    score, (start, end) = quoting.nearest("We built it - too late - and the river's still there", BODY)
    assert score >= quoting.NEARLY and "river’s still there" in BODY[start:end]


@pytest.mark.parametrize(
    ("claim", "missing"),
    [
        ("It cost 340 million crowns", ""),
        ("It cost 340m crowns", ""),
        ("It cost 430 million crowns", "430 million"),
        ("on 4 March 2031 it cost 340 million", ""),
        ("on 5 April 2031 it cost 340 million", "5 April 2031"),
        ("on Tuesday", ""),
        ("on Friday", "Friday"),
    ],
)
def test_every_number_and_day_stands_in_the_article(claim: str, missing: str) -> None:
    """However it is written; the day of publication counts as told."""
    assert figuring.missing(claim, BODY, date(2031, 3, 4)) == missing


@pytest.mark.parametrize(
    ("claim", "source", "same"),
    [
        ("the road would close", "the road would close", True),
        ("the road would not close", "the road would close", False),
        ("the road would close", "the road would not close", False),
        ("it concerns his generals", "he speaks to his generals, not to his neighbours", True),
        ("he never saw the road", "he did not see the road", True),
    ],
)
def test_yes_and_no_agree(claim: str, source: str, same: bool) -> None:
    """A "not" in another clause is about something else."""
    assert negating.agree(claim, source, sense_of_denial=False) is same
    assert negating.agree(claim, source, sense_of_denial=True) is not same or "generals" in claim


def test_the_retriever_works_alone(small_store: Path) -> None:
    """LangChain's own way to ask; every document is an exact slice of an article."""
    searcher = open_searcher(small_store, read_settings({}))
    found = PassageRetriever(searcher=searcher, k=3).invoke("What will the reservoir cost?")
    assert found and "340 million" in found[0].page_content
    for document in found:
        article = searcher.article(document.metadata["article_id"])
        assert article and article.body[document.metadata["start"] : document.metadata["end"]] == document.page_content
