"""The views of speakers and of time in a real browser."""

import pytest

from tests.browser.conftest import Open, Serve
from tests.browser.desk import QueueDesk
from tests.browser.test_articles import PHONE, hostile_shelf
from tests.browser.test_page import CONTRAST

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_a_speaker_is_found_and_all_they_said(home: str, visit: Open) -> None:
    """A part of a name or role finds people; a person's page tells roles, outlets and every statement, narrowed by
    kind and topic; a statement leads to its words in the article."""
    here = visit(f"{home}#speakers", permissions=["clipboard-read", "clipboard-write"])
    page = here.page
    page.get_by_label("Name or role").press_sequentially("water")
    page.locator(".told", has_text="1 speaker").wait_for()
    page.get_by_role("link", name="Odile Farrant").focus()
    page.keyboard.press("Enter")
    page.locator("#mount-speakers .quotes").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Odile Farrant"
    about = page.locator("dl.about").inner_text()
    assert "water minister" in about.casefold()
    assert "The Vale Courier" in about
    every = page.locator(".quotes > li").count()
    assert every > 1
    page.get_by_label("Kind").select_option("Word for word")
    page.locator(".told", has_text="1 statement").wait_for()
    assert page.locator(".quotes .exact").all_inner_texts() == ["We will not drown a single farm"]
    assert "Also in" in page.locator(".quotes .facts").first.inner_text()
    page.locator(".quotes").get_by_role("link", name="Copy").click()
    page.get_by_role("link", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == (
        "Odile Farrant: “We will not drown a single farm” (Word for word). "
        "Minister defends reservoir, Northern Wire, 2 May 2041"
    )
    page.locator(".quotes .facts a").first.click()
    page.locator(".margined mark").wait_for()
    assert "".join(page.locator(".margined mark").all_inner_texts()) == "We will not drown a single farm"
    page.go_back()
    page.locator(".told", has_text="1 statement").wait_for()
    page.get_by_label("Kind").select_option("Any")
    web = page.locator(".quotes > li", has_text="drawn up in secret").locator("a.original")
    assert str(web.get_attribute("href")).startswith("https://vale-courier.example/reservoir#:~:text=")
    assert (web.get_attribute("rel"), web.get_attribute("target")) == ("noopener noreferrer", "_blank")
    page.locator("#mount-speakers").get_by_label("About").fill("cost of the reservoir")
    page.wait_for_function("() => location.hash.includes('about=cost')")
    here.settled("speakers")
    assert "340 million crowns" in page.locator(".quotes").inner_text()


def test_a_point_of_the_timeline_opens_its_words(home: str, visit: Open) -> None:
    """Statements of two speakers stand in two lanes by day; Enter on a point opens the words; the earliest stand
    beside the latest, and no conclusion is drawn."""
    here = visit(f"{home}#timeline")
    here.page.locator(".begin").get_by_role("link", name="Odile Farrant").click()
    here.settled("timeline")
    page = here.page
    assert page.locator(".plot .point").count() > 1
    page.get_by_label("And another").fill("Lucan Abara")
    page.locator(".plot .who", has_text="Lucan Abara").wait_for()
    assert page.locator(".plot .who").all_text_contents() == ["Odile Farrant", "Lucan Abara"]
    point = page.get_by_role("link", name="2 May 2041: We will not drown a single farm")
    point.focus()
    page.keyboard.press("Enter")
    page.locator(".goal .exact").wait_for()
    assert page.locator(".goal .exact").inner_text() == "We will not drown a single farm"
    assert page.locator(".ends").first.locator("h4").all_inner_texts() == ["Earliest", "Latest"]
    assert "draws no conclusion" in page.locator(".sides").inner_text()


def test_enter_in_a_fresh_timeline_plots_or_says_what_is_missing(home: str, visit: Open) -> None:
    """With every field empty it is said what to name; with a name just typed it is plotted."""
    here = visit(f"{home}#timeline")
    page = here.page
    page.get_by_label("Speaker", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert "name a speaker or a topic" in page.get_by_role("alert").inner_text()
    page.keyboard.type("Odile Farrant")
    page.keyboard.press("Enter")
    page.locator(".plot .point").first.wait_for()
    assert page.get_by_role("alert").count() == 0


def test_hostile_speakers_are_shown_as_text(serve: Serve, visit: Open) -> None:
    """Names, roles and words that are traps stay text in the list, on a page and in a plot, within a phone's width."""
    here = visit(serve(QueueDesk({}, shelf=hostile_shelf())) + "#speakers", **PHONE)
    page = here.page
    assert page.locator(".people li").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".people .name").first.click()
    page.locator(".quotes > li").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate("location.hash = '#timeline?about=x'")
    page.locator(".plot .point").first.wait_for()
    page.locator(".plot .point").first.tap()
    page.locator(".goal").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for grown in ("script", "img", "iframe", "button", "style", "strong", "code", "a[href^=java]"):
        assert page.locator(".mount").locator(grown).count() == 0, grown


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_of_these_views_stands_out(home: str, visit: Open, scheme: str) -> None:
    """Every kind of text has a contrast of at least 4.5 to 1."""
    here = visit(f"{home}#speakers", color_scheme=scheme)
    kinds = (
        ".mount :is(h2, h3, h4, .told, .name, .facts, .count, .field span, input, select, a, p, bdi, dt, dd, .exact)"
    )
    assert here.page.evaluate(CONTRAST, kinds) == []
    here.page.get_by_role("link", name="Odile Farrant").click()
    here.page.locator(".quotes").wait_for()
    assert here.page.evaluate(CONTRAST, kinds) == []
    here.page.get_by_role("link", name="On the timeline").click()
    here.page.locator(".plot").wait_for()
    assert here.page.evaluate(CONTRAST, kinds) == []
