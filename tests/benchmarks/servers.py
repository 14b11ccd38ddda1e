"""What the servers cost, and whether they find the same: `python -m tests.benchmarks.servers [ITEMS]`.

Words in a folder (tantivy) against words on PostgreSQL, over made items; then an index of `corpus/` in a folder against
the same one on PostgreSQL and a Chroma server. All of it on loopback.
"""

import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import TypeVar

from index.article import Source
from index.filters import EVERYTHING
from index.ledger.ledger import Ledger
from index.ledger.rows import Row
from index.ledger.words import WordsInLedger
from index.moving import export_to, import_from
from index.passage import Passage
from index.settings import read_settings
from index.wiring import UpdateOptions, build_chroma, held_ledger, open_ledger, open_searcher, update
from index.words import Words
from index.words_folder import WordsInFolder
from tests.index.served import PostgresServer, Server

ROOT = Path(__file__).parents[2]
WORDS = 110  # of an item
FIRST = 40

T = TypeVar("T")


def compare_words(items: int, folder: Path, postgres: PostgresServer) -> None:
    chance = random.Random(1)
    syllables = [a + b for a in "bcdfglmnprstv" for b in "aeiou"]
    vocabulary = ["".join(chance.choices(syllables, k=chance.choice((2, 3, 4)))) for _ in range(40_000)]
    common = [*accumulate(1 / (place + 3) for place in range(len(vocabulary)))]
    texts = [" ".join(chance.choices(vocabulary, cum_weights=common, k=WORDS)) for _ in range(items)]
    wanted = [(place + 3) ** -0.6 for place in range(20_000)]
    queries = [" ".join(chance.choices(vocabulary[:20_000], wanted, k=5)) for _ in range(40)]
    ledger = Ledger(folder, True, postgres.engine(folder))
    with ledger.transaction() as db:  # words go with items
        query = "INSERT INTO items VALUES (?, 'passage', 1, 0, 1, ?, '', 1, NULL)"
        db.executemany(query, [(number, b"") for number in range(1, items + 1)])
    found = []
    for name, words in ("tantivy", WordsInFolder(folder / "words")), ("PostgreSQL", WordsInLedger(ledger)):
        started = time.perf_counter()
        words.follow(_row(number, text) for number, text in enumerate(texts, 1))
        words.reload()
        taken = time.perf_counter() - started
        results, times = timed(queries, lambda query, words=words: best(words, query))  # type: ignore[misc]
        found.append(results)
        print(f"{name}: {items} items in {taken:.1f} s; a query {times}")
    shares = [len(one & other) / len(one) for one, other in zip(*found, strict=True) if one]
    print(f"the same of the first {FIRST}: {sum(shares) / len(shares):.2%}")


def best(words: Words, query: str) -> set[int]:
    return set(words.search(dict.fromkeys(words.terms(query), 1.0), (), "passage", FIRST, EVERYTHING))


def _row(number: int, text: str) -> Row:
    source = Source(f"id{number}", f"{number}.md", "", "The Post", "", "2031-01-02", "", "en", "")
    return Row(number, Passage(source, 0, len(text), text), b"")


def compare_questions(folder: Path, postgres: PostgresServer, chroma: Server) -> None:
    here = read_settings({})
    there = read_settings({"INDEX_LEDGER_URL": postgres.url(folder / "there"), "INDEX_CHROMA_URL": chroma.url})
    update(folder / "here", here, [ROOT / "corpus" / "articles"], UpdateOptions(False, True), lambda *_: None)
    export_to(open_ledger(folder / "here", here), folder / "file")
    with held_ledger(folder / "there", there) as ledger:
        import_from(folder / "file", folder / "there", ledger, lambda *_: None, build_chroma(there))
    files = [ROOT / "tests" / "evals" / f"{name}.jsonl" for name in ("questions", "questions_fresh")]
    questions = [json.loads(line)["question"] for file in files for line in file.read_text().splitlines()]
    found = []
    for name, settings in ("here", here), ("there", there):
        searcher = open_searcher(folder / name, settings)
        results, times = timed(questions, lambda question, searcher=searcher: searcher.search(question, 10))  # type: ignore[misc]
        found.append([[(hit.item.source.path, hit.item.start) for hit in hits] for hits in results])
        print(f"{name}: {len(questions)} questions, find {times}")
        searcher.close()
    both = [*zip(*found, strict=True)]
    print(f"the same first passage in {sum(one[:1] == other[:1] for one, other in both)}, "
          f"the same ten in {sum({*one} == {*other} for one, other in both)}")  # fmt: skip


def timed(asked: Sequence[str], answer: Callable[[str], T]) -> tuple[list[T], str]:
    answers, times = [], []
    for one in asked:
        started = time.perf_counter()
        answers.append(answer(one))
        times.append(1_000 * (time.perf_counter() - started))
    parts = quantiles(times, n=20)
    return answers, f"{parts[9]:.1f} ms in the median, {parts[18]:.1f} ms at p95"


@contextmanager
def everything() -> Iterator[tuple[Path, PostgresServer, Server]]:
    with TemporaryDirectory() as name, PostgresServer() as postgres:
        folder = Path(name)
        (folder / "chroma").mkdir()
        with Server(folder / "chroma") as chroma:
            yield folder, postgres, chroma


if __name__ == "__main__":
    with everything() as (folder, postgres, chroma):
        compare_words(int(sys.argv[1]) if sys.argv[1:] else 30_000, folder / "made", postgres)
        compare_questions(folder, postgres, chroma)
