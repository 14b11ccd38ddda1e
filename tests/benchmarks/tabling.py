"""Figures -> Markdown: what the README shows between the marks of the benchmarks."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.benchmarks.drawing import NAMES
from tests.benchmarks.places import Record

_ALT = {
    "quality.svg": "Quality against time a query, ours and the peers",
    "size.svg": "Milliseconds a query against the number of passages",
    "declining.svg": "Precision against recall of declining",
    "readers.svg": "Seconds an answer and the server's memory by minute, twenty readers at once",
}


def tables(results: Mapping[str, Record], drawn: Sequence[Path], root: Path) -> str:
    """All tables; paths of plots are given from `root`."""
    parts: dict[str, Callable[[Record], str]] = {
        "tools": _tools,
        "answering": _answering,
        "declining": _declining,
        "sizing": _sizing,
        "building": _building,
        "keeping": _keeping,
        "attributing": _attributing,
        "serving": _serving,
        "readers": _readers,
        "paging": _paging,
    }
    plots = {"tools": "quality.svg", "declining": "declining.svg", "sizing": "size.svg", "readers": "readers.svg"}
    paths = {file.name: os.path.relpath(file, root) for file in drawn}
    sections = [_head(results)]
    for name, section in parts.items():
        if name in results:
            sections.append(section(results[name]))
            if plots.get(name) in paths:
                sections.append(f"![{_ALT[plots[name]]}]({paths[plots[name]]})")
    return "\n\n".join(sections) + "\n"


def _head(results: Mapping[str, Record]) -> str:
    """The circumstances, once where they are the same for all parts."""
    commits = sorted({result["commit"] + (" and changes" if result["dirty"] else "") for result in results.values()})
    machines = sorted({result["machine"] for result in results.values()})
    took = ", ".join(f"{name} {result['seconds']:.0f} s at load {result['load']}" for name, result in results.items())
    return f"Commit {', '.join(commits)}; {'; '.join(machines)}; `make bench`: {took}."


def _tools(found: Record) -> str:
    """Ours and the peers, on the same articles with the same weights."""
    rows: list[tuple[str, ...]] = []
    for name, system in found["systems"].items():
        quality, serve = system["quality"], system.get("serve", {})
        if "failed" in quality:
            rows.append((NAMES.get(name, name), str(quality["failed"])))
            continue
        one, gov = quality["onestopqa"], quality.get("digitalgov")
        halves = " ".join(f"{half} {_pair(of['1'], of['4'])}" for half, of in one["halves"].items())
        beside = system.get("times langchain")
        rows.append(
            (
                NAMES.get(name, name),
                f"{_pair(one['hit']['1'], one['hit']['4'])} ({halves})",
                f"{one['mean_characters']}, {one['hits_per_1000_chars']['1']:.2f}",
                _pair(gov["headlines"]["first"], gov["headlines"]["mrr10"]) if gov else "",
                _pair(gov["questions"]["first"], gov["questions"]["mrr10"]) if gov else "",
                f"{serve['ms_p50']} / {serve['ms_p95']}" if "ms_p50" in serve else "",
                f"{sorted(beside)[len(beside) // 2]}" if beside else "",
            )
        )
    head = (
        "found, same articles and weights",
        "OneStopQA: gold span in first / first four passages",
        "mean characters, hits per 1,000 shown",
        "digital.gov: headline first / MRR@10",
        "own 100 questions",
        "ms p50 / p95",
        "times LangChain",
    )
    missing = "".join(f"\n\n{NAMES.get(name, name)}: {reason}." for name, reason in found["missing"].items())
    return _table(head, rows) + missing


def _answering(found: Record) -> str:
    halves = ", ".join(f"{half} {found[half]:.3f}" for half in ("even", "odd") if half in found)
    return (
        f"Gold span inside the first three citations of the embedded default's answer ({found['mean_characters']} "
        f"characters on average, {found['most_characters']} at most): **{found['all']:.3f}** of {found['questions']} "
        f"({halves})."
    )


def _declining(found: Record) -> str:
    rows = [
        (row["set"], f"{row['precision of declining']:.3f}", f"{row['recall of declining']:.3f}",
         f"{row['answerable declined']:.3f}")
        for row in found["in use"]
    ]  # fmt: skip
    return _table(("declining, OneStopQA", "precision", "recall", "answerable declined"), rows)


def _sizing(found: Record) -> str:
    rows = [
        (
            f"{row['passages']:,} ({row['vectors']} vectors)",
            f"{row['find'][0]['least']['ms_p50']} / {row['find'][0]['least']['ms_p95']}",
            f"{row['find'][0]['ms_p50']} / {row['find'][0]['ms_p95']}",
            _slowest(row["find"][1:]),
            f"{row['times least']['ms_p95']} / {row['times least']['ms_p50']}",
            f"{row['memory_mb']} / {row['disk_mb']} MB",
            f"{row['start_s']} s",
            f"{row['build_s']} s, again {row['unchanged_s']} s",
        )
        for row in found["sizes"]
    ]
    head = (
        "passages", "embedding + bare vector query, ms p50 / p95", "find", "find, slowest filter",
        "worst p95, times the bare p95 / p50", "memory / disk", "start to first answer", "build",
    )  # fmt: skip
    batch, largest = found["batch"], found["sizes"][-1]
    narrowed = _table(
        ("filter", "passages that pass", "ms p50 / p95"),
        [(row["filter"], f"{row['passing']:,}", f"{row['ms_p50']} / {row['ms_p95']}") for row in largest["find"]],
    )
    return (
        f"{_table(head, rows)}\n\n`find --batch`: {batch['queries']:,} queries in one process on the largest in "
        f"{batch['seconds']} s ({batch['ms_per_query']} ms each, start included).\n\n"
        f"<details><summary>Every filter at {largest['passages']:,} passages</summary>\n\n{narrowed}\n\n</details>"
    )


def _slowest(rows: Sequence[Record]) -> str:
    slow = max(rows, key=lambda row: float(row["ms_p95"]))
    return f"{slow['ms_p50']} / {slow['ms_p95']} ({slow['filter']})"


def _building(found: Record) -> str:
    rows = [
        ("building without statements, times embedding alone", str(found["times bare"])),
        ("passages a second", str(found["passages_per_second"])),
        ("articles a second, with statements", str(found["articles_per_second_with_statements"])),
        ("run that finds nothing new", f"{found['unchanged_s']} s"),
        ("`python -m index --help`, beyond `python -c pass`", f"{found['help_s']} s"),
    ]
    return _table(("building", ""), rows)


def _keeping(found: Record) -> str:
    """What it costs to keep an index in line, and what memory it takes."""
    forget, long = found["forget"], found["long"]
    many, few = found["peak_mb"]
    rows = [
        ("building them with statements, models loaded on the way", f"{found['build_s']} s"),
        ("times the model alone on their passages", f"{found['build / bare']}"),
        ("run that finds nothing new, of the build", f"{100 * found['unchanged / build']:.1f}%"),
        ("one changed article, beyond such a run", f"{found['changed - unchanged']} s"),
        ("one changed article, beyond Python and both models loaded", f"{found['changed - models']} s"),
        ("strings that only one article has, found in the store's files before and after `forget`",
         f"{forget['before']} and {forget['after']} of {forget['strings']}, in {forget['seconds']} s"),
        (f"memory at most, {found['articles']:,} and {found['few']} articles",
         f"{many} and {few} MB, {found['peak / peak of few']} times"),
        (f"one body of {long['characters'] / 1e6:.1f} million characters, without statements",
         f"{long['seconds']} s, {long['peak_mb']} MB at most"),
    ]  # fmt: skip
    return _table((f"keeping {found['articles']:,} articles, a file each", ""), rows)


def _attributing(found: Record) -> str:
    """Statements beside vectors, on the same articles."""
    rows = [
        (f"embedding {found['articles']} articles, seconds", _listed(found["embedding_s"])),
        ("finding their statements, seconds", _listed(found["attributing_s"])),
        ("statements, times embedding", str(found["attributing / embedding"])),
    ]
    return _table(("who said what, beside embedding", ""), rows)


def _listed(seconds: Sequence[float]) -> str:
    return ", ".join(map(str, seconds))


def _serving(found: Record) -> str:
    rows = [(threads, str(rate)) for threads, rate in found["answers_per_second"].items()]
    return _table(("threads", "answers a second, embedded default"), rows)


def _readers(found: Record) -> str:
    """Many at once, while articles come and go."""
    rows = [
        ("answers, in minutes", f"{found['answers']:,} in {found['minutes']:.0f}"),
        ("changes of the articles meanwhile", str(found["changes of the articles"])),
        ("errors; answers with another reader's words", f"{found['errors']}; {found['words of others']}"),
        ("one reader alone, seconds an answer p50 / p95", _slashed(found["alone_s"])),
        ("all at once, seconds an answer p50 / p95", _slashed(found["together_s"])),
        ("p95, times that alone", str(found["p95 / p95 alone"])),
        ("memory after five minutes and at the end", f"{_slashed(found['memory_mb'])} MB"),
    ]
    return _table((f"{found['readers']} readers at once", ""), rows)


def _slashed(values: Sequence[object]) -> str:
    return " / ".join(map(str, values))


def _paging(found: Record) -> str:
    """The page beside a bare Gradio echo chat."""
    rows = [
        ("first paint, ours / bare, seconds", _listed(found["first_paint_s"])),
        ("first paint, times bare", str(found["paint / bare"])),
        ("field to type in, ours / bare, seconds", _listed(found["field_s"])),
        ("field to type in, times bare", str(found["field / bare"])),
        ("Enter to first word, ours / bare, seconds", _listed(found["first_word_s"])),
        ("first word, seconds more", str(found["word - bare"])),
    ]
    return _table((f"the page over {found['articles']:,} articles", ""), rows)


def _pair(one: float, other: float) -> str:
    return f"{one:.3f} / {other:.3f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(_lines(head, rows))


def _lines(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join(['---'] * len(head))} |"
    for row in rows:
        yield f"| {' | '.join((*row, *[''] * (len(head) - len(row))))} |"
