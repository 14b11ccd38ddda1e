"""OneStopQA as the evaluations use it: 30 articles at the advanced level, human questions, gold spans."""

import hashlib
import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.answering import Assistant
from assistant.settings import read_settings
from assistant.wiring import build_assistant
from index.searching import Searcher
from index.settings import read_settings as read_index_settings
from index.wiring import UpdateOptions, open_searcher, update

SHARED = Path(__file__).parents[3] / "shared" / "corpora" / "onestopqa"
SKIPPED = re.compile(r"which of (the following|these)|^what is not", re.IGNORECASE)  # not answerable by one place

Record = dict[str, Any]


def questions() -> list[Record]:
    lines = (SHARED / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    return [question for question in map(json.loads, lines) if not SKIPPED.search(question["question"])]


def is_odd(question: Record) -> bool:
    """Whether a question is of the half that nothing may be fitted on."""
    return bool(hashlib.sha1(question["id"].encode()).digest()[0] % 2)


def adv_articles() -> list[Record]:
    """The articles at the advanced level, without the titles that news has and this set's questions rest on."""
    lines = (SHARED / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    articles = (article for article in map(json.loads, lines) if article["level"] == "Adv")
    return [{"id": article["id"], "text": article["text"]} for article in articles]


@contextmanager
def opened(articles: Sequence[Record]) -> Iterator[tuple[Assistant, Searcher]]:
    """An assistant and a searcher over a new store of these articles, statements too, gone afterwards."""
    settings = read_index_settings({})
    with tempfile.TemporaryDirectory() as folder:
        file, store = Path(folder) / "articles.jsonl", Path(folder) / "index"
        file.write_text("".join(f"{json.dumps(article)}\n" for article in articles), encoding="utf-8")
        update(store, settings, [file], UpdateOptions(False, True), lambda *_: None)
        searcher = open_searcher(store, settings)
        yield build_assistant(store, read_settings({}), settings), searcher
        searcher.close()


def printed(measure: Callable[[], Record]) -> int:
    """Prints what a fit finds on this set as JSON; the exit status, 1 where the set is absent."""
    if not SHARED.is_dir():
        print(f"{SHARED} is absent: nothing to fit on", file=sys.stderr)
        return 1
    print(json.dumps(measure(), indent=1))
    return 0
