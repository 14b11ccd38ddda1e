"""Everybody who speaks in the articles: a list to look through, and a page for each with all they said."""

from collections.abc import Callable
from typing import get_args

from assistant.library import Library, Wish
from assistant.page.english.look import KINDS
from assistant.page.english.speakers import (
    ABOUT,
    ABOUT_HINT,
    ALL,
    ALSO_CALLED,
    ANY_KIND,
    FOUND_NONE,
    KIND,
    MOST_FIRST,
    NAME,
    NAME_HINT,
    NARROW,
    NARROW_STATEMENTS,
    NEWEST,
    OLDEST,
    ON_TIMELINE,
    ORDER,
    OUTLETS,
    ROLES,
    SAID_NONE,
    SPEAKERS,
    UNKNOWN,
    WHY_ONE,
)
from assistant.page.english.wording import counted, days_words
from assistant.page.escaping import escaped, shortened
from assistant.page.look.fields import (
    choice_field,
    day_fields,
    form_html,
    kept_field,
    outlet_field,
    text_field,
)
from assistant.page.look.frame import look_view, part_html, screen_html
from assistant.page.look.leaves import leaves_html, offset_of
from assistant.page.look.quotes import quote_html, speaker_html
from assistant.page.look.wanted import Wanted, address
from assistant.page.view import View
from assistant.pairing import in_marks
from index.person import Person, Tenure
from index.statement import Kind

LEAF = 40  # people, or statements of one, shown at one time
NAMES = 12  # aliases and outlets of a person that a page names
BACK = f'<p class="back"><a href="#speakers?list=1">{ALL}</a></p>'


def speakers_view(library: Callable[[], Library]) -> View:
    """``#speakers?like=&page=``, and ``#speakers?name=&about=&outlet=&since=&until=&kind=&order=&page=``."""

    def draw(wanted: Wanted) -> str:
        return _person(library(), wanted) if wanted.one("name") else _list(library(), wanted)

    return look_view("speakers", SPEAKERS, draw)


def _list(library: Library, wanted: Wanted) -> str:
    people = library.people(wanted.one("like"))
    start = offset_of(wanted, LEAF)
    told = f"{counted(len(people), 'speaker')}, {MOST_FIRST}" if people else FOUND_NONE
    lines = "".join(map(_line_html, people[start : start + LEAF]))
    found = f'<p class="told" role="status">{escaped(told)}</p><ol class="people">{lines}</ol>'
    found += leaves_html("speakers", wanted, LEAF, len(people))
    form = form_html("speakers", [text_field("like", NAME, wanted, NAME_HINT)], NARROW)
    return screen_html("list", f'<h2 tabindex="-1">{SPEAKERS}</h2>{form}{part_html("speakers", found)}')


def _line_html(person: Person) -> str:
    role = person.roles[-1].role if person.roles else ""
    facts = [role, ", ".join(person.aliases[:3]), days_words(person.first, person.last), ", ".join(person.outlets[:4])]
    line = " · ".join(f"<bdi>{escaped(shortened(fact, 120))}</bdi>" for fact in facts if fact)
    count = escaped(counted(person.statements, "statement"))
    return f'<li>{speaker_html(person.name)}<p class="facts">{line}</p><span class="count">{count}</span></li>'


def _person(library: Library, wanted: Wanted) -> str:
    name = wanted.one("name")
    person = library.person(name)
    if person is None:
        unknown = escaped(UNKNOWN.format(in_marks(shortened(name))))
        return screen_html("unknown", f'{BACK}<h2 tabindex="-1">{SPEAKERS}</h2><p>{unknown}</p>')
    wish = Wish(
        wanted.filters((person.name,)),
        wanted.one("about"),
        tuple(kind for kind in get_args(Kind) if kind == wanted.one("kind")),
        wanted.one("order") != "oldest",
    )
    leaf = library.statements(wish, offset_of(wanted, LEAF), LEAF)
    told = counted(leaf.total, "statement") if leaf.total else SAID_NONE
    kin = library.kin_of(one.source.article_id for one in leaf.items)
    quotes = "".join(
        f"<li>{quote_html(one, library.copies(one), False, kin[one.source.article_id])}</li>" for one in leaf.items
    )
    found = f'<p class="told" role="status">{escaped(told)}</p><ol class="quotes">{quotes}</ol>'
    found += leaves_html("speakers", wanted, LEAF, leaf.total)
    line = address("timeline", ("speaker", person.name), ("about", wanted.one("about")))
    return screen_html(
        f"person {person.name}",
        f'{BACK}<h2 tabindex="-1"><bdi>{escaped(shortened(person.name, 200))}</bdi></h2>{_about_html(person)}'
        f'<p class="onward"><a href="{line}">{ON_TIMELINE}</a></p>'
        f"{_narrow_html(person, wanted)}{part_html('statements', found)}",
    )


def _narrow_html(person: Person, wanted: Wanted) -> str:
    fields = [
        kept_field("name", person.name),
        text_field("about", ABOUT, wanted, ABOUT_HINT),
        outlet_field(wanted, person.outlets),
        choice_field("kind", KIND, wanted, [("", ANY_KIND), *KINDS.items()]),
        choice_field("order", ORDER, wanted, [("", NEWEST), ("oldest", OLDEST)]),
        day_fields(wanted),
    ]
    return form_html("speakers", fields, NARROW_STATEMENTS)


def _about_html(person: Person) -> str:
    """Roles with their days, other names and why they are taken for theirs, outlets."""
    roles = "".join(f"<li>{_tenure_html(tenure)}</li>" for tenure in person.roles)
    merges = "".join(
        f"<li><bdi>{escaped(shortened(one.name))}</bdi>: <bdi>{escaped(shortened(one.why, 200))}</bdi> "
        f"({escaped(counted(one.articles, 'article'))})</li>"
        for one in person.merges
    )
    parts = [
        f"<dt>{ROLES}</dt><dd><ul>{roles}</ul></dd>" if roles else "",
        _named_html(ALSO_CALLED, person.aliases),
        _named_html(OUTLETS, person.outlets),
    ]
    why = f"<details><summary>{WHY_ONE}</summary><ul>{merges}</ul></details>" if merges else ""
    return f'<dl class="facts about">{"".join(parts)}</dl>{why}'


def _named_html(label: str, names: tuple[str, ...]) -> str:
    told = ", ".join(f"<bdi>{escaped(shortened(name))}</bdi>" for name in names[:NAMES])
    more = f" and {len(names) - NAMES:,} more" if len(names) > NAMES else ""
    return f"<dt>{label}</dt><dd>{told}{more}</dd>" if told else ""


def _tenure_html(tenure: Tenure) -> str:
    days = days_words(tenure.first, tenure.last)
    return f"<bdi>{escaped(shortened(tenure.role, 120))}</bdi>" + (f" <span>({escaped(days)})</span>" if days else "")
