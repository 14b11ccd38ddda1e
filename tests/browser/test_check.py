"""The view that checks a text, in a real browser."""

import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.claim import Claim
from assistant.page.english.check import VERDICTS
from tests.browser.conftest import Open, Serve
from tests.browser.desk import QueueDesk, article_of, said
from tests.browser.test_articles import LONG, PHONE, RIGHT_TO_LEFT
from tests.browser.test_page import CONTRAST, FORMS, TRAPS

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

DRAFT = """Odile Farrant said the reservoir would cost 340 million crowns.

Odile Farrant told reporters: "We will not drown a single town." The moon is made of xylophones."""


@dataclass(slots=True)
class Judge(QueueDesk):
    """Gives every line of a text the next verdict there is."""

    def check(self, text: str) -> list[Claim]:
        claims, start = [], 0
        article = article_of("a", TRAPS, f"“{TRAPS}”, she said.")
        citation = said(article, TRAPS, TRAPS, f"“{TRAPS}”, she said.", TRAPS)
        for line, verdict in zip(text.split("\n"), VERDICTS, strict=False):
            claims.append(Claim(start, start + len(line), line, verdict, TRAPS, (citation,)))
            start += len(line) + 1
        return claims


def test_each_claim_of_a_draft_has_its_verdict(home: str, visit: Open) -> None:
    """Every claim is marked with sign and words; Enter on one opens the true words and their speaker, which lead
    to the article."""
    here = visit(f"{home}#check")
    page = here.page
    page.get_by_label("The text to check").fill(DRAFT)
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator(".claim").first.wait_for(timeout=90_000)  # the parser is loaded when the first text comes
    assert page.locator(".claim .asserted").all_inner_texts() == [
        "Odile Farrant said the reservoir would cost 340 million crowns.",
        'Odile Farrant told reporters: "We will not drown a single town."',
        "The moon is made of xylophones.",
    ]
    badges = page.locator(".claim .badge").all_inner_texts()
    assert [badge[2:] for badge in badges] == ["Supported", "Misquoted", "Not found"]
    claim = page.locator(".claim").nth(1)
    claim.focus()
    page.keyboard.press("Enter")
    assert claim.get_attribute("aria-expanded") == "true"
    card = page.locator(".card:visible")
    assert "We will not drown a single farm" in card.inner_text()
    assert "Odile Farrant" in card.inner_text()
    card.locator(".facts a").first.click()
    page.locator(".margined mark").first.wait_for()
    page.go_back()
    assert page.locator(".claim").count() == 3


def test_each_explanation_names_its_claim(serve: Serve, visit: Open) -> None:
    """Explanations that are open stand in the order of their claims, each under the number and the words of its own.
    All of them are copied and kept as files, called after the text."""
    here = visit(serve(Judge({})) + "#check", permissions=["clipboard-read", "clipboard-write"])
    page = here.page
    page.get_by_label("The text to check").fill("The first.\nThe second.\nThe third.")
    page.get_by_role("button", name="Check", exact=True).click()
    for place in (2, 0):
        page.locator(".claim").nth(place).click()
    assert page.locator(".claim .number").all_inner_texts() == ["1", "2", "3"]
    assert page.locator(".card:visible .of").all_inner_texts() == ["Claim 1 The first.", "Claim 3 The third."]
    page.get_by_role("link", name="Copy as Markdown").click()
    page.get_by_role("link", name="Copied").wait_for()
    assert "## 2. ≠ Misquoted" in page.evaluate("navigator.clipboard.readText()")
    for name, ending in (("Download Markdown", "md"), ("Download page (HTML)", "html")):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=name).click()
        assert re.fullmatch(rf"checked-text-the-first-[\w-]+\.{ending}", waiting.value.suggested_filename)
        assert "The third." in Path(waiting.value.path()).read_text(encoding="utf-8")


def test_a_hostile_draft_stays_text(serve: Serve, visit: Open) -> None:
    """Markup in a draft, a reason, a name or an article is text; so are a word of 100,000 characters, cut where the
    field ends, and marks that turn the line. Only the page itself may send a text, and no more than so much."""
    address = serve(Judge({}))
    here = visit(f"{address}#check", **PHONE)
    page = here.page
    page.get_by_label("The text to check").fill(f"{TRAPS} {FORMS}\n{RIGHT_TO_LEFT}\n{LONG[:9000]}\na\nb\nc")
    page.get_by_role("button", name="Check", exact=True).tap()
    page.locator(".claim").first.wait_for()
    assert page.locator(".claim .asserted").first.inner_text() == f"{TRAPS} {FORMS}"
    assert page.locator(".claim .badge").all_inner_texts() == [f"{sign} {name}" for sign, name in VERDICTS.values()]
    for claim in page.locator(".claim").all():
        claim.dispatch_event("click")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for grown in ("script", "img", "iframe", "style", "strong", "code", "a[href^=java]"):
        assert page.locator("#mount-check").locator(grown).count() == 0, grown
    assert posted(f"{address}check", b"x", {}) == 403
    assert posted(f"{address}check", b"x" * 300_000, {"x-who-said": "page"}) == 413
    assert posted(f"{address}check", b"  ", {"x-who-said": "page"}) == 400


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_verdicts_stand_out(serve: Serve, visit: Open, scheme: str) -> None:
    """Every kind of text has a contrast of at least 4.5 to 1. What a single claim comes to is open at once; of
    several, what is asked for."""
    here = visit(serve(Judge({})) + "#check", color_scheme=scheme)
    page = here.page
    page.get_by_label("The text to check").fill("a")
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator(".card:visible").wait_for()
    assert page.locator(".claim").get_attribute("aria-expanded") == "true"
    page.get_by_label("The text to check").fill("a\nb\nc\nd\ne\nf")
    page.get_by_role("button", name="Check", exact=True).click()
    page.locator(".claim").nth(5).click()
    assert page.locator(".card:visible").count() == 1
    kinds = ".mount :is(h2, h3, .told, .facts, .field span, textarea, button, a, p, bdi, .badge, .asserted)"
    assert page.evaluate(CONTRAST, kinds) == []


def posted(address: str, body: bytes, headers: dict[str, str]) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, body, headers), timeout=20) as response:
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
