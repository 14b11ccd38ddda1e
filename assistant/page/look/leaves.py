"""Where one stands in a long list -> HTML."""

from assistant.page.english.look import LEAF, NEXT, PAGES, PREVIOUS
from assistant.page.look.wanted import Wanted


def offset_of(wanted: Wanted, size: int) -> int:
    return (wanted.number("page", 1) - 1) * size


def leaves_html(view: str, wanted: Wanted, size: int, total: int) -> str:
    """Links to the leaf before and the one after; nothing where one leaf holds all."""
    last = max(1, -(-total // size))
    here = wanted.number("page", 1)
    if last == 1 and here == 1:
        return ""
    before = _link(view, wanted, min(here, last + 1) - 1, PREVIOUS, "prev") if here > 1 else ""
    after = _link(view, wanted, here + 1, NEXT, "next") if here < last else ""
    return f'<nav class="leaves" aria-label="{PAGES}">{before}<span>{LEAF.format(here, last)}</span>{after}</nav>'


def _link(view: str, wanted: Wanted, page: int, words: str, relation: str) -> str:
    return f'<a rel="{relation}" href="{wanted.but(page=str(page)).address(view)}">{words}</a>'
