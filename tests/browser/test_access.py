"""The page for everybody: no serious finding of axe-core in any view, and nothing that jumps under the reader."""

from collections import deque
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # it carries no types
from playwright.sync_api import Page

from assistant.answer import Answer, Candidate
from assistant.page.look.additions import Additions
from assistant.settings import read_settings
from assistant.wiring import build_assistant
from index.settings import read_settings as read_index_settings
from tests.browser.conftest import Open, Serve
from tests.browser.desk import QueueDesk, Reply, answer_of, article_of, said

# Gradio sums up its queue in ways that pandas calls deprecated: as errors, these would end its queue.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

GRAIN = "This is a treaty about grain, not about guns"
FIRST = f"“{GRAIN},” Magda Velloren, the prime minister, said after the signing."
ARTICLE = article_of("treaty", "Treaty gives Drosia a harbour", f"{FIRST} Pask laughed.", url="https://x.example/a")
PEOPLE = (Candidate("Jonas Oru", "foreign minister", 12), Candidate("Lena Oru", "nurse", 2))
WORDS = [f"word{number} " for number in range(300)]


def answer() -> Answer:
    text = f"{'Magda Velloren, prime minister, said: '}“{GRAIN}” [1].\n\n" + "It goes on. " * 60
    return answer_of(text, said(ARTICLE, "Magda Velloren", "prime minister", FIRST, GRAIN), outcome="said")


def desk_with(*replies: Reply) -> QueueDesk:
    return QueueDesk({"treaty": ARTICLE}, deque(replies), pause=0.004)


def findings(page: Page) -> list[str]:
    """What axe-core calls serious or critical, with the elements it means."""
    page.wait_for_timeout(350)  # colours fade in
    found = Axe().run(page).response["violations"]
    grave = (one for one in found if one["impact"] in ("serious", "critical"))
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes']][:4]}" for one in grave]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_the_way_of_asking(serve: Serve, visit: Open, scheme: str) -> None:
    """At the start, over an answer with its article, with candidates and every menu open: axe-core has nothing
    serious to say."""
    ambiguous = answer_of("Which Oru?", standing="ambiguous", candidates=PEOPLE)
    here = visit(serve(desk_with([answer()], [ambiguous])), color_scheme=scheme)
    page = here.page
    page.locator("#chat .example").first.wait_for()
    assert findings(page) == []
    here.ask("What was said about the treaty?")
    page.locator("#chat a.cite").first.click()
    page.locator("#article mark").wait_for()
    page.locator("#chat a.cite").first.focus()
    assert findings(page) == []
    here.ask("What did Oru say?")
    page.locator("#chat .chip .change").first.click()
    page.get_by_text("Narrow the search").click()
    page.get_by_text("Conversations", exact=True).click()
    assert findings(page) == []


VIEWS = ("speakers", "timeline", "articles", "check", "add")
DEEPER = ("speakers?name=Odile+Farrant", "timeline?speaker=Odile+Farrant", "articles?words=reservoir")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_in_any_view(serve: Serve, visit: Open, small_store: Path, tmp_path: Path, scheme: str) -> None:
    """Each tab as it opens over a real index, and a person, a plot and a search, wide and on a phone."""
    desk = build_assistant(small_store, read_settings(), read_index_settings())
    address = serve(desk, additions=Additions(tmp_path / "added"))
    for size in ({"width": 1360, "height": 860}, {"width": 390, "height": 844}):
        here = visit(address, viewport=size, color_scheme=scheme)
        tabs = here.page.locator("#views [role=tab]")
        names = [str(tabs.nth(at).get_attribute("id")) for at in range(tabs.count())]
        assert names == [f"view-{name}-button" for name in ("ask", *VIEWS)]
        for name in VIEWS:
            here.page.locator(f"#view-{name}-button").click()
            here.settled(name)
            assert findings(here.page) == [], name
        for place in DEEPER:
            here.page.evaluate("place => { location.hash = place; }", place)
            here.settled(place.partition("?")[0])
            assert findings(here.page) == [], place


def test_nothing_jumps_while_an_answer_streams(serve: Serve, visit: Open) -> None:
    """From the question to the whole answer, the question stays where it is, and so do the box and the article; the
    browser counts no more than a hundredth of layout shift."""
    here = visit(serve(desk_with([answer()], [*WORDS, answer()])))
    here.ask("What was said about the treaty?")
    page = here.page
    page.locator("#chat a.cite").first.click()
    page.locator("#article mark").wait_for()
    page.evaluate(WATCH_SHIFTS)
    page.locator("#box textarea").fill("And then?")
    page.keyboard.press("Enter")
    page.locator("#chat .writing", has_text="word3").wait_for()
    places = [page.evaluate(PLACES)]
    page.locator("#chat .writing", has_text="word150").wait_for()
    places.append(page.evaluate(PLACES))
    page.locator("#chat .answer .exchange").nth(1).wait_for(state="attached")
    page.wait_for_timeout(300)
    places.append(page.evaluate(PLACES))
    assert places[0] == places[1] == places[2]
    assert page.evaluate("window.shifted") <= 0.01


WATCH_SHIFTS = """
() => {
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
  }).observe({ type: "layout-shift" });
}
"""
PLACES = """
() => ["#chat .question", "#chat .answer", "#box", "#article h2"]
  .map((one) => [...document.querySelectorAll(one)].pop()).map((one) => Math.round(one.getBoundingClientRect().top))
"""
