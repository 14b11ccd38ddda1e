"""Where the benchmarks find what they read, and keep what they make."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
CORPORA = SHARED / "corpora"
PEERS = SHARED / "eval" / "peers"
OUT = ROOT / "build"  # results; stores and environments below it, kept from run to run
WORK = OUT / "bench"
DOCS = ROOT / "docs"

SKIPPED = re.compile(r"which of (the following|these)|^what is not", re.IGNORECASE)  # not answerable by one place

Record = dict[str, Any]


def digitalgov(limit: int | None = None) -> list[Record]:
    """The articles of digital.gov, as its corpus has them."""
    lines = (CORPORA / "digitalgov" / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[:limit]]


def bodies(articles: list[Record], file: Path) -> Path:
    """Articles written without headline, source or day."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8") as lines:
        for article in articles:
            print(json.dumps({"id": article["id"], "text": article["text"]}), file=lines)
    return file


def onestopqa() -> tuple[list[Record], list[Record]]:
    """The articles at the advanced level, and the questions that one place can answer."""
    folder = CORPORA / "onestopqa"
    articles, questions = (
        [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]
        for name in ("corpus.jsonl", "queries.jsonl")
    )
    advanced = [{"id": article["id"], "text": article["text"]} for article in articles if article["level"] == "Adv"]
    return advanced, [question for question in questions if not SKIPPED.search(question["question"])]


def odd(question_id: str) -> bool:
    """Whether a question is of the half that nothing was fitted on."""
    return bool(hashlib.sha1(question_id.encode()).digest()[0] % 2)
