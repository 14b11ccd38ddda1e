"""The fields by which a view is narrowed -> HTML. scripts/look.js writes them into the address."""

from collections.abc import Iterable, Sequence

from assistant.page.english.look import ANY_OUTLET, FROM, OUTLET, SHOW, UNTIL
from assistant.page.escaping import escaped, shortened
from assistant.page.look.wanted import Wanted


def form_html(view: str, fields: Iterable[str], label: str) -> str:
    """A form that changes what `view` shows while it is filled in, or at once: a form of several fields hears Enter
    only where it has a button."""
    return (
        f'<form class="fields" data-view="{view}" role="search" aria-label="{escaped(label)}">{"".join(fields)}'
        f'<input type="submit" class="act" value="{SHOW}"></form>'
    )


def text_field(name: str, label: str, wanted: Wanted, hint: str = "", options: Iterable[str] = ()) -> str:
    listed = "".join(f'<option value="{escaped(one)}"></option>' for one in options)
    named = f' list="list-{name}"' if listed else ""
    data = f'<datalist id="list-{name}">{listed}</datalist>' if listed else ""
    return (
        f'<label class="field wide"><span>{escaped(label)}</span><input type="search" name="{name}" '
        f'value="{escaped(wanted.one(name))}" placeholder="{escaped(hint)}" maxlength="200" autocomplete="off"'
        f"{named}></label>{data}"
    )


def choice_field(name: str, label: str, wanted: Wanted, choices: Sequence[tuple[str, str]]) -> str:
    """Choices are pairs of value and words."""
    chosen = wanted.one(name)
    options = "".join(
        f'<option value="{escaped(value)}"{" selected" if value == chosen else ""}>{escaped(shortened(words))}</option>'
        for value, words in choices
    )
    return f'<label class="field"><span>{escaped(label)}</span><select name="{name}">{options}</select></label>'


def day_fields(wanted: Wanted) -> str:
    return "".join(
        f'<label class="field day"><span>{escaped(label)}</span>'
        f'<input type="date" name="{name}" value="{escaped(wanted.one(name))}"></label>'
        for name, label in (("since", FROM), ("until", UNTIL))
    )


def outlet_field(wanted: Wanted, outlets: Iterable[str]) -> str:
    return choice_field("outlet", OUTLET, wanted, [("", ANY_OUTLET), *((outlet, outlet) for outlet in outlets)])


def kept_field(name: str, value: str) -> str:
    """A field that is not seen, and goes along."""
    return f'<input type="hidden" name="{name}" value="{escaped(value)}">'
