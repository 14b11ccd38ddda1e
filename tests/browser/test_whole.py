"""The whole path in a real browser: ``python app.py``, a first index, a question, cited words, an update."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.browser.conftest import Open, Visit

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "corpus" / "articles"
SOME = (
    "2031-03-04-harbour-treaty-signed.md",
    "2032-07-05-salt-crown-recovered.md",
    "2031-03-18-aster-fever-greyfell.md",
)
LATER = """---
headline: Lighthouse keeper retires at Cape Orran
outlet: The Meridian Post
published: 2033-01-04
---

Lighthouse keeper retires at Cape Orran

Ottilie Brandvik has retired after 41 years as keeper of the lighthouse at Cape Orran.

"I shall miss the fog horn and nothing else," Ottilie Brandvik said.
"""

Start = Callable[[Path], str]


@pytest.fixture
def start() -> Iterator[Start]:
    """Runs ``python app.py`` in a folder; returns its address. It must end cleanly when it is told to."""
    running: list[subprocess.Popen[str]] = []

    def run(folder: Path) -> str:
        command = [sys.executable, str(ROOT / "app.py"), "--port", "0"]
        quiet = {name: value for name, value in os.environ.items() if not name.startswith(("ASSISTANT_", "OPENAI_"))}
        process = subprocess.Popen(command, cwd=folder, env=quiet, stderr=subprocess.PIPE, text=True)
        running.append(process)
        assert process.stderr is not None
        said: list[str] = []
        for line in process.stderr:
            said.append(line)
            if address := re.search(r"http://\S+", line):
                return f"{address[0]}/"
        pytest.fail(f"app.py ended without an address: {''.join(said)}")

    yield run
    for process in running:
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=20)
        assert (process.returncode, "Traceback" in said) == (0, False), said


def answerable(visit: Visit) -> None:
    """Wait for the end of the first index."""
    visit.page.locator("#box textarea:enabled").wait_for(timeout=180_000)


def test_from_a_folder_of_articles_to_cited_words_and_through_an_update(
    start: Start, visit: Open, tmp_path: Path
) -> None:
    """The first start indexes corpus/articles in sight of the reader; an answer leads to the exact words; an
    article added later answers the next question, with no restart."""
    folder = tmp_path / "corpus" / "articles"
    folder.mkdir(parents=True)
    for name in SOME:
        shutil.copy(ARTICLES / name, folder)
    here = visit(start(tmp_path))
    page = here.page
    page.locator("#index-update .running").wait_for()
    answerable(here)
    assert "3 articles" in page.locator("#index-status").inner_text()
    assert "invented" in page.locator("#index-status").inner_text()

    here.ask("Where was the Salt Crown found?")
    page.locator("#chat a.cite").first.click()
    page.locator("#article mark").first.wait_for()
    body = (folder / SOME[1]).read_text(encoding="utf-8")
    assert here.marks()
    assert all(words in body for words in here.marks())
    assert page.locator("#article h2").inner_text() in body

    here.ask("Who retired at Cape Orran?")
    assert "41 years" not in page.locator("#chat .answer").last.inner_text()
    (folder / "2033-01-04-lighthouse.md").write_text(LATER, encoding="utf-8")
    page.get_by_role("button", name="Update index").click()
    page.locator("#index-update .done", has_text="1 added").wait_for(timeout=180_000)
    here.ask("Who retired after 41 years at Cape Orran?")
    assert "Ottilie Brandvik" in page.locator("#chat .answer").last.inner_text()


WIDE: dict[str, Any] = {"viewport": {"width": 1360, "height": 800}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}
ANSWERS = {
    "chat": WIDE | {"color_scheme": "light"},
    "chat-dark": WIDE | {"color_scheme": "dark"},
    "phone": PHONE | {"color_scheme": "light"},
    "phone-dark": PHONE | {"color_scheme": "dark"},
}
VIEWS = {
    "timeline": (
        WIDE | {"color_scheme": "light"},
        "#timeline?speaker=Dorian+Pask&speaker2=Magda+Velloren&about=treaty",
    ),
    "check": (WIDE | {"color_scheme": "dark"}, "#check"),
    "person": (PHONE | {"color_scheme": "light"}, "#speakers?name=Kaspar+Wynn"),
}
DRAFT = """“This is a treaty about grain, not about guns”, Magda Velloren said.
Dorian Pask called it “a surrender with a bow on it”.
The lease runs for 25 years."""


@pytest.mark.skipif("SCREENSHOTS" not in os.environ, reason="pictures the page only where SCREENSHOTS names a folder")
def test_pictures_of_the_page(start: Start, visit: Open, tmp_path: Path) -> None:
    """The pictures in the README: the built-in corpus, the first example, one of its sources; a plot, a checked draft
    and a person's page."""
    shutil.copytree(ARTICLES, tmp_path / "corpus" / "articles")
    address = start(tmp_path)
    answerable(visit(address))
    for name, look in ANSWERS.items():
        _picture_answer(visit(address, **look), name)
    for name, (look, place) in VIEWS.items():
        here = visit(f"{address}{place}", **look)
        here.settled(place[1:].partition("?")[0])
        if name == "timeline":
            here.page.locator(".plot .point").nth(2).click()
            here.page.locator(".goal .exact").wait_for()
        if name == "check":
            here.page.get_by_label("The text to check").fill(DRAFT)
            here.page.get_by_role("button", name="Check", exact=True).click()
            here.page.locator(".claim").nth(1).click(timeout=90_000)
        _keep_picture(here, name)


def _picture_answer(here: Visit, name: str) -> None:
    page = here.page
    answerable(here)
    page.locator("#chat .example").first.click()
    page.locator("#chat .answer .tools").wait_for()
    if name != "phone":  # which shows the answer; the others an article beside it or over it
        page.locator("#chat .words a.cite").nth(2).click()
        page.locator("#article mark").first.wait_for()
    if name == "chat-dark":
        page.locator("#chat .words a.cite").nth(1).hover()
        page.locator("#card .said").wait_for()
    _keep_picture(here, name)


def _keep_picture(here: Visit, name: str) -> None:
    here.page.wait_for_timeout(1000)  # the scroll to the words comes to rest
    picture = Image.open(BytesIO(here.page.screenshot()))
    picture.quantize(64).save(ROOT / os.environ["SCREENSHOTS"] / f"{name}.png", optimize=True)
