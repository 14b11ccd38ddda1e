"""A checked text that is taken away: every verdict with its reason, the true words and where they stand."""

import re

import pytest
from markdown_it import MarkdownIt

from assistant.claim import Claim
from assistant.page.look.checked import as_markdown, as_page, as_text, takings_html
from tests.assistant.test_page_exporting import TRAP
from tests.browser.desk import article_of, said

TEXT = "She said “guns, not grain”.\nThe moon is made of wood."
SENTENCE = "<p>“Grain, not guns,” Velloren said.</p>"
ARTICLE = article_of("a1", "Treaty signed", SENTENCE, url="https://x.example/a")
FOUND = said(ARTICLE, "Magda Velloren", "", SENTENCE, "Grain, not guns")
CLAIMS = (
    Claim(0, 27, "She said “guns, not grain”.", "misquoted", "The words differ.", (FOUND,)),
    Claim(28, 53, "The moon is made of wood.", "not_found", "Nothing is like it.", ()),
)
FORMS = (as_text, as_markdown, as_page)


@pytest.mark.parametrize("write", FORMS)
def test_each_claim_is_told_with_what_the_articles_say(write: object) -> None:
    """Whatever the form: the draft, sign and words of each verdict, the true words without tags, who and where."""
    assert callable(write)
    told = write(TEXT, CLAIMS, lambda _: ("Magda Velloren",))
    for part in ("≠ Misquoted", "? Not found", "The words differ.", "“Grain, not guns,” Velloren said."):
        assert part in told
    assert "Magda Velloren, The Daily Lantern, 4 March 2031, “Treaty signed”" in told
    assert "https://x.example/a#:~:text=" in told and "<p>“Grain" not in told


def test_hostile_words_stay_words() -> None:
    """Nothing of a draft, a name or an article acts where it is opened; only the links to sources are live."""
    article = article_of("a2", TRAP, f"{TRAP} said so.", url="javascript:alert(1)")
    claim = Claim(0, len(TRAP), TRAP, "contradicted", TRAP, (said(article, TRAP, "", f"{TRAP} said so.", TRAP),))
    shown = MarkdownIt("commonmark").render(as_markdown(TRAP, [claim], lambda _: (TRAP,)))
    assert set(re.findall(r"<(\w+)", shown)) <= {"h1", "h2", "blockquote", "p", "ul", "li"}
    page = as_page(TRAP, [claim], lambda _: (TRAP,))
    assert "<script" not in page and "<img" not in page and 'href="javascript' not in page
    links = takings_html(TRAP, [claim], lambda _: (TRAP,), "2031-05-06")
    assert set(re.findall(r"<(\w+)", links)) == {"p", "a"}
