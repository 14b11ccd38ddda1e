"""How well a follow-up is made to stand alone: `python -m tests.evals.followups`.

Content-word F1 of the search query against a human's stand-alone rewrite of the same turn, beside two
baselines. The turns (777, IBM/mt-rag-benchmark) are looked for in ../shared/eval/followups.jsonl; their
subjects are not the corpus's, so no speakers are known. Ids whose SHA-1 begins with an even byte were used
for tuning, the others never. A 95% interval of the gain over the last turn alone is from 2,000 resamplings.
"""

import hashlib
import json
import random
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import fmean
from typing import Any

from assistant.asking import understand
from assistant.directory import Directory
from assistant.question import Message, Turn
from assistant.word import words_of
from index.filters import EVERYTHING

TURNS = Path(__file__).parents[3] / "shared" / "eval" / "followups.jsonl"
_NOBODY = Directory((), (), None)

Row = dict[str, Any]


def ours(row: Row) -> str:
    turns = tuple(Turn(question, "") for question in row["history_user"])
    return understand(Message(row["question"], turns, EVERYTHING), _NOBODY).text


def last_turn(row: Row) -> str:
    return str(row["question"])


def all_turns(row: Row) -> str:
    return " ".join((*row["history_user"], row["question"]))


def content(text: str) -> set[str]:
    """The words of a text, lower case, but for those that only ask."""
    return {word.folded for word in words_of(text) if not word.asks}


def f1(query: str, rewrite: str) -> float:
    ours, theirs = content(query), content(rewrite)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 1.0


def tuned_on(row: Row) -> bool:
    return hashlib.sha1(row["id"].encode()).digest()[0] % 2 == 0


def interval(gains: list[float]) -> tuple[float, float]:
    chance = random.Random(0)
    means = sorted(fmean(chance.choices(gains, k=len(gains))) for _ in range(2_000))
    return means[50], means[1_949]


def main() -> int:
    if not TURNS.is_file():
        print(f"{TURNS} is not there; nothing measured", file=sys.stderr)
        return 1
    rows = [json.loads(line) for line in TURNS.read_text(encoding="utf-8").splitlines()]
    queries: dict[str, Callable[[Row], str]] = {"ours": ours, "last turn": last_turn, "all turns": all_turns}
    print(f"{'':30}{'turns':>6}" + "".join(f"{name:>12}" for name in queries) + "   gain over the last turn (95%)")
    halves = {"tuned on": True, "not tuned on": False}
    for name, wanted in {"all": None, **halves}.items():
        for followed in (False, True):
            chosen = [row for row in rows if wanted in (None, tuned_on(row)) and (not followed or row["history_user"])]
            scores = {query: [f1(make(row), row["rewrite"]) for row in chosen] for query, make in queries.items()}
            gains = [a - b for a, b in zip(scores["ours"], scores["last turn"], strict=True)]
            low, high = interval(gains)
            label = f"{name}, with earlier turns" if followed else name
            values = "".join(f"{fmean(score):12.4f}" for score in scores.values())
            print(f"{label:30}{len(chosen):>6}{values}   {fmean(gains):+.4f} ({low:+.4f} to {high:+.4f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
