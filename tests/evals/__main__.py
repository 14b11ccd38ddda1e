"""Runs every evaluation that can run here: `python -m tests.evals`, or `make evals`.

Writes build/evals.json (with what went wrong, question by question) and build/evals.md (the figures). Data that
is not here leaves its part out and says so. Exit status 1 when a part failed, whatever the figures.
"""

import json
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answering import Assistant
from index.searching import Searcher
from tests.benchmarks.circumstances import circumstances
from tests.evals import (
    answering,
    citations,
    conversations,
    corruption,
    followups,
    naming,
    onestopqa,
    pacing,
    seed,
    weighing,
    wikinews,
)

ROOT = Path(__file__).parents[2]
FRESH = answering.HERE / "questions_fresh.jsonl"

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One evaluation: what it is called, the file or folder it needs, and what gives its figures."""

    name: str
    needs: Path
    measure: Callable[[], Record]


def parts(assistant: Assistant, searcher: Searcher) -> list[Part]:
    """All of them; `assistant` and `searcher` are over the project's own corpus."""
    attribution = Path(__file__).with_name("attribution.py")
    return [
        Part("answering", answering.QUESTIONS, lambda: _answering(assistant, answering.QUESTIONS)),
        Part("answering, fresh questions", FRESH, lambda: _answering(assistant, FRESH)),
        Part("conversations", conversations.CONVERSATIONS, lambda: conversations.measure(assistant)),
        Part("pace", answering.QUESTIONS, lambda: pacing.measure(assistant)),
        Part("follow-ups", followups.TURNS, lambda: _printed("followups")),
        Part("names", answering.HERE / "statements.jsonl", lambda: _naming(searcher)),
        Part("seed", seed.ARTICLES, _seed),
        Part("wikinews", wikinews.ARTICLES, _wikinews),
        Part("attribution", attribution, lambda: _printed("attribution", "--shared")),
        Part("corruption", corruption.HERE / "paraphrases.jsonl", corruption.measure),
        Part("declining", onestopqa.SHARED, weighing.measure),
        Part("citations", onestopqa.SHARED, citations.measure),
    ]


def _answering(assistant: Assistant, file: Path) -> Record:
    figures, misses = answering.measure(assistant, answering.read_questions(file))
    return {**figures, "misses": misses}


def _naming(searcher: Searcher) -> Record:
    statements, misses = naming.measure(searcher)
    people, lines = naming.judge_people(searcher.people())
    return {"statements": dict(statements), "people": dict(people), "misses": sorted(misses) + lines}


def _seed() -> Record:
    with seed.opened(seed.ARTICLES) as (assistant, _):
        return seed.measure(assistant)


def _wikinews() -> Record:
    with seed.opened(wikinews.ARTICLES) as (assistant, searcher):
        return wikinews.measure(assistant, searcher)


def _printed(module: str, *options: str) -> Record:
    """What an evaluation prints that makes a table of its own."""
    command = [sys.executable, "-m", f"tests.evals.{module}", *options]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return {"table": done.stdout.rstrip().splitlines()}


# ---------------------------------------------------------------------- running and writing down


def run(part: Part) -> Record:
    """The figures of one part with the seconds it took; or why there are none."""
    if not part.needs.exists():
        return {"skipped": f"{os.path.relpath(part.needs, ROOT)} is not here"}
    started = time.perf_counter()
    try:
        figures = part.measure()
    except Exception as error:  # one part that breaks must not lose the figures of the others
        traceback.print_exc()
        figures = {"failed": f"{type(error).__name__}: {error}"}
    return {"seconds": round(time.perf_counter() - started, 1), **figures}


def readable(report: Record) -> str:
    """The report as Markdown, without the misses."""
    changed = " with uncommitted changes" if report["dirty"] else ""
    lines = ["# Evaluations", "", f"Commit {report['commit']}{changed}, {report['when']}, on {report['machine']}.", ""]
    for name, figures in report["results"].items():
        seconds = f" ({figures['seconds']} s)" if "seconds" in figures else ""
        lines += [f"## {name}{seconds}", "", *_listed(figures, ""), ""]
    return "\n".join(lines)


def _listed(figures: Record, indent: str) -> list[str]:
    lines = []
    for name, value in figures.items():
        if name == "table":
            lines += ["```", *value, "```"]
        elif isinstance(value, dict):
            lines += [f"{indent}- {name}", *_listed(value, f"{indent}  ")]
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            lines += [f"{indent}- {'; '.join(f'{key}: {one}' for key, one in row.items())}" for row in value]
        elif name == "misses":
            lines.append(f"{indent}- misses: {len(value)} (in evals.json)")
        elif name != "seconds":
            lines.append(f"{indent}- {name}: {_plain(value)}")
    return lines


def _plain(value: object) -> str:
    """A pair of counts reads "3 of 4"."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(one, int) for one in value):
        return f"{value[0]} of {value[1]}"
    return str(value)


def main() -> int:
    report = {**circumstances(), "results": {}}
    with seed.opened(answering.CORPUS) as (assistant, searcher):
        for part in parts(assistant, searcher):
            print(f"{part.name} ...", end=" ", file=sys.stderr, flush=True)
            report["results"][part.name] = result = run(part)
            print(result.get("skipped") or result.get("failed") or f"{result['seconds']} s", file=sys.stderr)
    corrupted = report["results"].get("corruption", {})
    report["corruption"] = {kind: corrupted[kind] for kind in corruption.TARGETS if kind in corrupted}
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    (build / "evals.json").write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (build / "evals.md").write_text(readable(report), encoding="utf-8")
    print("build/evals.json and build/evals.md are written", file=sys.stderr)
    return int(any("failed" in result for result in report["results"].values()))


if __name__ == "__main__":
    sys.exit(main())
