"""Figures -> plots, as SVG: quality against time, time against size, declining at every bar."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.places import Record

OURS, OTHERS, LEAST = "#b3261e", "#5f6368", "#1f6f5c"
PUBLISHED = ((0.23, 0.31), (0.33, 0.44))  # haiku.rag's own benchmark: precision, recall of two sets
_SIZE = (6.4, 3.6)  # inches


def draw(results: Mapping[str, Record], folder: Path) -> list[Path]:
    """The plots that these results give, written into a folder."""
    import matplotlib  # of the extra dev; whoever only wants the tables of another run needs none

    matplotlib.use("svg")
    # Text stays text, and the same figures give the same file.
    matplotlib.rcParams |= {"svg.fonttype": "none", "svg.hashsalt": "whosaid", "font.size": 9, "axes.grid": True,
                            "grid.color": "#e0e0e0", "axes.axisbelow": True, "axes.spines.top": False,
                            "axes.spines.right": False}  # fmt: skip
    folder.mkdir(parents=True, exist_ok=True)
    drawn = []
    if any("serve" in found for found in results.get("tools", {}).get("systems", {}).values()):
        drawn.append(_quality(results["tools"]["systems"], folder / "quality.svg"))
    if "sizing" in results:
        drawn.append(_size(results["sizing"]["sizes"], folder / "size.svg"))
    if "declining" in results:
        drawn.append(_declining(results["declining"], folder / "declining.svg"))
    if "readers" in results:
        drawn.append(_readers(results["readers"], folder / "readers.svg"))
    return drawn


def _quality(systems: Mapping[str, Record], file: Path) -> Path:
    """MRR@10 of headlines on digital.gov against the median time of a query; the better, the nearer the corner."""
    from matplotlib.figure import Figure

    figure = Figure(_SIZE, layout="constrained")
    axes = figure.subplots()
    for name, found in systems.items():
        if "headlines" in found["quality"].get("digitalgov", {}) and "ms_p50" in found.get("serve", {}):
            x, y = found["serve"]["ms_p50"], found["quality"]["digitalgov"]["headlines"]["mrr10"]
            axes.plot(x, y, "o", color=OURS if name == "ours" else OTHERS)
            axes.annotate(NAMES.get(name, name), (x, y), xytext=(6, 4), textcoords="offset points")
    axes.set_xscale("log")
    axes.margins(x=0.3, y=0.15)
    axes.set_xlabel("median milliseconds a query (log)")
    axes.set_ylabel("MRR@10, 500 headlines")
    return _saved(figure, file)


def _size(rows: Sequence[Record], file: Path) -> Path:
    from matplotlib.figure import Figure

    figure = Figure(_SIZE, layout="constrained")
    axes = figure.subplots()
    x = [row["passages"] for row in rows]
    for percentile, style in (("ms_p50", "o-"), ("ms_p95", "o--")):
        label = percentile.replace("ms_", "")
        plain = [row["find"][0][percentile] for row in rows]
        slowest = [max(one[percentile] for one in row["find"][1:]) for row in rows]
        axes.plot(x, plain, style, color=OURS, label=f"find, {label}")
        axes.plot(x, slowest, style, color=OTHERS, label=f"find with the slowest filter, {label}")
        axes.plot(x, [row["find"][0]["least"][percentile] for row in rows], style, color=LEAST,
                  label=f"embedding and bare vector query, {label}")  # fmt: skip
    axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("passages (log)")
    axes.set_ylabel("milliseconds")
    axes.legend(frameon=False, fontsize=8)
    return _saved(figure, file)


def _declining(found: Record, file: Path) -> Path:
    from matplotlib.figure import Figure

    figure = Figure(_SIZE, layout="constrained")
    axes = figure.subplots()
    for missing, colour in (("article", OURS), ("passage", LEAST)):
        some = [row for row in found["curve"] if row["set"].endswith(f"{missing} missing")]
        used = [row for row in found["in use"] if row["set"].endswith(f"{missing} missing")]
        axes.plot(*_both(some), ".-", color=colour, label=f"{missing} taken away")
        axes.plot(*_both(used), "o", color=colour, markersize=9, label="_the bar in use")
    axes.plot(*zip(*((recall, precision) for precision, recall in PUBLISHED), strict=True), "x", color=OTHERS,
              label="haiku.rag's own benchmark, published")  # fmt: skip
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.02)
    axes.set_xlabel("recall of declining (large dots: the bar in use)")
    axes.set_ylabel("precision of declining")
    axes.legend(frameon=False, fontsize=8, loc="lower left")
    return _saved(figure, file)


def _readers(found: Record, file: Path) -> Path:
    """Seconds an answer, and what the server held, minute by minute."""
    from matplotlib.figure import Figure

    figure = Figure(_SIZE, layout="constrained")
    above, below = figure.subplots(2, sharex=True)
    minutes = range(1, len(found["by minute"]) + 1)
    for percentile, style in (("p50_s", "o-"), ("p95_s", "o--")):
        took = [minute[percentile] for minute in found["by minute"]]
        above.plot(minutes, took, style, color=OURS, label=percentile.removesuffix("_s"))
    above.set_ylim(bottom=0)
    above.set_ylabel("seconds an answer")
    above.legend(frameon=False, fontsize=8)
    below.plot(minutes, [minute["mb"] for minute in found["by minute"]], "o-", color=LEAST)
    below.set_ylim(bottom=0)
    below.set_ylabel("server, MB")
    below.set_xlabel(f"minute, {found['readers']} readers at once")
    return _saved(figure, file)


def _both(rows: Sequence[Record]) -> tuple[list[float], list[float]]:
    return [row["recall of declining"] for row in rows], [row["precision of declining"] for row in rows]


def _saved(figure: object, file: Path) -> Path:
    figure.savefig(file, metadata={"Date": None, "Creator": None})  # type: ignore[attr-defined]
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(line.rstrip() for line in lines) + "\n", encoding="utf-8")
    return file


NAMES = {
    "ours": "Who said what",
    "bm25s": "bm25s",
    "langchain": "LangChain + Chroma",
    "haystack": "Haystack hybrid",
    "llamaindex": "LlamaIndex",
    "haiku": "haiku.rag",
}
