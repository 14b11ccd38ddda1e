"""The view of articles in a real browser: over the small store, and over articles that mean harm."""

import pytest

from index.article import Article, Source
from index.statement import Speaker
from tests.browser.conftest import Open, Serve
from tests.browser.desk import QueueDesk
from tests.browser.shelf import Shelf, said_in
from tests.browser.test_page import CONTRAST, FORMS, SCRIPT, TRAPS

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

LONG = "x" * 100_000
RIGHT_TO_LEFT = "\u202egnirts\u2067 abc"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
WORDS = "We will not drown a single farm"


def hostile_shelf() -> Shelf:
    """Articles whose every part is a trap: one of markup, one of a word of 100,000 characters, one of marks that
    turn the direction of a line."""
    made = []
    for number, trap in enumerate((f"{TRAPS} {FORMS}", LONG, RIGHT_TO_LEFT)):
        source = Source(
            f"a{number}", f"a{number}.md", trap, trap, trap, "2031-03-04", f"javascript:{SCRIPT}", "en", "h"
        )
        article = Article(source, f"{trap}\n\n“{trap}”, {trap} said.\n\nThe end.")
        made.append((article, said_in(article, [Speaker(trap, trap, (trap,))], trap, trap)))
    return Shelf([article for article, _ in made], [statement for _, statement in made])


def test_articles_are_listed_and_narrowed(home: str, visit: Open) -> None:
    """The newest first; words, outlet and days narrow the list as they are entered, the address tells them, and
    back undoes them."""
    here = visit(f"{home}#articles")
    page = here.page
    headlines = page.locator("#mount-articles .headline")
    assert "7 articles" in page.locator(".told").inner_text()
    assert headlines.first.inner_text() == "Café Écho ferme"
    page.get_by_label("Outlet").select_option("The Vale Courier")
    page.locator(".told", has_text="2 articles").wait_for()
    page.get_by_label("Until").fill("2041-06-01")
    page.locator(".told", has_text="1 article,").wait_for()
    assert headlines.all_inner_texts() == ["Reservoir plan divides Calder Vale"]
    assert "outlet=The+Vale+Courier" in page.url
    page.go_back()
    page.go_back()
    page.locator(".told", has_text="7 articles").wait_for()
    assert page.get_by_label("Outlet").input_value() == ""
    page.get_by_label("Words").press_sequentially("orchestra conductor")
    page.locator(".told", has_text="best first").wait_for()
    here.settled("articles")
    assert headlines.first.inner_text() == "Conductor leaves Brinmoor orchestra after a row"
    assert page.evaluate("document.activeElement.name") == "words"


def test_an_article_shows_who_said_what_in_its_margin(home: str, visit: Open) -> None:
    """Words of statements are underlined, their speakers stand beside them; the words and their note light up
    together; a link to a place marks it and scrolls there; the keyboard reaches all of it."""
    here = visit(f"{home}#articles")
    page = here.page
    page.get_by_role("link", name="Reservoir plan divides Calder Vale").focus()
    page.keyboard.press("Enter")
    page.locator(".margined").wait_for()
    assert page.evaluate("document.activeElement.matches('.margined h2')")
    said = page.locator(".margined .said", has_text=WORDS)
    number = said.get_attribute("data-said")
    note = page.locator(f".notes li[data-said={number}]")
    assert note.locator(".name").inner_text() == "Odile Farrant"
    assert "Word for word" in note.inner_text()
    note.locator(".name").focus()
    assert "lit" in (said.get_attribute("class") or "")
    body = "".join(page.locator(".margined .body p").all_inner_texts())
    assert "The reservoir is to hold 90 million cubic metres" in body
    page.go_back()
    page.locator("#mount-articles .articles").wait_for()
    page.get_by_role("link", name="Reservoir plan divides Calder Vale").click()
    page.locator(".margined").wait_for()
    start = page.evaluate("0 + 'Reservoir plan divides Calder Vale\\n\\n'.length")
    page.evaluate(f"location.hash += '&at={start}-{start + 14}'")
    page.locator("mark").wait_for()
    assert page.locator("mark").all_inner_texts() == ["Water minister"]


def test_an_article_that_is_gone_says_so(home: str, visit: Open) -> None:
    """A link to what is no longer there leads to its reason and back to the list; so does a day that is none."""
    here = visit(f"{home}#articles?read=never")
    here.page.get_by_text("no longer in the index").wait_for()
    here.page.get_by_role("link", name="All articles").click()
    here.page.locator(".articles").wait_for()
    here.page.evaluate("location.hash = '#articles?since=yesterday'")
    here.page.get_by_role("alert").filter(has_text="'yesterday'").wait_for()
    here.faults[:] = [fault for fault in here.faults if "400 (Bad Request)" not in fault]


def test_hostile_articles_are_shown_as_text(serve: Serve, visit: Open) -> None:
    """Markup, templates, links that run, a word of 100,000 characters and marks that turn the line stay what they
    are: text, within the page. (That nothing ran or was fetched, `visit` checks.)"""
    here = visit(serve(QueueDesk({}, shelf=hostile_shelf())) + "#articles", **PHONE)
    page = here.page
    assert page.locator("#mount-articles .headline").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for number in range(3):
        page.evaluate(f"location.hash = '#articles?read=a{number}&at=3-40'")
        page.locator(".margined .notes").first.wait_for()
        here.settled("articles")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.locator(".margined .byline a").count() == 0
        for grown in ("script", "img", "iframe", "button", "style", "strong", "code", "a[href^=java]"):
            assert page.locator("#mount-articles").locator(grown).count() == 0, grown
    page.evaluate("location.hash = '#articles?read=a0'")
    page.locator(".margined h2", has_text="alert(1)").wait_for()
    assert page.locator(".margined h2").inner_text() == f"{TRAPS} {FORMS}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_of_the_view_stands_out(home: str, visit: Open, scheme: str) -> None:
    """Every kind of text has a contrast of at least 4.5 to 1."""
    here = visit(f"{home}#articles", color_scheme=scheme)
    kinds = "#mount-articles :is(h2, .told, .headline, .facts, .count, .field span, input, select, a, p, bdi, mark, b)"
    assert here.page.evaluate(CONTRAST, kinds) == []
    here.page.get_by_role("link", name="Reservoir plan divides Calder Vale").click()
    here.page.locator(".margined").wait_for()
    assert here.page.evaluate(CONTRAST, kinds) == []
