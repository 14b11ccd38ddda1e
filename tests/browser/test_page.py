"""The chat page in a real browser, over a desk with queued replies."""

import json
import re
import sys
from collections import deque
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Answer, Candidate
from assistant.page.update import Update
from tests.browser.conftest import Open, Serve
from tests.browser.desk import EXAMPLES, QueueDesk, Reply, answer_of, article_of, cited, said

# Gradio sums up its queue in ways that pandas calls deprecated: as errors, these would end its queue.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

FIRST = "“This is a treaty about grain, not about guns,” Magda Velloren, the prime minister, said after the signing."
SECOND = "Dorian Pask, the opposition leader, called the treaty “a surrender with a ribbon on it”."
FILLING = "\n\n".join(f"Paragraph {number} tells of cranes, quays and berths. " * 6 for number in range(20))
TREATY = article_of(
    "treaty",
    "Treaty gives Drosia a harbour for 25 years",
    f"{FIRST}\n\n{FILLING}\n\n{SECOND} Reform Labour, he said, would vote against.",
    url="https://www.meridianpost.example/2031/03/04/harbour-treaty-signed",
)
GRAIN = "This is a treaty about grain, not about guns"
RIBBON = "a surrender with a ribbon on it"

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
TRAPS = (
    f"{SCRIPT} ${{alert(3)}} {{{{7*7}}}} ![x](https://evil.example/p.png) <iframe src=https://evil.example></iframe>"
)
FORMS = (
    "<form action=https://evil.example><button>Go</button></form> [a](javascript:alert(4)) $$\\href{x}{y}$$ `a` **b**"
)


def on_treaty() -> Answer:
    return answer_of(
        f"Magda Velloren said: “{GRAIN}” [1]. Dorian Pask called it “{RIBBON}” [2].",
        said(TREATY, "Magda Velloren", "prime minister", FIRST, GRAIN, label=1),
        said(TREATY, "Dorian Pask", "opposition leader", SECOND, RIBBON, label=2),
    )


def in_parts(answer: Answer) -> Reply:
    return [*(f"{word} " for word in answer.text.split(" ")), answer]


def desk_with(*replies: Reply) -> QueueDesk:
    return QueueDesk({"treaty": TREATY}, deque(replies), pause=0.02)


def test_a_mark_leads_to_the_exact_words(serve: Serve, visit: Open) -> None:
    """The answer streams to its end; a click on a mark, or on a source, shows the article with exactly the
    cited words highlighted and in sight."""
    here = visit(serve(desk_with(in_parts(on_treaty()))))
    here.ask("What was said about the treaty?")
    page = here.page
    assert page.locator("#chat .writing").count() == 0
    assert page.locator("#chat a.cite .bracket").count() == 4

    page.locator("#chat a.cite").nth(1).click()
    page.locator("#article mark").wait_for()
    assert here.marks() == [RIBBON]
    assert page.locator("#article .sentence").all_text_contents() == [SECOND.split(RIBBON)[0], SECOND.split(RIBBON)[1]]
    page.wait_for_function("() => { const box = document.querySelector('#article mark').getBoundingClientRect();"
                           " return box.top > 0 && box.bottom < innerHeight; }")  # fmt: skip
    link = page.locator("#article .byline a")
    assert link.get_attribute("href") == TREATY.source.url
    assert (link.get_attribute("rel"), link.get_attribute("target")) == ("noopener noreferrer", "_blank")
    assert page.locator("#article .byline").inner_text().startswith("Tracey Umber · 4 March 2031")

    page.locator("#chat .sources .source").nth(0).click()
    page.wait_for_function("text => document.querySelector('#article mark').textContent === text", arg=GRAIN)
    assert page.locator("#chat .sources .speaker").all_inner_texts() == ["Magda Velloren", "Dorian Pask"]


def test_marks_of_older_answers_go_on_working(serve: Serve, visit: Open) -> None:
    """A later answer takes nothing from an older one: its mark still opens its article, its sources stay listed."""
    here = visit(serve(desk_with([on_treaty()], [answer_of("The articles do not say.", standing="declined")])))
    here.ask("What was said about the treaty?")
    here.ask("Who won the cup in 1907?")
    here.page.locator("#chat a.cite").first.click()
    here.page.locator("#article mark").wait_for()
    assert here.marks() == [GRAIN]
    assert here.page.locator("#chat .sources .source").count() == 2


def test_the_keyboard_reaches_everything(serve: Serve, visit: Open) -> None:
    """Enter on a focused mark opens the article and moves the focus there; Escape brings it back."""
    here = visit(serve(desk_with([on_treaty()])))
    here.ask("What was said about the treaty?")
    page = here.page
    page.locator("#chat a.cite").first.focus()
    page.keyboard.press("Enter")
    page.locator("#article mark").wait_for()
    page.wait_for_function("() => document.activeElement.matches('#article h2')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('a.cite')")
    assert page.locator("[data-testid=bot]").get_attribute("aria-label") == "Answer"


def test_who_comes_to_ask_can_type_at_once(serve: Serve, visit: Open) -> None:
    """The box has the focus where there is a keyboard; from the top of any view the first stop leads past the tabs.
    A phone, whose keyboard would cover the page, is left alone."""
    home = serve(desk_with())
    page = visit(home).page
    page.wait_for_function("() => document.activeElement.matches('#box textarea')")
    page.goto(f"{home}#check")
    page.reload()
    page.locator("#mount-check h2").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('#mount-check h2')")
    phone = visit(home, viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True).page
    assert phone.evaluate("document.activeElement === document.body")


def test_hostile_words_neither_run_nor_fetch(serve: Serve, visit: Open) -> None:
    """Script, handlers, templates, images, frames, forms and formulas in an article, a question, a name or a
    model's reply are shown as the characters they are. (That nothing ran or was fetched, `visit` checks.)"""
    hostile = article_of("hostile", f"Headline {TRAPS}", f"He said {TRAPS} {FORMS}.\n\nThe end.", outlet=SCRIPT)
    evil = cited(hostile, f"He said {TRAPS} {FORMS}.", TRAPS)
    candidates = (Candidate(f"Eve {SCRIPT}", TRAPS, 1),)
    answer = answer_of(f"{TRAPS} {FORMS} [1] [7]", evil, standing="ambiguous", candidates=candidates)
    desk = QueueDesk({"hostile": hostile}, deque([in_parts(answer)]), pause=0.01)
    here = visit(serve(desk))
    here.ask(f"    {TRAPS} {FORMS}")
    page = here.page
    shown = page.locator("#chat .words").inner_text()
    shown = shown.replace("\u00a0", " ").replace("\n", "")
    assert shown.startswith(f"{TRAPS} {FORMS} [1]") and shown.endswith("[7]")
    assert page.locator("#chat .question").inner_text() == f"{TRAPS} {FORMS}"
    assert page.locator("#chat .option").inner_text() == f"Eve {SCRIPT}, {TRAPS} (1 statement)"
    page.locator("#chat a.cite").click()
    page.locator("#article mark").wait_for()
    assert here.marks() == [TRAPS]
    assert page.locator("#article h2").inner_text() == f"Headline {TRAPS}"
    foreign = "#chat .words, #chat .question, #chat .sources, #article"
    for grown in ("script", "img", "iframe", "form", "button", "style", "strong", "code", ".katex", "a[href^=java]"):
        assert page.locator(foreign).locator(grown).count() == 0, grown
    page.wait_for_timeout(300)  # what was fetched in spite of all would be fetched by now


def test_no_script_but_ours_runs(serve: Serve, visit: Open) -> None:
    """Even HTML that got past the escaping could run nothing: the policy refuses handlers, inline scripts and
    evaluated text, and lets no request leave."""
    here = visit(serve(desk_with()))
    page = here.page
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">"
        "<img src=https://evil.example/pixel.png>')"
    )
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 2'}))")
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    refused = [fault for fault in here.faults if "Content Security Policy" in fault]
    assert len(refused) >= 3
    requests = [fault for fault in here.faults if fault.startswith("request:")]
    assert requests in ([], ["request: https://evil.example/pixel.png"])  # refused, whether or not it was told
    here.faults.clear()


def test_a_candidate_asks_again_about_this_person(serve: Serve, visit: Open) -> None:
    """When more than one person fits, a button asks the same question about the one that is meant."""
    people = (Candidate("Jonas Oru", "foreign minister", 12), Candidate("Lena Oru", "nurse", 2))
    desk = desk_with([answer_of("Which Oru?", standing="ambiguous", candidates=people)], [on_treaty()])
    here = visit(serve(desk))
    here.ask("What did Oru say?")
    here.page.get_by_role("button", name="Lena Oru, nurse (2 statements)").click()
    here.page.locator("#chat a.cite").first.wait_for()
    assert [(message.text, message.filters.speakers) for message in desk.asked] == [
        ("What did Oru say?", ()),
        ("What did Oru say?", ("Lena Oru",)),
    ]
    assert [turn.question for turn in desk.asked[1].turns] == ["What did Oru say?"]


def test_examples_come_from_the_index(serve: Serve, visit: Open) -> None:
    """What can be asked of this index is offered, and asked by a click."""
    desk = desk_with([on_treaty()])
    here = visit(serve(desk))
    here.page.locator("#chat .example").first.wait_for()
    assert here.page.locator("#chat .example").all_inner_texts() == list(EXAMPLES)
    here.page.get_by_role("link", name="whether a quotation is real").click()
    here.page.locator("#mount-check textarea").wait_for()
    here.page.get_by_role("tab", name="Ask").click()
    here.page.get_by_role("button", name=EXAMPLES[1]).click()
    here.page.locator("#chat a.cite").first.wait_for()
    assert desk.asked[0].text == EXAMPLES[1]


def test_filters_narrow_and_are_refused_with_a_reason(serve: Serve, visit: Open) -> None:
    """Filters set by hand reach the desk; a day that is none is refused by name, and nothing is asked."""
    desk = desk_with([on_treaty()])
    here = visit(serve(desk))
    page = here.page
    page.get_by_text("Narrow the search").click()
    page.get_by_label("Speaker").fill("Magda Velloren, Dorian Pask")
    page.get_by_label("Until").focus()
    page.get_by_label("Until").fill("2031-12-31")
    here.ask("What was said about the treaty?")
    (message,) = desk.asked
    assert message.filters.speakers == ("Magda Velloren", "Dorian Pask")
    assert str(message.filters.until) == "2031-12-31"
    page.get_by_label("From").focus()
    page.get_by_label("From").fill("2032-05-04")
    here.ask("And later?")
    assert "swap them" in page.locator("#chat .trouble").inner_text()
    assert len(desk.asked) == 1


def test_a_quotation_in_a_question_is_held_against_the_sources(serve: Serve, visit: Open) -> None:
    """It is told where it stands word for word; one that stands in no source is a click from the view that checks it
    against all articles."""
    here = visit(serve(desk_with([on_treaty()], [on_treaty()])))
    page = here.page
    here.ask(f"Is this quotation real: “{RIBBON}”?")
    page.locator("#chat .quoted.stands a.cite").click()
    page.locator("#article mark").wait_for()
    assert here.marks() == [RIBBON]
    here.ask('Is this quotation real: "a surrender with a bow on it"?')
    page.get_by_role("link", name="Check it against all articles").click()
    page.locator("#verdicts [role=alert]", has_text="no index").wait_for()  # of this desk: it was asked
    assert page.locator("#mount-check textarea").input_value() == "“a surrender with a bow on it”"
    here.faults[:] = [fault for fault in here.faults if "503 (Service Unavailable)" not in fault]


def test_an_answer_can_be_stopped(serve: Serve, visit: Open) -> None:
    """Stop ends an answer that is being written, says that it was not checked, and lets the next one come."""
    desk = desk_with([f"word{number} " for number in range(2000)], [on_treaty()])
    here = visit(serve(desk))
    page = here.page
    page.locator("#box textarea").fill("Go on and on")
    page.keyboard.press("Enter")
    page.locator("#chat .writing", has_text="word3").wait_for()
    page.get_by_role("button", name="Stop").click()
    page.locator("#chat .about", has_text="nothing above has been checked").wait_for()
    here.ask("What was said about the treaty?")
    assert page.locator("#chat a.cite").count() == 2
    assert desk.asked[1].turns == ()


def test_an_update_shows_its_progress_and_its_result(serve: Serve, visit: Open, tmp_path: Path) -> None:
    """The button runs an update in a process of its own: bar, counts, and each failed file with its reason."""
    here = visit(serve(desk_with(), Update(updating(tmp_path))))
    page = here.page
    page.get_by_role("button", name="Update index").click()
    page.locator("#index-update .running", has_text="embedding 1 of 4").locator("progress").wait_for()
    (tmp_path / "go").touch()
    page.locator("#index-update .done").wait_for()
    told = page.locator("#index-update .done").inner_text()
    assert "1 added, 0 changed, 0 removed, 41 unchanged" in told
    assert f"bad.jsonl#7 {SCRIPT}" in told
    page.get_by_role("link", name="Close").click()
    assert page.locator("#index-update").is_hidden()


def test_the_first_start_says_what_is_happening(serve: Serve, visit: Open, tmp_path: Path) -> None:
    """Over an empty store the page is up at once, shows the first index being built, and then answers."""
    desk = QueueDesk({}, deque([[on_treaty()]]))
    address = serve(desk, Update(updating(tmp_path)))
    here = visit(address)
    page = here.page
    page.locator("#index-update progress").wait_for()
    assert page.locator("#box textarea").is_disabled()
    start = page.locator("#chat .placeholder")
    start.get_by_text("The first index is being built").wait_for()
    start.get_by_text("embedding 1 of 4").wait_for()
    assert "Questions to begin with" not in start.inner_text()
    assert page.request.get(f"{address}health").status == 503
    desk.articles["treaty"] = TREATY
    (tmp_path / "go").touch()
    page.locator("#index-update .done").wait_for()
    health = page.request.get(f"{address}health")
    assert (health.status, health.json()["ready"]) == (200, True)
    page.locator("#chat .example").first.wait_for()
    assert "Questions to begin with" in start.inner_text() and "being built" not in start.inner_text()
    here.ask("What was said about the treaty?")
    assert page.locator("#chat a.cite").count() == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(serve: Serve, visit: Open, scheme: str) -> None:
    """Every kind of text has a contrast of at least 4.5 to 1 in light and dark (WCAG AA)."""
    here = visit(serve(desk_with([on_treaty()])), color_scheme=scheme)
    here.ask("What was said about the treaty?")
    here.page.locator("#chat a.cite").first.click()
    here.page.locator("#article mark").wait_for()
    here.page.wait_for_timeout(400)  # colours fade in
    kinds = (
        "h1, .status, .invented, .sent, #update-button, .question, .words p, .verbatim, a.cite, .about, .standing,"
        ".tools a, #box button, #anew, .label-wrap span, .sources .headline, .facts, .facts .speaker, .chip a,"
        ".chip .name, .edit, #kept summary,"
        ".source .number, #article .outlet, #article h2, #article .byline, #article .byline a, #article p,"
        "#article .sentence, mark"
    )
    low = here.page.evaluate(CONTRAST, kinds)
    assert low == []


def test_a_phone_shows_all_of_it(serve: Serve, visit: Open) -> None:
    """On a phone nothing is cut off at the side, no tab's title either; what stands above the answer takes at most a
    fifth of the screen; beside an answer the box stays in sight; a mark leads down to the article, and back."""
    phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
    here = visit(serve(desk_with([on_treaty()])), **phone)
    page = here.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    tabs = page.locator("#views [role=tab]")
    assert all(tabs.nth(at).evaluate("tab => tab.scrollWidth <= tab.clientWidth") for at in range(tabs.count()))
    assert page.locator("#views").evaluate("views => views.getBoundingClientRect().top") <= 844 / 5
    here.ask("What was said about the treaty?")
    page.wait_for_timeout(200)  # the question is at rest, at the top
    box, question = page.locator("#box").bounding_box(), page.locator("#chat .question").bounding_box()
    assert box and question
    assert question["y"] < 40 and 844 - 80 < box["y"] + box["height"] <= 844
    page.locator("#chat a.cite").nth(1).tap()
    page.wait_for_function("() => { const mark = document.querySelector('#article mark');"
                           " const box = mark && mark.getBoundingClientRect();"
                           " return box && box.top > 0 && box.bottom < innerHeight; }")  # fmt: skip
    assert here.marks() == [RIBBON]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("link", name="Back to the answer").tap()
    page.wait_for_function("() => document.activeElement.matches('#chat a.cite')")


def test_a_narrow_row_of_tabs_says_that_it_goes_on(serve: Serve, visit: Open) -> None:
    """On the side where it does; and no mark of a citation is parted over two lines, however narrow they are."""
    here = visit(serve(desk_with([on_treaty()])), viewport={"width": 300, "height": 700})
    page = here.page
    page.locator("#views .more-right:not(.more-left)").wait_for()
    page.locator("#views [role=tab]").last.click()
    page.locator("#views .more-left:not(.more-right)").wait_for()
    page.locator("#views [role=tab]").first.click()
    here.ask("What was said about the treaty?")
    for width in range(200, 300, 9):
        page.set_viewport_size({"width": width, "height": 700})
        parts = page.locator("#chat a.cite").evaluate_all("marks => marks.map((one) => one.getClientRects().length)")
        assert parts == [1, 1]


def test_a_card_and_keys_lead_from_citation_to_citation(serve: Serve, visit: Open) -> None:
    """A focused mark shows the words, who, where and when; Alt with an arrow goes to the next citation and round;
    what else the answer cites of the article is marked more faintly; the way to the web names the words."""
    here = visit(serve(desk_with([on_treaty()])))
    here.ask("What was said about the treaty?")
    page = here.page
    page.locator("#chat a.cite").first.focus()
    card = page.locator("#card")
    assert card.locator(".said").inner_text() == GRAIN
    assert card.locator(".who").inner_text() == "Magda Velloren, prime minister"
    assert card.locator(".where").inner_text() == "The Daily Lantern · 2031-03-04"
    page.keyboard.press("Escape")
    assert card.count() == 0
    for words, other in ((GRAIN, RIBBON), (RIBBON, GRAIN), (GRAIN, RIBBON)):
        page.keyboard.press("Alt+ArrowDown")
        page.wait_for_function("t => document.querySelector('#article mark')?.textContent === t", arg=words)
        assert page.locator("#article .elsewhere").all_inner_texts() == [other]
    link = page.locator("#chat .original")
    assert "#:~:text=This%20is%20a%20treaty" in str(link.get_attribute("href"))
    assert "&text=a%20surrender" in str(link.get_attribute("href"))
    assert (link.get_attribute("rel"), link.get_attribute("target")) == ("noopener noreferrer", "_blank")


def test_conversations_outlive_a_reload(serve: Serve, visit: Open) -> None:
    """A reload shows the conversation again, its citations working and its turns known; a new one leaves the old
    in the list, from which it can be opened and forgotten."""
    desk = desk_with([on_treaty()], [on_treaty()])
    here = visit(serve(desk))
    here.ask("What was said about the treaty?")
    page = here.page
    page.reload()
    page.locator("#chat a.cite").nth(1).click()
    # Gradio, of its stream of results, where the page that is left still had one open.
    here.faults[:] = [fault for fault in here.faults if "Connection errored out" not in fault]
    page.locator("#article mark").wait_for()
    assert here.marks() == [RIBBON]
    here.ask("And later?")
    assert [turn.question for turn in desk.asked[1].turns] == ["What was said about the treaty?"]
    page.get_by_role("button", name="New conversation").click()
    page.locator("#chat .placeholder").wait_for()
    page.get_by_text("Conversations", exact=True).click()
    page.get_by_role("button", name="Open the conversation").click()
    page.locator("#chat .answer").nth(1).wait_for()
    page.get_by_text("Conversations", exact=True).click()
    page.get_by_role("button", name="Forget the conversation").click()
    page.locator("#chat .placeholder").wait_for()


def test_the_article_closes_with_its_conversation(serve: Serve, visit: Open) -> None:
    """A new conversation does not stand beside an article of the old one; nor does another that is opened, nor an
    answer beside the article of the one before: one that it cites takes the place, and the box keeps the focus."""
    none = answer_of("The articles do not say.", standing="declined")
    here = visit(serve(desk_with([on_treaty()], [on_treaty()], [none])))
    here.ask("What was said about the treaty?")
    page = here.page
    hint = page.locator("#article .hint")
    page.locator("#chat a.cite").nth(1).click()
    page.locator("#article mark").wait_for()
    assert here.marks() == [RIBBON]
    here.ask("And what else?")
    page.wait_for_function("text => document.querySelector('#article mark')?.textContent === text", arg=GRAIN)
    assert page.evaluate("document.activeElement.matches('#box textarea')")
    here.ask("Who won the cup in 1907?")
    hint.wait_for()
    page.locator("#chat a.cite").nth(1).click()
    page.locator("#article mark").wait_for()
    page.get_by_role("button", name="New conversation").click()
    hint.wait_for()
    assert page.locator("#walk button").count() == 0
    page.get_by_text("Conversations", exact=True).click()
    page.get_by_role("button", name="Open the conversation").click()
    page.locator("#chat a.cite").nth(1).click()
    page.locator("#article mark").wait_for()
    page.get_by_text("Conversations", exact=True).click()
    page.get_by_role("button", name="Forget the conversation").click()
    hint.wait_for()


def test_what_was_left_out_is_a_click_away(serve: Serve, visit: Open) -> None:
    """The last line of an answer that shows some of its statements asks for all of them, in its place."""
    some = replace(on_treaty(), text=f"{on_treaty().text}\n\nand 7 more")
    desk = desk_with([some], [on_treaty()])
    here = visit(serve(desk))
    here.ask("What was said about the treaty?")
    here.page.get_by_role("link", name="and 7 more: show all").click()
    here.page.locator("#chat a.all").wait_for(state="detached")
    here.page.locator("#chat .answer .tools").wait_for()
    assert [one.all for one in desk.asked] == [False, True]
    assert here.page.locator("#chat .question").count() == 1


def test_an_earlier_question_is_asked_anew(serve: Serve, visit: Open) -> None:
    """Again, with a chip removed or changed, and edited: each replaces the exchange and what follows it."""
    desk = desk_with(*([on_treaty()] for _ in range(5)))
    here = visit(serve(desk))
    here.ask("What was said about the treaty?")
    page = here.page

    def settled(count: int) -> None:
        page.wait_for_function("() => document.querySelectorAll('#chat .exchange').length === 1")
        while len(desk.asked) < count:
            page.wait_for_timeout(50)
        page.locator("#chat .answer .tools").wait_for()
        page.get_by_role("button", name="Ask", exact=True).wait_for()

    page.get_by_role("link", name="Ask again", exact=True).click()
    settled(2)
    page.locator("#chat a.remove").click()
    settled(3)
    page.locator("#chat .chip .change").click()
    page.locator("#chat .change-form").get_by_label("Topic").fill("the quays")
    page.keyboard.press("Enter")
    settled(4)
    page.get_by_role("link", name="Edit").click()
    page.locator("#box textarea").fill("What did Pask say?")
    page.keyboard.press("Enter")
    settled(5)
    assert [one.text for one in desk.asked] == ["What was said about the treaty?"] * 4 + ["What did Pask say?"]
    assert [one.amendments.topic for one in desk.asked] == [None, None, "", "the quays", None]
    assert all(one.turns == () for one in desk.asked)


def test_an_answer_is_taken_away(serve: Serve, visit: Open) -> None:
    """It is copied with its footnotes, plain and as Markdown; every form downloads, called after the
    question, with the exact words in it; the page of its own has no script and nothing to fetch."""
    here = visit(serve(desk_with([on_treaty()])), permissions=["clipboard-read", "clipboard-write"])
    here.ask("What was said about the treaty?")
    page = here.page
    for name, footnote in (("Copy", "[1] Magda Velloren"), ("Copy as Markdown", "[^1]: Magda Velloren")):
        page.locator("#chat .tools").get_by_role("link", name=name, exact=True).click()
        page.get_by_role("link", name="Copied").wait_for()
        text = page.evaluate("navigator.clipboard.readText()")
        assert GRAIN in text and footnote in text
        page.get_by_role("link", name=name, exact=True).wait_for()
    for form in ("md", "txt", "csv", "json", "html"):
        with page.expect_download() as waiting:
            page.locator(f'#chat a[href="#download?{form}"]').click()
        name = waiting.value.suggested_filename
        assert re.fullmatch(rf"what-was-said-about-the-treaty-\d{{4}}-\d\d-\d\d\.{form}", name)
        text = Path(waiting.value.path()).read_text(encoding="utf-8")
        assert GRAIN in text and "Magda Velloren" in text, form
        assert "<script" not in text


def updating(folder: Path) -> tuple[str, ...]:
    """A command that speaks as `python -m index --json --progress lines` does, and ends when `folder` holds "go"."""
    progress = json.dumps({"stage": "embedding", "done": 1, "total": 4})
    failed = [{"path": "bad.jsonl#7", "reason": SCRIPT}]
    counts = {"added": 1, "changed": 0, "removed": 0, "unchanged": 41}
    held = {"articles": 42, "passages": 180, "statements": 210, "seconds": 2.3}
    report = json.dumps({**counts, "failed": failed, **held})
    script = folder / "updating.py"
    waiting = f"while not pathlib.Path({str(folder / 'go')!r}).exists(): time.sleep(0.02)"
    lines = ["import pathlib, sys, time", f"print({progress!r}, file=sys.stderr, flush=True)", waiting]
    script.write_text("\n".join([*lines, f"print({report!r})", "sys.exit(1)"]), encoding="utf-8")
    return (sys.executable, str(script))


CONTRAST = """
(kinds) => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const [r, g, b, a = 1] = numbers(getComputedStyle(at).backgroundColor);
      if (a > 0.99) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const low = [];
  for (const element of document.querySelectorAll(kinds)) {
    if (!element.getClientRects().length) continue;
    const [a, b] = [light(numbers(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) low.push(`${element.className || element.tagName} ${ratio.toFixed(2)}`);
  }
  return low;
}
"""


def test_the_steps_are_told_while_an_answer_is_made(home: str, visit: Open) -> None:
    """What was understood, how much was searched and what was found stand there, one after the other, in plain words:
    those of a real answer over a real index."""
    here = visit(home)
    here.page.evaluate(WATCH_STEPS)
    here.ask("What did Odile Farrant say about the reservoir?")
    told = "\n".join(here.page.evaluate("window.steps"))
    assert re.search(r"Understood as Odile Farrant, “[^”]*reservoir”", told), told
    assert re.search(r"searched \d articles", told) and re.search(r"found \d+ statements?", told), told


WATCH_STEPS = """
() => {
  window.steps = [];
  new MutationObserver(() => {
    for (const steps of document.querySelectorAll("#chat .steps")) window.steps.push(steps.textContent);
  }).observe(document.querySelector("#chat"), { childList: true, subtree: true, characterData: true });
}
"""
