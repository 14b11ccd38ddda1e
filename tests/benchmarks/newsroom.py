"""A newsroom at work: `python app.py` with log-ins over a copy of `corpus/`, and `python -m index --watch` beside it,
while articles come and go."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.benchmarks.places import ROOT, digitalgov

PORT = 7973
EVERY = 3.0  # seconds between changes of the articles


def indexed(work: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "index", "--store", str(work / "store"), str(work / "articles")],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip


def token_of(work: Path, name: str) -> str:
    command = [sys.executable, "app.py", "add-user", str(work / "users.json"), name, "--token"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


@contextmanager
def serving(work: Path) -> Iterator[int]:
    """The number of its process, once it answers."""
    command = [
        sys.executable, "app.py", "--port", str(PORT), "--store", str(work / "store"),
        "--auth", str(work / "users.json"),
    ]  # fmt: skip
    with (work / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    try:
        for _ in range(240):
            try:
                with urlopen(f"http://127.0.0.1:{PORT}/health", timeout=5):
                    break
            except (URLError, OSError):
                time.sleep(0.5)
        yield server.pid
    finally:
        server.terminate()
        server.wait(60)


@contextmanager
def building(work: Path) -> Iterator[list[str]]:
    """`python -m index --watch` over articles that come and go; the names of those that did."""
    command = [sys.executable, "-m", "index", "--watch", "--store", str(work / "store"), str(work / "articles")]
    changes: list[str] = []
    done = threading.Event()

    def change() -> None:
        articles = digitalgov(40)
        while not done.wait(EVERY):
            article = articles[len(changes) % len(articles)]
            file = work / "articles" / f"{article['id']}.txt"
            if file.exists():
                file.unlink()
            else:
                file.write_text(article["text"], encoding="utf-8")
            changes.append(file.name)

    with (work / "builder.log").open("w") as log:
        builder = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    changing = threading.Thread(target=change, daemon=True)
    changing.start()
    try:
        yield changes
    finally:
        done.set()
        changing.join()
        builder.terminate()
        builder.wait(60)
