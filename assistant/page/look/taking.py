"""What a reader takes away of one quotation: its words with their source, and the way to them on the web. Pure."""

from collections.abc import Sequence

from assistant.page.english.look import COPY, COPY_WORDS, FROM_ARTICLE, NO_HEADLINE, NOBODY, ON_THE_WEB, READ
from assistant.page.english.wording import day_words
from assistant.page.escaping import escaped, followable, shortened
from assistant.page.fragment import at_words
from assistant.pairing import in_marks
from index.article import Source


def source_html(source: Source, place: str, words: Sequence[str], names: Sequence[str], kind: str = "") -> str:
    """The line that leads from `words` into their article at `place` (an escaped address), to the web, and takes them
    away. `kind` tells, in words, how near they are to what was said; empty where that is not known."""
    headline = escaped(shortened(source.headline or NO_HEADLINE, 160))
    parts = [
        f'{FROM_ARTICLE}: <a href="{place}" title="{READ}"><bdi>{headline}</bdi></a>',
        _web_html(source, words),
        f'<a class="copy" href="#copy" data-copy="{escaped(copied(source, words, names, kind))}">{COPY}</a>',
    ]
    return f'<p class="facts">{" · ".join(filter(None, parts))}</p>'


def copied(source: Source, words: Sequence[str], names: Sequence[str], kind: str) -> str:
    """The words as a note for whoever checks them: who, what, how, where, when."""
    facts = (source.headline, source.outlet, day_words(source.published), source.url if followable(source.url) else "")
    return COPY_WORDS.format(
        who=", ".join(names) or NOBODY,
        words=" … ".join(map(in_marks, words)),
        kind=f" ({kind})" if kind else "",
        where=", ".join(filter(None, facts)),
    )


def _web_html(source: Source, words: Sequence[str]) -> str:
    if not followable(source.url):
        return ""
    url = escaped(at_words(source.url, *words))
    return f'<a class="original" href="{url}" target="_blank" rel="noopener noreferrer">{ON_THE_WEB}</a>'
