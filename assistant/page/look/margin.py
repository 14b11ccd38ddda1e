"""An article with its statements underlined and who spoke in the margin -> HTML. Pure."""

from collections.abc import Sequence
from itertools import pairwise

from assistant.page.english.articles import ALL, CUT, GONE, GONE_WHY, NOBODY_SPEAKS, WHO_SPEAKS
from assistant.page.english.look import DENIES, KINDS, NOBODY, SECOND_HAND
from assistant.page.english.wording import counted
from assistant.page.escaping import escaped, shortened
from assistant.page.highlighting import line_spans, source_html, window
from assistant.page.look.wanted import address
from assistant.page.place import Place
from assistant.voicing import denies
from index.article import Article
from index.statement import Span, Statement

NAME = 60  # characters of a name in the margin
BACK = f'<p class="back"><a href="#articles?list=1">{ALL}</a></p>'


def margin_html(article: Article, statements: Sequence[Statement], at: Span | None, above: str = "") -> str:
    """The article; `at` is the place that a link leads to, `above` stands before its text. Joined, the texts of its
    lines are the body's."""
    start, end = window(len(article.body), Place("", (at,) if at else (), ()))
    lines = line_spans(article.body, start, end)
    headline, lines = (lines[:1], lines[1:]) if start == 0 and article.source.headline else ([], lines)
    title = "".join(_words_html(article.body, line, statements, at) for line in headline)
    rows = "".join(_row_html(article.body, line, statements, at) for line in lines)
    notes = _notes_html(headline[0], statements) if headline else ""
    cut = "" if end - start == len(article.body) else f'<p class="cut">{CUT}</p>'
    return (
        f'{BACK}<article class="margined"><div class="row head">{source_html(article.source, title)}{notes}</div>'
        f'{_speakers_html(statements)}{above}{cut}<div class="body">{rows}</div>{cut}</article>'
    )


def gone_html() -> str:
    return f'{BACK}<h2 tabindex="-1">{GONE}</h2><p>{GONE_WHY}</p>'


def _speakers_html(statements: Sequence[Statement]) -> str:
    """Everybody who speaks in the article, with how often."""
    counts: dict[str, int] = {}
    for statement in statements:
        for speaker in statement.speakers:
            counts[speaker.name] = counts.get(speaker.name, 0) + 1
    if not counts:
        return f'<p class="voices">{NOBODY_SPEAKS}</p>'
    links = ", ".join(f"{_name_html(name)} <span>{count}</span>" for name, count in counts.items())
    return f'<p class="voices"><b>{WHO_SPEAKS}:</b> {links} ({escaped(counted(len(statements), "statement"))})</p>'


def _row_html(body: str, line: Span, statements: Sequence[Statement], at: Span | None) -> str:
    return f'<div class="row"><p>{_words_html(body, line, statements, at)}</p>{_notes_html(line, statements)}</div>'


def _words_html(body: str, line: Span, statements: Sequence[Statement], at: Span | None) -> str:
    """A line, cut wherever the words of a statement or the place looked for begin or end."""
    said = [(span, place) for place, one in enumerate(statements) for span in one.spans if _meets(span, line)]
    spans = [span for span, _ in said] + ([at] if at else [])
    edges = {edge for span in spans for edge in span if line[0] < edge < line[1]}
    pieces: list[str] = []
    for start, end in pairwise(sorted({*line, *edges})):
        text = escaped(body[start:end])
        if at and at[0] <= start < at[1]:
            text = f"<mark>{text}</mark>"
        if theirs := [place for span, place in said if span[0] <= start < span[1]]:
            marks = " ".join(f"s{place}" for place in theirs)
            text = f'<span class="said" data-said="{marks}">{text}</span>'
        pieces.append(text)
    return "".join(pieces)


def _notes_html(line: Span, statements: Sequence[Statement]) -> str:
    """Who spoke in a line, once for each statement of which words begin there."""
    begun = ((place, one) for place, one in enumerate(statements) if any(line[0] <= a < line[1] for a, _ in one.spans))
    notes = "".join(_note_html(place, one) for place, one in begun)
    return f'<ul class="notes">{notes}</ul>' if notes else ""


def _note_html(place: int, statement: Statement) -> str:
    names = ", ".join(_name_html(speaker.name) for speaker in statement.speakers)
    facts = [KINDS[statement.kind]]
    if statement.cue:
        facts.insert(0, f"“{shortened(statement.cue, NAME)}”")
    if statement.via:
        facts.append(SECOND_HAND.format(shortened(statement.via, NAME)))
    if denies(statement):
        facts.append(DENIES)
    told = " · ".join(f"<bdi>{escaped(fact)}</bdi>" for fact in facts)
    return f'<li data-said="s{place}">{names or NOBODY}<span class="how">{told}</span></li>'


def _name_html(name: str) -> str:
    return (
        f'<a class="name" href="{address("speakers", ("name", name))}"><bdi>{escaped(shortened(name, NAME))}</bdi></a>'
    )


def _meets(span: Span, line: Span) -> bool:
    return span[0] < line[1] and line[0] < span[1]
