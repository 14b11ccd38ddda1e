"""Whatever words an article, a name, a question or a model brings: they are shown, and do nothing. (That nothing ran,
no dialog opened, and no request left, `visit` checks for every page.)"""

from collections import deque
from dataclasses import replace

import pytest

from assistant.answer import Answer, Candidate
from index.article import Article
from index.filters import Filters
from tests.browser.conftest import Open, Serve, Visit
from tests.browser.desk import QueueDesk, answer_of, article_of, said

# Gradio sums up its queue in ways that pandas calls deprecated: as errors, these would end its queue.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

SORTS = {
    "script": "<script>alert(1)</script></div></article><script src=//evil.example/x.js></script>",
    "handler": "<img src=x onerror=alert(1)> <svg onload=alert(2)> <b onmouseover=alert(3)>b</b>",
    "link": "[a](javascript:alert(1)) <a href='javascript:alert(2)'>b</a> <base href=https://evil.example>",
    "template": "${alert(1)} {{alert(2)}} {% raw %} $$\\href{javascript:alert(3)}{x}$$ <%= 7*7 %>",
    "image": "![x](https://evil.example/p.png) <style>@import url(//evil.example/s.css)</style>",
    "form": "<form action=https://evil.example><button>Go</button></form><iframe src=https://evil.example></iframe>",
    "direction": "\u202eevil\u202c \u2067txt\u2069 \u200f(x)\u200e \u0007\u0000 \ufeff e\u0301\u0301\u0301",
    "length": "x" * 100_000,
}


def answered(hostile: str) -> tuple[Article, Answer]:
    """An answer with the words in every place that a corpus or a model fills."""
    article = article_of("hostile", hostile, f"She said {hostile} so.\n\nThe end.", outlet=hostile, url=hostile)
    article = replace(article, source=replace(article.source, byline=hostile))
    cited = said(article, hostile, hostile, f"She said {hostile} so.", hostile)
    filters = Filters(speakers=(hostile,), outlets=(hostile,))
    people = (Candidate(hostile, hostile, 1),)
    answer = answer_of(f"{hostile} [1] [7]", cited, standing="ambiguous", candidates=people, filters=filters)
    question = replace(answer.question, topic=hostile, text=hostile, assumed=(hostile,))
    return article, replace(answer, question=question)


@pytest.mark.parametrize("sort", SORTS)
def test_words_are_only_words(serve: Serve, visit: Open, sort: str) -> None:
    """Asked, streamed, answered, hovered, opened, kept across a reload: the words stand as they are, and the page
    keeps its width."""
    hostile = SORTS[sort]
    article, answer = answered(hostile)
    here = visit(serve(QueueDesk({"hostile": article}, deque([[hostile[:500], answer]]))))
    page = here.page
    here.ask(f"Is it so? {hostile}"[:2000])
    looks_whole(here)
    page.locator("#chat a.cite").first.focus()
    page.locator("#card .said").wait_for()
    page.locator("#chat a.cite").first.click()
    page.locator("#article mark").first.wait_for()
    marked = shown("".join(here.marks()))
    assert marked == shown(hostile)[: len(marked)]
    assert len(marked) > 0.9 * len(shown(hostile))  # of a very long article the part around the place is shown
    looks_whole(here)
    page.locator("#chat .chip .change").first.click()
    page.get_by_text("Conversations", exact=True).click()
    looks_whole(here)
    page.reload()
    page.locator("#chat a.cite").first.wait_for()
    looks_whole(here)


def looks_whole(here: Visit) -> None:
    """Nothing stands out at the side, nothing foreign is in the document, and the question box can be used."""
    page = here.page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    foreign = ":is(#chat .message, #chat .options, #reading, #card, #kept) :is(script, iframe, form, img, style, svg)"
    assert page.locator(foreign).count() == 0
    assert page.locator("base[href*='evil'], a[href^='javascript:' i]").count() == 0
    assert page.locator("#box textarea").is_enabled()


def shown(words: str) -> str:
    """Words as a page can carry them: blanks, and control characters and what stands for them, aside."""
    return "".join(one for one in words if one.isprintable() and not one.isspace() and one != "\ufffd")
