"""How soon the page is there and how soon an answer begins, beside a bare Gradio echo chat on the same machine.

The first run indexes all of digital.gov with its statements, about ten minutes on two cores; later ones find it in
build/bench, and take one.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from index.settings import read_settings
from index.wiring import UpdateOptions, update
from tests.benchmarks.places import ROOT, WORK, Record, bodies, digitalgov

ARTICLES = 1_781  # all of digital.gov
ROUNDS = 7
QUESTION = "What helps people who use a screen reader?"
ECHO = """
import gradio as gr, sys
def echo(message, history):
    yield message
gr.ChatInterface(echo, analytics_enabled=False).launch(server_port=int(sys.argv[1]), quiet=True)
"""
OURS = ("#box textarea", "#chat .answer .words")  # where one types, and what shows the first word
BARE = ("textarea", '[data-testid="bot"]')

Times = tuple[float, float, float]  # seconds: first paint, the field, the first word


def measure(quick: bool) -> Record:
    """Medians of rounds that take turns: seconds to the first paint (Gradio's own, of its loading sign), to the field
    one types in, and from Enter to the first visible word."""
    store = WORK / ("paging_quick" if quick else "paging")
    articles = bodies(digitalgov(60 if quick else ARTICLES), store / "articles.jsonl")
    update(store / "index", read_settings({}), [articles], UpdateOptions(False, True), lambda *_: None)
    servers = [
        subprocess.Popen([sys.executable, str(ROOT / "app.py"), "--port", "7971", "--store", str(store / "index")]),
        subprocess.Popen([sys.executable, "-c", ECHO, "7972"], env=os.environ | {"GRADIO_ANALYTICS_ENABLED": "False"}),
    ]
    try:
        ours, bare = _rounds(3 if quick else ROUNDS)
    finally:
        for server in servers:
            server.terminate()
            server.wait(20)
    paints, fields, words = (
        [statistics.median(one[part] for one in side) for side in (ours, bare)] for part in range(3)
    )
    return {
        "articles": 60 if quick else ARTICLES,
        "first_paint_s": [round(seconds, 3) for seconds in paints],
        "field_s": [round(seconds, 3) for seconds in fields],
        "first_word_s": [round(seconds, 3) for seconds in words],
        "paint / bare": round(paints[0] / paints[1], 2),
        "field / bare": round(fields[0] / fields[1], 2),
        "word - bare": round(words[0] - words[1], 3),
    }


def _rounds(number: int) -> tuple[list[Times], list[Times]]:
    """Those of ours and of the bare chat; the first round of each warms up and is left out."""
    ours, bare = [], []
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium") or str(Path("/usr/bin/chromium"))
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(number + 1):
            ours.append(_once(browser, "http://127.0.0.1:7971/", *OURS))
            bare.append(_once(browser, "http://127.0.0.1:7972/", *BARE))
        browser.close()
    return ours[1:], bare[1:]


def _once(browser: Browser, address: str, box: str, word: str) -> Times:
    page = browser.new_context().new_page()
    page.add_init_script(f"const FIELD = {json.dumps(box)};\n{WATCH_FIELD}")
    page.set_default_timeout(120_000)
    for _ in range(240):  # until its server answers
        try:
            page.goto(address)
            break
        except Exception:
            page.wait_for_timeout(500)
    page.locator(f"{box}:enabled").wait_for()
    page.wait_for_timeout(1_000)
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    field = page.evaluate("window.fielded")
    page.evaluate(WATCH, word)
    page.locator(box).fill(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.worded")
    seconds = page.evaluate("(window.worded - window.entered) / 1000")
    page.context.close()
    return float(paint) / 1000, float(field) / 1000, float(seconds)


WATCH_FIELD = """
(() => {
  const look = () => {
    const field = document.querySelector(FIELD);
    if (field && field.getClientRects().length) window.fielded = performance.now();
    else requestAnimationFrame(look);
  };
  look();
})();
"""
WATCH = """
(word) => {
  addEventListener("keydown", (event) => { if (event.key === "Enter") window.entered = performance.now(); }, true);
  const look = () => {
    const found = document.querySelector(word);
    if (found && found.innerText.trim()) window.worded = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}
"""
