"""The words of an answer -> HTML: marks that lead to what they cite, copied words set apart. Pure."""

import re
from collections.abc import Iterable
from itertools import groupby

from assistant.page.english.ask import SOURCE_MARK
from assistant.page.escaping import escaped
from assistant.page.place import MARK, place_of
from assistant.page.record import Cited, Record

Sources = dict[int, tuple[Cited, ...]]  # the citations under each label

_LABEL = re.compile(r"\[(?P<label>\d{1,4})\]")
_DAY = r"(?P<day>\b\d{4}-\d\d-\d\d\b)"
_QUOTE = r"[\"“](?P<inner>(?! )[^\"“”\[\]]+?)[,.]?[\"”]"


def sources_of(record: Record) -> Sources:
    """The citations of an answer by label, in the order in which its text uses them."""
    by_label = {label: tuple(held) for label, held in groupby(sorted(record.cited, key=_label), key=_label)}
    used = [int(match["label"]) for match in _LABEL.finditer(record.text)]
    order = [label for label in dict.fromkeys(used) if label in by_label]
    return {label: by_label[label] for label in [*order, *(by_label.keys() - set(order))]}


def read_link(held: tuple[Cited, ...], sources: Sources) -> str:
    """Where a mark leads, as an escaped link."""
    every = (cited for several in sources.values() for cited in several)
    return escaped(MARK + place_of(held, every).query)


def words_html(text: str, sources: Sources) -> str:
    """A paragraph, with each ``[n]`` a mark, and words that stand verbatim in what it cites set apart."""
    labels = {int(match["label"]) for match in _LABEL.finditer(text)}
    cited = [one for label in labels & sources.keys() for one in sources[label]]
    exact = _any_of(words for one in cited for words in one.words if " " in words)  # single words stand anywhere
    pieces: list[str] = []
    reached = 0
    for match in _parts(cited, exact).finditer(text):
        before, found = text[reached : match.start()], match[0]
        reached = match.end()
        if match["label"]:
            before = re.sub(" $", "\N{NO-BREAK SPACE}", before)  # a mark must not begin a line
            shown = _mark_html(int(match["label"]), sources)
        elif match["day"]:
            shown = f'<span class="day">{escaped(found)}</span>'
        elif match["copied"] or any(match["inner"] in one.text for one in cited):
            shown = f'<span class="verbatim">{_copied_html(found, exact)}</span>'
        else:
            shown = _inline(found)
        pieces += [_inline(before), shown]
    return "".join([*pieces, _inline(text[reached:])])


def _label(cited: Cited) -> int:
    return cited.label


def _inline(text: str) -> str:
    return escaped(text).replace("\n", "<br>")


def _any_of(texts: Iterable[str]) -> str:
    """A pattern for any of `texts`, the longest first."""
    return "|".join(map(re.escape, sorted(filter(None, texts), key=len, reverse=True))) or "(?!)"


def _parts(cited: list[Cited], exact: str) -> re.Pattern[str]:
    """Finds what is copied from the citations, whole or in part, and marks, days and other quotations."""
    whole = _any_of(one.text for one in cited)
    copied = rf"(?P<copied>[\"“]?(?:{whole}|{exact})[\"”]?)"
    return re.compile(rf"{copied}|{_LABEL.pattern}|{_DAY}|{_QUOTE}")


def _copied_html(text: str, exact: str) -> str:
    """Copied words, with the exact ones among them as strongly marked as in the article."""
    parts = re.split(f"({exact})", text)
    return "".join(
        f'<span class="exact">{_inline(part)}</span>' if number % 2 else _inline(part)
        for number, part in enumerate(parts)
    )


def _mark_html(label: int, sources: Sources) -> str:
    """A mark: a link where source `label` is there to be shown, else just its number. For the ear it says what
    it leads to; for the eye a card shows it (scripts/cards.js)."""
    number = f'<span class="bracket">[</span>{label}<span class="bracket">]</span>'
    if label not in sources:
        return f'<span class="cite pending">{number}</span>'
    source = sources[label][0].source
    told = SOURCE_MARK.format(headline=source.headline or source.path, outlet=source.outlet).rstrip(", ")
    ear = f'<span class="ear">{escaped(told)}</span>'
    return f'<a class="cite" href="{read_link(sources[label], sources)}">{number}{ear}</a>'
