"""How often the words that answer a question stand in its first three citations.

    python -m tests.evals.citations [--misses]

OneStopQA's 30 articles at the advanced level and their human questions, asked of the embedded default as anybody
asks them, so a question that is declined counts as missed. A citation counts when it stands in the question's
article and holds the whole span that an annotator marked. Both halves are reported: nothing is fitted on questions
whose sha1(id) has an odd first byte. Needs ../shared; says so where it is absent.
"""

import argparse
import math
import sys
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from assistant.answer import Answer, Citation
from assistant.question import Message
from index.filters import EVERYTHING
from tests.evals.onestopqa import SHARED, adv_articles, is_odd, opened, questions
from tests.evals.telling import tell

CITED = 3  # citations looked at, and
SHOWN = 1_000  # characters of them together
RUN = 0.8  # share of the marked words that must stand together in a citation

Record = dict[str, Any]


def shown(answer: Answer) -> list[Citation]:
    """The first three citations, as many as stay within the characters."""
    citations = answer.citations[:CITED]
    lengths = accumulate(len(citation.text) for citation in citations)
    return [citation for citation, length in zip(citations, lengths, strict=True) if length <= SHOWN]


def first_with(question: Record, citations: Sequence[Citation]) -> int:
    """The place of the first citation that holds the marked words, counted from 1; 0 when none does."""
    gold = " ".join(question["evidence"][0]["text"].split())
    for place, citation in enumerate(citations, 1):
        own = citation.item.source.path.endswith(f"#{question['doc_id']}")
        if own and holds(" ".join(citation.text.split()), gold):
            return place
    return 0


def holds(text: str, gold: str) -> bool:
    """Whether a text has the whole of the marked words, or enough of them in one run."""
    length = len(gold) if len(gold) <= 10 else math.ceil(RUN * len(gold))
    return any(gold[start : start + length] in text for start in range(len(gold) - length + 1))


def measure() -> Record:
    """For each half and both: how many questions, the shares found and declined, and the characters shown."""
    with opened(adv_articles()) as (assistant, _):
        rows = []
        for question in questions():
            answer = assistant.invoke(Message(question["question"], (), EVERYTHING))
            citations = shown(answer)
            length = sum(len(citation.text) for citation in citations)
            rows.append((question, is_odd(question), first_with(question, citations), answer.standing, length))
    halves = {
        "even (fitted)": [row for row in rows if not row[1]],
        "odd": [row for row in rows if row[1]],
        "both": rows,
    }
    misses = [f"{row[0]['id']} {row[3]}: {row[0]['question']}" for row in rows if not row[2]]
    return {"citations": [_figures(name, some) for name, some in halves.items()], "misses": misses}


def _figures(name: str, rows: Sequence[tuple[Record, bool, int, str, int]]) -> Record:
    total = max(1, len(rows))
    return {
        "half": name,
        "questions": len(rows),
        "first citation": round(sum(place == 1 for _, _, place, _, _ in rows) / total, 3),
        "first three": round(sum(place > 0 for _, _, place, _, _ in rows) / total, 3),
        "declined": round(sum(standing != "grounded" for _, _, _, standing, _ in rows) / total, 3),
        "mean characters": round(sum(length for *_, length in rows) / total),
        "most characters": max((length for *_, length in rows), default=0),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="show what was not found")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print(f"{SHARED} is not there; nothing measured", file=sys.stderr)
        return 1
    figures = measure()
    misses = figures.pop("misses")
    tell(figures, misses, options.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
