"""The articles of the index: a list to narrow, and each to read."""

from collections.abc import Callable, Sequence

from assistant.library import Library
from assistant.page.english.articles import (
    ALSO,
    ARTICLES,
    BEST_FIRST,
    FOUND_NONE,
    NARROW,
    NEWEST_FIRST,
    WORDS,
    WORDS_HINT,
)
from assistant.page.english.look import NO_HEADLINE, UNDATED
from assistant.page.english.wording import counted, day_words
from assistant.page.escaping import escaped, shortened
from assistant.page.look.fields import day_fields, form_html, outlet_field, text_field
from assistant.page.look.frame import look_view, part_html, screen_html
from assistant.page.look.kin import kin_html
from assistant.page.look.leaves import leaves_html, offset_of
from assistant.page.look.margin import gone_html, margin_html
from assistant.page.look.wanted import Wanted, address
from assistant.page.view import View
from index.kinship import Kin
from index.leaf import Listed

LEAF = 30  # articles of a list shown at one time


def articles_view(library: Callable[[], Library]) -> View:
    """``#articles?words=&outlet=&since=&until=&page=``, and ``#articles?read=ID&at=START-END``."""

    def draw(wanted: Wanted) -> str:
        return _read(library(), wanted) if wanted.one("read") else _list(library(), wanted)

    return look_view("articles", ARTICLES, draw)


def _read(library: Library, wanted: Wanted) -> str:
    article = library.article(wanted.one("read"))
    if article is None:
        return screen_html("gone", gone_html())
    statements = library.statements_in(article.source.article_id)
    screen = f"read {article.source.article_id} {wanted.one('at')}"
    kin = _kin_html(library.kin(article.source.article_id))
    return screen_html(screen, margin_html(article, statements, wanted.span("at"), kin))


def _kin_html(kin: Sequence[Kin]) -> str:
    """The articles for which this one may stand, or which stand for it: each a click away."""
    lines = "".join(f"<li>{kin_html(one)}</li>" for one in kin)
    return f'<section class="kin"><h3>{ALSO}</h3><ul>{lines}</ul></section>' if lines else ""


def _list(library: Library, wanted: Wanted) -> str:
    form = form_html(
        "articles",
        [text_field("words", WORDS, wanted, WORDS_HINT), outlet_field(wanted, library.outlets()), day_fields(wanted)],
        NARROW,
    )
    words = wanted.one("words")
    leaf = library.articles(words, wanted.filters(), offset_of(wanted, LEAF), LEAF)
    told = f"{counted(leaf.total, 'article')}, {BEST_FIRST if words else NEWEST_FIRST}" if leaf.total else FOUND_NONE
    lines = "".join(map(_line_html, leaf.items))
    found = f'<p class="told" role="status">{escaped(told)}</p><ol class="articles">{lines}</ol>'
    found += leaves_html("articles", wanted, LEAF, leaf.total)
    return screen_html("list", f'<h2 tabindex="-1">{ARTICLES}</h2>{form}{part_html("articles", found)}')


def _line_html(listed: Listed) -> str:
    source = listed.source
    where = address("articles", ("read", source.article_id))
    facts = [source.outlet, day_words(source.published) or UNDATED, source.byline]
    headline = escaped(shortened(source.headline or NO_HEADLINE, 200))
    line = " · ".join(f"<bdi>{escaped(shortened(fact))}</bdi>" for fact in facts if fact)
    return (
        f'<li><a class="headline" href="{where}"><bdi>{headline}</bdi></a>'
        f'<p class="facts">{line}</p><span class="count">{escaped(counted(listed.statements, "statement"))}</span></li>'
    )
