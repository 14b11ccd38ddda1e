"""One process builds without pause, another asks without pause: each answer is of one edition of the articles."""

import gc
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.question import Message
from assistant.serving.settling import settled
from assistant.settings import read_settings
from assistant.wiring import build_assistant
from index.errors import ModelError
from index.filters import EVERYTHING
from index.minilm.finding import find_weights
from index.settings import read_settings as read_index_settings

ROOT = Path(__file__).parents[2]
STORIES = {  # who speaks -> what about, what they say, and what else the article tells
    "Anna Berg": ("the ferry", "The ferry will sail to Marn {0} times a year", "Rough seas kept it in port on Monday."),
    "Otto Quill": ("the bakery", "Our bakery sold {0} loaves of rye", "The oven dates from the last century."),
    "Ines Morrow": ("the orchestra", "The orchestra has lost {0} violins", "A concert hall burned down in spring."),
    "Yusuf Dahl": ("the bees", "The bees made {0} jars of honey", "Lime trees flower early on the old roof."),
    "Petra Sund": ("the tunnel", "The tunnel needs {0} new lamps", "It runs below the river for a mile."),
    "Lucan Abara": ("the library", "The library lent {0} novels", "Readers queue before its doors in winter."),
    "Nils Oake": ("the glacier", "The glacier shrank by {0} metres", "It lies above the old road to the pass."),
}
NEVER = "The lighthouse has no keeper."

WAIT = 2.0  # seconds, of a machine that does other things too: who waited for a lock would wait longer

Building = Callable[[Path], AbstractContextManager[Callable[[int], None]]]
Edition = dict[str, int]  # the speakers whose articles are there, and the number that each of them gives


def edition(number: int) -> Edition:
    """From one to the next an article comes, one goes, and of the others half change."""
    there = [name for place, name in enumerate(STORIES) if (place + number) % len(STORIES) > 1]
    return {name: 100 + 2 * ((number + place) // 2) + place % 2 for place, name in enumerate(there)}


def texts(told: Edition) -> dict[str, str]:
    return {
        name: f'"{STORIES[name][1].format(count)}," {name} said. {STORIES[name][2]}' for name, count in told.items()
    }


def write(folder: Path, told: Edition) -> None:
    """In one step: whoever looks finds all of the edition before or all of this one."""
    lines = [json.dumps({"id": name, "text": text}) for name, text in {**texts(told), "": NEVER}.items()]
    (folder / ".new").write_text("\n".join(lines))
    os.replace(folder / ".new", folder / "all.jsonl")


def write_files(folder: Path, told: Edition) -> None:
    """An article a file, while nobody reads them."""
    (folder / "never.txt").write_text(NEVER)
    for name in STORIES:
        file = folder / f"{name}.txt"
        text = texts(told).get(name)
        if text is None:
            file.unlink(missing_ok=True)
        elif not file.exists() or file.read_text() != text:
            file.write_text(text)


@dataclass(slots=True)
class Editions:
    """How far the building process has come. Numbers of editions: the last that readers must see, and the last
    that they may see."""

    settled: int = 0
    begun: int = 0
    over: threading.Event = field(default_factory=threading.Event)
    failed: BaseException | None = None

    @contextmanager
    def told_in(self, publish: Callable[[int], None]) -> Iterator[None]:
        """Publishes one edition after the other while the block runs."""

        def work() -> None:
            try:
                while not self.over.is_set():
                    self.begun = self.settled + 1
                    publish(self.begun)
                    self.settled = self.begun
            except BaseException as error:
                self.failed = error

        thread = threading.Thread(target=work)
        thread.start()
        try:
            yield
        finally:
            self.over.set()
            thread.join()
        if self.failed is not None:
            raise self.failed


@dataclass(slots=True)
class Reader:
    """Asks, and holds every answer against the editions that it may be of."""

    assistant: Assistant
    editions: Editions
    seen: int = 0
    waits: list[float] = field(default_factory=list)
    asked: int = 0

    def edition_of(self, ask: Callable[[], Edition]) -> int:
        """The edition that an answer is of, one of those that it may be of: a reader never goes back."""
        first, started = max(self.seen, self.editions.settled), time.perf_counter()
        found = ask()
        self.waits.append(time.perf_counter() - started)
        may_be = {number: edition(number) for number in range(first, self.editions.begun + 1)}
        is_of = [number for number, told in may_be.items() if told == found]
        assert is_of, (found, may_be)
        return min(is_of)

    def everything(self) -> None:
        """All passages, then all statements: each the whole of one edition."""
        self.seen = self.edition_of(self._passages)
        self.seen = self.edition_of(self._statements)

    def _passages(self) -> Edition:
        hits = self.assistant.searcher.search("What was said of the ferry and the bees?", 50)
        found = [told for hit in hits if NEVER not in hit.item.text for told in self._told(hit.item.text)]
        assert len({name for name, _ in found}) == len(found) == len(hits) - 1, found
        return dict(found)

    def _statements(self) -> Edition:
        statements = self.assistant.searcher.statements()
        found = [told for one in statements for told in self._told(one.text)]
        assert len({name for name, _ in found}) == len(found) == len(statements), found
        assert [one.speakers[0].name for one in statements] == [name for name, _ in found]
        return dict(found)

    def _told(self, text: str) -> list[tuple[str, int]]:
        return [(name, int(found[1])) for name, (_, words, _) in STORIES.items()
                if (found := re.search(words.format(r"(\d+)"), text))]  # fmt: skip

    def question(self) -> None:
        """One person's words: theirs as they were or as they are, once, or that there are none."""
        name = [*STORIES][self.asked % len(STORIES)]
        self.asked += 1
        first, started = max(self.seen, self.editions.settled), time.perf_counter()
        answer = self.assistant.invoke(Message(f"What did {name} say about {STORIES[name][0]}?", (), EVERYTHING))
        self.waits.append(time.perf_counter() - started)
        allowed = {edition(number).get(name) for number in range(first, self.editions.begun + 1)}
        quoted = [told for one in answer.citations for told in self._told(one.item.text)]
        assert len(quoted) <= 1, (name, answer)
        assert (quoted[0] if quoted else (name, None)) in {(name, count) for count in allowed}, (allowed, answer)
        for _, count in quoted:
            assert f"“{STORIES[name][1].format(count)}”" in answer.text, answer.text


def command(folder: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "index", "--store", str(folder / "store"), "--json", *more, str(folder / "articles")]


@contextmanager
def watching(folder: Path) -> Iterator[Callable[[int], None]]:
    """One process that keeps the index in line with the folder; what brings an edition into it."""
    with subprocess.Popen(command(folder, "--watch"), cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        lines = iter(child.stdout)

        def publish(number: int) -> None:
            write(folder / "articles", edition(number))
            _report(lines)

        try:
            _report(lines)  # of the first look
            yield publish
        finally:
            child.terminate()


def _report(lines: Iterator[str]) -> None:
    """Waits for the end of an update, of which JSON tells."""
    told = next(lines, "")
    assert told and not json.loads(told)["failed"], told or "the building process has ended"


@contextmanager
def starting(folder: Path) -> Iterator[Callable[[int], None]]:
    """A process for each edition, every fifth of which makes all anew."""

    def publish(number: int) -> None:
        write_files(folder / "articles", edition(number))
        more = ["--full"] if number % 5 == 4 else []
        run = subprocess.run(command(folder, *more), cwd=ROOT, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr

    publish(0)
    yield publish


def asked_meanwhile(folder: Path, building: Building, put: Callable[[Path, Edition], None], seconds: float) -> Reader:
    """Who asked for so many seconds while editions were published."""
    try:
        find_weights("")
    except ModelError as error:
        pytest.skip(str(error))
    (folder / "articles").mkdir()
    put(folder / "articles", edition(0))
    # Once before: to one that watches, a file that has just come may still be growing, and its first update be empty.
    subprocess.run(command(folder), cwd=ROOT, capture_output=True, check=True)
    with building(folder) as publish:
        open_as_served = settled(lambda: build_assistant(folder / "store", read_settings({}), read_index_settings({})))
        assistant = open_as_served()
        reader = Reader(assistant, Editions())
        reader.everything()
        reader.question()  # what is loaded with the first question is not of the building
        reader.waits.clear()
        with reader.editions.told_in(publish):
            until = time.monotonic() + seconds
            while time.monotonic() < until and reader.editions.failed is None:
                reader.everything()
                reader.question()
    assistant.searcher.close()
    gc.unfreeze()  # for the tests that follow
    return reader


def told(reader: Reader) -> str:
    waits = sorted(reader.waits)
    share = {part: round(waits[int(part * (len(waits) - 1))], 3) for part in (0.5, 0.95, 0.99, 1.0)}
    return f"{reader.editions.settled} editions, {len(waits)} questions, seconds {share}"


def test_an_answer_is_of_one_edition_while_another_process_builds(tmp_path: Path) -> None:
    """Nothing wrong, missing or double, and nobody waits for the builder."""
    reader = asked_meanwhile(tmp_path, watching, write, 5.0)
    print(told(reader))
    assert reader.editions.settled >= 1 and max(reader.waits) < WAIT


@pytest.mark.slow
@pytest.mark.parametrize(("building", "put"), [(watching, write), (starting, write_files)])
def test_the_same_at_length(tmp_path: Path, building: Building, put: Callable[[Path, Edition], None]) -> None:
    """One process that goes on, and one process after another, some of which make all anew."""
    reader = asked_meanwhile(tmp_path, building, put, 120.0)
    print(told(reader))
    assert reader.editions.settled >= 5 and max(reader.waits) < WAIT
