"""Statements by day -> a plot in SVG, drawn here so that the page needs no library for it. Pure."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.page.english.timeline import PLOT
from assistant.page.escaping import escaped

DOT = 7  # radius of a point
STEP = 2 * DOT  # between the middles of two points
STACKED = 15  # points over one another; the next ones lie upon the topmost
NAME = 24  # pixels for a speaker's name
LEFT, RIGHT, BOTTOM = 14, 14, 30
NAMED = 40  # characters of a name above its lane


@dataclass(frozen=True, slots=True)
class Point:
    """One statement: in which lane, on what day, where it leads, what it is called, and whether it is chosen."""

    lane: int
    day: date
    address: str
    title: str
    chosen: bool


def plot_html(lanes: Sequence[str], points: Sequence[Point], width: int) -> str:
    """A lane for each speaker, a point for each statement, in `width` pixels. Points are links, in time's order;
    those of about one day stand over one another, so that each can be seen and touched."""
    days = [point.day for point in points]
    first, last = min(days), max(days)
    place = _placing(first, last, width)
    columns = [(point.lane, round(place(point.day) / STEP)) for point in points]
    grounds, height = _grounds(len(lanes), columns)
    rows = "".join(
        f'<line class="lane" x1="{LEFT}" x2="{width - RIGHT}" y1="{ground + STEP}" y2="{ground + STEP}"></line>'
        f'<text class="who" x="{LEFT}" y="{(grounds[n - 1] + STEP if n else 0) + 18}">{escaped(name[:NAMED])}</text>'
        for n, (name, ground) in enumerate(zip(lanes, grounds, strict=True))
    )
    ticks = "".join(
        f'<text class="tick" x="{place(day):.1f}" y="{height - 8}" text-anchor="{_anchor(place(day), width)}">'
        f"{escaped(_tick(day))}</text>"
        for day in _ticks(first, last, max(2, width // 150))
    )
    return (
        f'<svg class="plot" role="group" aria-label="{PLOT}" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{rows}{ticks}{"".join(_dots(points, columns, grounds))}</svg>'
    )


def _grounds(lanes: int, columns: Sequence[tuple[int, int]]) -> tuple[list[int], int]:
    """Where the lowest points of each lane stand, and the height of the whole: a lane is as high as it must be."""
    highest = Counter(columns)
    grounds: list[int] = []
    reached = 0
    for lane in range(lanes):
        stacked = max((count for (own, _), count in highest.items() if own == lane), default=1)
        reached += NAME + STEP * min(stacked, STACKED) + STEP
        grounds.append(reached - STEP)
    return grounds, reached + BOTTOM


def _dots(points: Sequence[Point], columns: Sequence[tuple[int, int]], grounds: Sequence[int]) -> Iterator[str]:
    taken: Counter[tuple[int, int]] = Counter()
    for point, column in zip(points, columns, strict=True):
        x, y = column[1] * STEP, grounds[point.lane] - STEP * min(taken[column], STACKED - 1)
        taken[column] += 1
        chosen = ' aria-current="true"' if point.chosen else ""
        title = escaped(point.title)
        yield (
            f'<a class="point" href="{point.address}" aria-label="{title}"{chosen}><title>{title}</title>'
            f'<circle cx="{x}" cy="{y}" r="{DOT}"></circle></a>'
        )


def _placing(first: date, last: date, width: int) -> Callable[[date], float]:
    span = max(1, (last - first).days)
    room = width - LEFT - RIGHT - 2 * DOT

    def place(day: date) -> float:
        return LEFT + DOT + room * (0.5 if first == last else (day - first).days / span)

    return place


def _ticks(first: date, last: date, count: int) -> list[date]:
    days = (last - first).days
    steps = min(count, max(1, days))
    return list(dict.fromkeys(first + timedelta(days=round(days * step / steps)) for step in range(steps + 1)))


def _tick(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def _anchor(x: float, width: int) -> str:
    return "start" if x < 60 else "end" if x > width - 60 else "middle"
