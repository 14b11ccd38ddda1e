"""Twenty readers at once over loopback, each with a log-in and a conversation, while articles come and go.

Each reader is a gradio_client with a token, asks without pause and sends the turns before along, in which stands a
word that only this reader knows. The server and the builder are processes of their own (tests/benchmarks/newsroom.py).
"""

import json
import re
import secrets
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from shutil import copytree, rmtree

from gradio_client import Client

from tests.benchmarks.circumstances import memory
from tests.benchmarks.newsroom import PORT, building, indexed, serving, token_of
from tests.benchmarks.places import ROOT, WORK, Record
from tests.evals.answering import QUESTIONS, read_questions

READERS = 20
MINUTES = 15.0
ALONE = 60.0  # seconds that one reader asks alone, before
WARMING = 5.0  # minutes after which memory must be level
TURNS = 3  # a conversation's turns, before the next one begins


@dataclass(slots=True)
class Told:
    """What a reader was told: (seconds since the start, seconds an answer took); errors; what was not for them."""

    answers: list[tuple[float, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def measure(quick: bool) -> Record:
    """How the answers took, alone and together, and what the server held."""
    seconds, alone_for = (60.0, 10.0) if quick else (MINUTES * 60, ALONE)
    work = WORK / "readers"
    rmtree(work, ignore_errors=True)
    copytree(ROOT / "corpus" / "articles", work / "articles")
    indexed(work)
    names = [f"reader{n}" for n in range(READERS)]
    tokens = [token_of(work, name) for name in names]
    marks = [secrets.token_hex(8) for _ in names]
    with serving(work) as process, building(work) as changes:
        alone = _asked(tokens[:1], marks, alone_for, 0)
        held: list[tuple[float, int]] = []
        watching = threading.Thread(target=_watch, args=(process, seconds, held), daemon=True)
        watching.start()
        together = _asked(tokens, marks, seconds, 1)
        watching.join()
    return _figures(alone, together, held, seconds, len(changes))


def _figures(
    alone: Sequence[Told], together: Sequence[Told], held: list[tuple[float, int]], seconds: float, changes: int
) -> Record:
    single = sorted(took for told in alone for _, took in told.answers)
    answers = sorted(answer for told in together for answer in told.answers)
    took = sorted(one for _, one in answers)
    level = [mb for at, mb in held if at >= min(WARMING * 60, seconds / 3)]
    tenth = max(1, len(level) // 10)
    first, last = statistics.mean(level[:tenth]), statistics.mean(level[-tenth:])
    errors = [error for told in together for error in told.errors]
    return {
        "readers": READERS,
        "minutes": round(seconds / 60, 1),
        "answers": len(took),
        "errors": len(errors),
        "kinds of errors": sorted({error[:120] for error in errors}),
        "words of others": sum(len(told.foreign) for told in together),
        "changes of the articles": changes,
        "alone_s": [_at(single, 0.5), _at(single, 0.95)],
        "together_s": [_at(took, 0.5), _at(took, 0.95)],
        "p95 / p95 alone": round(_at(took, 0.95) / _at(single, 0.95), 1),
        "memory_mb": [round(first), round(last)],
        "memory grown": round(last / first - 1, 3),
        "by minute": _by_minute(answers, held),
    }


def _by_minute(answers: Sequence[tuple[float, float]], held: Sequence[tuple[float, int]]) -> list[Record]:
    minutes: list[Record] = []
    for minute in range(int(answers[-1][0] // 60) + 1):
        took = sorted(one for at, one in answers if at // 60 == minute)
        mb = [one for at, one in held if at // 60 == minute]
        if took and mb:
            minutes.append({"p50_s": _at(took, 0.5), "p95_s": _at(took, 0.95), "mb": max(mb), "answers": len(took)})
    return minutes


def _at(ordered: Sequence[float], share: float) -> float:
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 3)


# ---------------------------------------------------------------------- readers


def _asked(tokens: Sequence[str], marks: Sequence[str], seconds: float, offset: int) -> list[Told]:
    """What each was told who asks for so long, all at once."""
    told = [Told() for _ in tokens]
    started = time.monotonic()
    threads = [
        threading.Thread(target=_read, args=(token, place, marks, started, seconds, told[place], offset), daemon=True)
        for place, token in enumerate(tokens)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def _read(
    token: str, place: int, marks: Sequence[str], started: float, seconds: float, told: Told, offset: int
) -> None:
    """One reader: conversations of some turns, each sent with those before and the reader's own word."""
    client = Client(
        f"http://127.0.0.1:{PORT}/", headers={"Authorization": f"Bearer {token}"}, verbose=False, download_files=False,
        analytics_enabled=False,
    )  # fmt: skip
    others = re.compile("|".join(mark for n, mark in enumerate(marks) if n != place))
    questions = [one["question"] for one in read_questions(QUESTIONS)]
    turns: list[dict[str, str]] = []
    at = (place + offset) * 7
    while time.monotonic() - started < seconds:
        question, begun = questions[at % len(questions)], time.monotonic()
        at += 1
        try:
            answer = client.predict(question, turns=turns, api_name="/ask")
        except Exception as error:  # whatever goes wrong for a reader is what is counted
            told.errors.append(f"{type(error).__name__}: {error}")
            continue
        told.answers.append((begun - started, time.monotonic() - begun))
        if answer["question"] != question or answer["standing"] is None or others.search(json.dumps(answer)):
            told.foreign.append(question)
        turns = [*turns, {"question": question, "answer": f"{answer['answer']} ({marks[place]})"}][-TURNS + 1 :]
        turns = [] if at % TURNS == 0 else turns


def _watch(process: int, seconds: float, held: list[tuple[float, int]]) -> None:
    started = time.monotonic()
    while (at := time.monotonic() - started) < seconds:
        held.append((at, memory(process)))
        time.sleep(5)
