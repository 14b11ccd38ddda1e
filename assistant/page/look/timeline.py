"""What one or more speakers said on a topic, over time: a plot, the words of a point, the first beside the last."""

from collections.abc import Callable, Sequence
from itertools import groupby

from assistant.library import Library, Wish, in_order
from assistant.page.english.timeline import (
    ABOUT,
    ABOUT_HINT,
    ANOTHER,
    ANOTHER_HINT,
    BY_DAY,
    CHOSEN,
    EARLIEST,
    LATEST,
    MOST_QUOTED,
    NARROW,
    NO_VERDICT,
    NOBODY_NAMED,
    NONE,
    ON_TOPIC,
    ONLY,
    OTHERS,
    POINT,
    SIDE_BY_SIDE,
    SPEAKER,
    SPEAKER_HINT,
    START,
    THIRD,
    THIRD_HINT,
    TIMELINE,
    TOO_MANY,
    UNDATED,
)
from assistant.page.english.wording import counted, day_words
from assistant.page.escaping import escaped, shortened
from assistant.page.look.fields import day_fields, form_html, outlet_field, text_field
from assistant.page.look.frame import look_view, part_html, screen_html
from assistant.page.look.plot import Point, plot_html
from assistant.page.look.quotes import quote_html, speaker_html
from assistant.page.look.wanted import Wanted, address
from assistant.page.view import View
from index.statement import Statement

MOST = 300  # points of a plot: beyond them none can be told from its neighbour
VOICES = 6  # lanes where nobody is named: the most quoted on the topic, then one for all others
NAMES_OFFERED = 400
OFFERED = 8  # links to begin with
NARROWEST, WIDEST = 280, 1_400  # pixels

Quoted = Callable[[Statement, bool], str]  # a statement's words, under its speakers' names where that is true


def timeline_view(library: Callable[[], Library]) -> View:
    """``#timeline?speaker=&speaker2=&speaker3=&about=&outlet=&since=&until=&open=STATEMENT``."""

    def draw(wanted: Wanted) -> str:
        shelf = library()
        shown = f"{_form_html(shelf, wanted)}{part_html('timeline', compared_html(shelf, wanted))}"
        return screen_html("timeline", f'<h2 tabindex="-1">{TIMELINE}</h2>{shown}')

    return look_view("timeline", TIMELINE, draw)


def _form_html(library: Library, wanted: Wanted) -> str:
    names = [person.name for person in library.people()[:NAMES_OFFERED] if len(person.name) < 80]
    fields = [
        text_field("speaker", SPEAKER, wanted, SPEAKER_HINT, names),
        text_field("speaker2", ANOTHER, wanted, ANOTHER_HINT, names),
        text_field("speaker3", THIRD, wanted, THIRD_HINT, names),
        text_field("about", ABOUT, wanted, ABOUT_HINT),
        outlet_field(wanted, library.outlets()),
        day_fields(wanted),
    ]
    return form_html("timeline", fields, NARROW)


def compared_html(library: Library, wanted: Wanted) -> str:
    told = dict.fromkeys(wanted.one(name).strip() for name in ("speaker", "speaker2", "speaker3"))
    people = [library.person(name) or name for name in told if name]
    names = [one if isinstance(one, str) else one.name for one in people]
    topic = wanted.one("about")
    if not names and not topic:
        asked = bool(wanted.fields) and set(dict(wanted.fields)) != {"wide"}  # by a field or the button
        missing = f'<p class="missing" role="alert">{NOBODY_NAMED}</p>' if asked else ""
        return f'{missing}<p class="told" role="status">{START}</p>{_first_html(library)}'
    found: dict[str, Statement] = {}
    on_topic: set[str] = set()
    total = 0
    for speaker in names or [""]:
        wish = Wish(wanted.filters((speaker,) if speaker else ()), topic)
        leaf = library.statements(wish, 0, MOST)
        on_topic |= library.closest(wish) if topic else {one.statement_id for one in leaf.items}
        found |= {one.statement_id: one for one in leaf.items}
        total += leaf.total
    dated = [one for one in in_order(found.values(), newest_first=False) if one.source.day]
    if not dated:
        return f'<p class="told" role="status">{NONE}</p>'
    notes = [counted(len(dated), "statement")]
    if len(found) > len(dated):
        notes.append(UNDATED.format(counted(len(found) - len(dated), "statement")))
    if total > len(found) >= MOST:
        notes.append(TOO_MANY.format(len(found), total))
    lanes = names or _voices(dated)
    status = f'<p class="told" role="status">{escaped(" · ".join(notes))}</p>'
    plot = plot_html(lanes, _points(dated, lanes, wanted), _width(wanted))
    kin = library.kin_of(one.source.article_id for one in found.values())

    def quoted(one: Statement, named: bool) -> str:
        return quote_html(one, (), named, kin[one.source.article_id])

    chosen = found.get(wanted.one("open"))
    opened = f'<section class="goal"><h3>{CHOSEN}</h3>{quoted(chosen, True)}</section>' if chosen else ""
    compared = [one for one in dated if one.statement_id in on_topic]
    sides = _sides_html(compared, lanes, bool(topic), quoted)
    return f"{status}{plot}{opened}{sides}{_days_html(dated, wanted.one('open'), len(lanes) > 1, quoted)}"


def _first_html(library: Library) -> str:
    """Whom to begin with."""
    links = ", ".join(
        f'<a href="{address("timeline", ("speaker", one.name))}"><bdi>{escaped(shortened(one.name))}</bdi></a>'
        for one in library.people()[:OFFERED]
    )
    return f'<p class="begin">{MOST_QUOTED}: {links}</p>' if links else ""


def _width(wanted: Wanted) -> int:
    return min(WIDEST, max(NARROWEST, wanted.number("wide", 900)))


def _voices(statements: Sequence[Statement]) -> list[str]:
    """The lanes where nobody is named: whoever spoke most on the topic, then all others together."""
    counts: dict[str, int] = {}
    for statement in statements:
        for speaker in statement.speakers:
            counts[speaker.name] = counts.get(speaker.name, 0) + 1
    most = sorted(counts, key=lambda name: (-counts[name], name))[:VOICES]
    rest = any(_lane(statement, most) is None for statement in statements)
    return [*most, OTHERS] if rest else most


def _lane(statement: Statement, lanes: Sequence[str]) -> int | None:
    names = {speaker.name for speaker in statement.speakers}
    return next((place for place, lane in enumerate(lanes) if lane in names), None)


def _points(statements: Sequence[Statement], lanes: Sequence[str], wanted: Wanted) -> list[Point]:
    points = []
    for one in statements:
        lane = _lane(one, lanes)
        who = ", ".join(speaker.name for speaker in one.speakers) or OTHERS
        words = shortened(" … ".join(one.words), 160)
        title = POINT.format(who=shortened(who), day=day_words(one.source.published), words=words)
        link = wanted.but(open=one.statement_id, wide="").address("timeline")
        chosen = wanted.one("open") == one.statement_id
        assert one.source.day is not None
        points.append(Point(len(lanes) - 1 if lane is None else lane, one.source.day, link, title, chosen))
    return points


def _days_html(statements: Sequence[Statement], chosen: str, named: bool, quoted: Quoted) -> str:
    """Every statement under its day, in time's order: what the points of the plot stand for, to read on."""
    days, current = "", ' aria-current="true"'
    for day, own in groupby(statements, key=lambda one: one.source.day):
        told = "".join(f"<li{current if one.statement_id == chosen else ''}>{quoted(one, named)}</li>" for one in own)
        days += f"<li><h4>{escaped(day_words(str(day)))}</h4><ul>{told}</ul></li>"
    return f'<section class="days"><h3>{BY_DAY}</h3><ol>{days}</ol></section>'


def _sides_html(statements: Sequence[Statement], lanes: Sequence[str], narrowed: bool, quoted: Quoted) -> str:
    """For each speaker the earliest statement beside the latest. What they mean is for the reader to say. `narrowed`:
    only statements that surely are on the topic asked for were given."""
    told = f"{NO_VERDICT} {ON_TOPIC}" if narrowed else NO_VERDICT
    sides = ""
    for place, name in enumerate(lanes):
        own = [one for one in statements if _lane(one, lanes) == place]
        if not own:
            continue
        ends = [(ONLY, own[0])] if len(own) == 1 else [(EARLIEST, own[0]), (LATEST, own[-1])]
        pair = "".join(f'<div class="end"><h4>{label}</h4>{quoted(one, False)}</div>' for label, one in ends)
        sides += f'<section class="ends"><h3>{speaker_html(name)}</h3><div class="pair">{pair}</div></section>'
    return f'<section class="sides"><h3>{SIDE_BY_SIDE}</h3><p class="facts">{told}</p>{sides}</section>'
