"""How many answers of the embedded default a second, asked by one, four and sixteen threads."""

import time
from concurrent.futures import ThreadPoolExecutor

from assistant.answering import Assistant
from assistant.question import Message
from assistant.settings import read_settings
from assistant.wiring import build_assistant
from index.filters import EVERYTHING
from index.settings import read_settings as read_index_settings
from index.wiring import UpdateOptions, update
from tests.benchmarks.places import ROOT, WORK, Record
from tests.evals.answering import QUESTIONS, read_questions

THREADS = (1, 4, 16)
SECONDS = 10.0


def measure(quick: bool) -> Record:
    """Over the project's own corpus, with its own questions, each thread asking one after the other."""
    store = WORK / "serving"
    update(store, read_index_settings({}), [ROOT / "corpus" / "articles"], UpdateOptions(False, True), lambda *_: None)
    assistant = build_assistant(store, read_settings({}), read_index_settings({}))
    questions = [question["question"] for question in read_questions(QUESTIONS)]
    for question in questions:
        _ask(assistant, question)  # once, so that nothing is read or compiled for the first time
    seconds = 2.0 if quick else SECONDS
    return {"answers_per_second": {str(threads): _rate(assistant, questions, threads, seconds) for threads in THREADS}}


def _rate(assistant: Assistant, questions: list[str], threads: int, seconds: float) -> float:
    started = time.perf_counter()

    def ask(first: int) -> int:
        asked = 0
        while time.perf_counter() - started < seconds:
            _ask(assistant, questions[(first * 7 + asked) % len(questions)])
            asked += 1
        return asked

    with ThreadPoolExecutor(threads) as pool:
        total = sum(pool.map(ask, range(threads)))
    return round(total / (time.perf_counter() - started), 1)


def _ask(assistant: Assistant, question: str) -> None:
    assistant.invoke(Message(question, (), EVERYTHING))
