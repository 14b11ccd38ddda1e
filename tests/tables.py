"""Puts the measured figures into the README: `make tables`, after `make evals` and `make bench`.

Everything between ``<!-- evals -->`` and ``<!-- /evals -->`` comes from build/evals.json, everything between the
marks of the benchmarks from build/bench.md. Figures of a commit with uncommitted changes are refused: nobody could
measure them again.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
README, EVALS, BENCH = ROOT / "README.md", ROOT / "build" / "evals.json", ROOT / "build" / "bench.json"

Results = dict[str, Any]


def evals_table(measured: Results) -> str:
    """Answers: one row a set of questions, and what declining and naming come to."""
    results = measured["results"]
    rows = [
        *_answers("80 questions on `corpus/`, in other words than the articles'", results.get("answering")),
        *_answers(
            "100 questions on it by a reader who had not seen the code", results.get("answering, fresh questions")
        ),
        *_conversations(results.get("conversations")),
        *_pace(results.get("pace")),
        *_seed(results.get("seed")),
        *_wikinews(results.get("wikinews")),
        *_declining(results.get("declining")),
        *_citations(results.get("citations")),
        *_corruption(results.get("corruption")),
    ]
    head = f"Embedded default, commit `{measured['commit'][:8]}`; `make evals`, each part also on its own."
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"{head}\n\n| set | right | declined | wrong speakers | command |\n| --- | --- | --- | --- | --- |\n{lines}"


def _answers(name: str, figures: Results | None) -> list[tuple[str, ...]]:
    if not figures or "answerable" not in figures:
        return []
    command = "`python -m tests.evals.answering`"
    if "reader" in name:
        command = "`... --questions tests/evals/questions_fresh.jsonl`"
    right = f"{_percent(figures['right words in first three citations'])} of {figures['answerable']}"
    declined = f"{_percent(figures['declined'])} of {figures['unanswerable']}"
    return [(name, right, declined, str(figures["wrong speaker"]), command)]


def _conversations(figures: Results | None) -> list[tuple[str, ...]]:
    if not figures or "answerable" not in figures:
        return []
    right = f"{figures['right words in first three citations']} of {figures['answerable']}"
    declined = f"{figures['declined']} of {figures['unanswerable']}"
    name = "40 conversations of two and three turns"
    return [(name, right, declined, str(figures["wrong speaker"]), "`python -m tests.evals.conversations`")]


def _pace(figures: Results | None) -> list[tuple[str, ...]]:
    if not figures or "times the searches" not in figures:
        return []
    times = figures["times the searches"]
    told = f"{times['p50']} (p95 {times['p95']}) times its searches"
    return [("How long an answer to one of the 80 takes", told, "", "", "`python -m tests.evals.pacing`")]


def _seed(figures: Results | None) -> list[tuple[str, ...]]:
    if not figures or "right" not in figures:
        return []
    right = f"{figures['right']} of {figures['questions']}"
    name = "30 questions on one scraped article"
    return [(name, right, "", str(figures["wrong speaker"]), "`python -m tests.evals.seed`")]


def _wikinews(figures: Results | None) -> list[tuple[str, ...]]:
    if not figures or "did X say that" not in figures:
        return []
    said, claims = figures["what did X say"], figures["did X say that"]
    command = "`python -m tests.evals.wikinews`"
    wrong = str(said["speakers"] - said["only theirs"])
    return [
        (
            "Wikinews: “What did X say?”, every speaker",
            f"{said['only theirs']} of {said['speakers']}",
            "",
            wrong,
            command,
        ),
        (
            "Wikinews: “Did X say ...?”, true, altered and invented",
            f"{claims['right']} of {claims['claims']}",
            "",
            "",
            command,
        ),
    ]


def _declining(figures: Results | None) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for row in (figures or {}).get("declining", []):
        if row["set"].startswith("odd"):
            name = f"OneStopQA, {row['set'].split(', ')[1]}: declining (precision / recall)"
            figure = f"{row['precision of declining']} / {row['recall of declining']}"
            rows.append((name, "", figure, "", "`python -m tests.evals.weighing`"))
    return rows


def _citations(figures: Results | None) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for row in (figures or {}).get("citations", []):
        name = f"OneStopQA, {row['half']}: the marked words in the first three citations, 1,000 characters"
        right = f"{row['first three']} of {row['questions']}; in the first {row['first citation']}"
        rows.append((name, right, "", "", "`python -m tests.evals.citations`"))
    return rows


def _corruption(figures: Results | None) -> list[tuple[str, ...]]:
    """Lies found by `check`, kind by kind, and true sentences taken for lies."""
    if not figures or "true_rejected" not in figures:
        return []
    kinds = ("speaker", "namesake", "words", "number", "negation", "label", "fact", "invented")
    found = ", ".join(f"{kind} {_percent(figures[kind])}" for kind in kinds if kind in figures)
    told = f"{found}; true sentences rejected {_percent(figures['true_rejected'])}"
    return [("`check` on corrupted sentences: detected", told, "", "", "`python -m tests.evals.corruption`")]


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def replaced(text: str, mark: str, table: str) -> str:
    """The text with `table` between the two comments called `mark`."""
    pattern = rf"(<!-- {mark} -->).*?(<!-- /{mark} -->)"
    return re.sub(pattern, lambda match: f"{match[1]}\n{table}\n{match[2]}", text, count=1, flags=re.DOTALL)


def main() -> int:
    text = README.read_text(encoding="utf-8")
    if EVALS.is_file():
        measured = json.loads(EVALS.read_text(encoding="utf-8"))
        if measured["dirty"]:
            print(f"{EVALS} was measured on uncommitted changes: commit, then make evals", file=sys.stderr)
            return 1
        text = replaced(text, "evals", evals_table(measured))
    if BENCH.is_file():
        measured = json.loads(BENCH.read_text(encoding="utf-8"))
        if changed := [name for name, part in measured["parts"].items() if part.get("dirty")]:
            print(f"{BENCH}: {', '.join(changed)} measured on uncommitted changes: commit, then make bench",
                  file=sys.stderr)  # fmt: skip
            return 1
        text = replaced(text, "bench", BENCH.with_suffix(".md").read_text(encoding="utf-8").strip())
    README.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
