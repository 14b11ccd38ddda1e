"""A statement with where it stands -> HTML: its exact words set apart, a link to them in their article. Pure."""

from collections.abc import Sequence
from itertools import pairwise

from assistant.page.english.look import (
    ALSO_IN,
    DENIES,
    KINDS,
    NOBODY,
    SECOND_HAND,
    UNDATED,
)
from assistant.page.english.wording import day_words
from assistant.page.escaping import escaped, shortened
from assistant.page.look.kin import changed_html, changed_words
from assistant.page.look.taking import source_html
from assistant.page.look.wanted import address
from assistant.voicing import carriers, denies
from index.article import Source
from index.kinship import Kin
from index.sifting import without_tags
from index.statement import Statement

SHOWN = 2_000  # characters of the sentences that hold a statement
NAME = 80


def quote_html(
    statement: Statement, copies: Sequence[Source] = (), speakers: bool = True, kin: Sequence[Kin] = ()
) -> str:
    """The sentences that hold the statement; with `speakers`, under whose names. `kin`: what belongs to its article;
    a correction or a later version is told beside the words, and goes with them where they are copied."""
    source = statement.source
    names = ", ".join(speaker_html(speaker.name) for speaker in statement.speakers) or NOBODY
    how = [KINDS[statement.kind], SECOND_HAND.format(statement.via) if statement.via else ""]
    how = [*filter(None, how), *([DENIES] if denies(statement) else [])]
    facts = [day_words(source.published) or UNDATED, source.outlet, *how]
    if outlets := carriers(copies):
        facts.append(ALSO_IN.format(", ".join(outlets[:5])))
    line = " · ".join(f"<bdi>{escaped(shortened(fact, NAME))}</bdi>" for fact in facts if fact)
    told = [speaker.name for speaker in statement.speakers]
    kind = ", ".join(filter(None, (*how, changed_words(kin))))
    source_line = source_html(source, place_of(statement), statement.words, told, kind)
    return (
        f'<article class="quote">{f"<h3>{names}</h3>" if speakers else ""}'
        f'<blockquote>{words_html(statement)}</blockquote><p class="facts">{line}</p>'
        f"{changed_html(kin)}{source_line}</article>"
    )


def words_html(statement: Statement) -> str:
    """The sentences of a statement, its exact words marked, without the tags of a page around them."""
    base, whole = statement.sentences[0], statement.text
    first, last = (base + place for place in without_tags(whole, 0, len(whole)))
    end = min(last, first + SHOWN)
    edges = {edge for span in statement.spans for edge in span if first < edge < end}
    pieces: list[str] = []
    for start, stop in pairwise(sorted({first, *edges, end})):
        text = escaped(whole[start - base : stop - base])
        exact = any(a <= start < b for a, b in statement.spans)
        pieces.append(f'<span class="exact">{text}</span>' if exact else text)
    return "".join(pieces) + ("…" if end < last else "")


def place_of(statement: Statement) -> str:
    """The address of the words in their article, escaped."""
    return address("articles", ("read", statement.source.article_id), ("at", f"{statement.start}-{statement.end}"))


def speaker_html(name: str) -> str:
    """A name that leads to all that its bearer said."""
    link = address("speakers", ("name", name))
    return f'<a class="name" href="{link}"><bdi>{escaped(shortened(name, NAME))}</bdi></a>'
