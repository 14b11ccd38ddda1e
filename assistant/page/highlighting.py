"""An article and a place in it -> HTML for the reading panel, with the cited words highlighted. Pure."""

from itertools import pairwise

from assistant.page.english.look import CUT_AROUND, GONE, GONE_WHY, NO_HEADLINE, ORIGINAL
from assistant.page.english.wording import day_words
from assistant.page.escaping import escaped, followable
from assistant.page.place import Place
from index.article import Article, Source
from index.statement import Span

SHOWN = 200_000
"""Characters of a body shown around the place. A long read has 60,000; a browser lays out 200,000 in well
under a second, while a file of megabytes would freeze the page."""


def article_html(article: Article, place: Place) -> str:
    """The article with its sentences lightly marked, the exact words strongly, and what else the answer cites
    of it more faintly.

    Joined, the texts of the ``<mark>`` elements are the words cut from the body. A place that reaches
    beyond the body is cut to it.
    """
    start, end = window(len(article.body), place)
    lines = line_spans(article.body, start, end)
    headline, paragraphs = (lines[:1], lines[1:]) if start == 0 and article.source.headline else ([], lines)
    title = "".join(_line_html(article.body, line, place) for line in headline)
    text = "".join(f"<p>{_line_html(article.body, line, place)}</p>" for line in paragraphs)
    return (
        f'<article class="reading">{source_html(article.source, title)}'
        f'{_cut_html(start > 0)}<div class="body">{text}</div>{_cut_html(end < len(article.body))}</article>'
    )


def missing_html() -> str:
    """What stands in the panel when the store no longer holds the article."""
    return f'<div class="missing"><h2 tabindex="-1">{GONE}</h2><p>{GONE_WHY}</p></div>'


def source_html(source: Source, title: str) -> str:
    heading = title or escaped(source.headline or NO_HEADLINE)
    outlet = f'<p class="outlet">{escaped(source.outlet)}</p>' if source.outlet else ""
    facts = [escaped(source.byline), _published_html(source.published), _link_html(source.url)]
    line = " · ".join(fact for fact in facts if fact)
    return f'<header>{outlet}<h2 tabindex="-1">{heading}</h2><p class="byline">{line}</p></header>'


def _published_html(published: str) -> str:
    if not published:
        return ""
    return f'<time datetime="{escaped(published)}">{escaped(day_words(published))}</time>'


def _link_html(url: str) -> str:
    if not followable(url):
        return ""
    return f'<a href="{escaped(url)}" target="_blank" rel="noopener noreferrer">{ORIGINAL}</a>'


def _cut_html(cut: bool) -> str:
    return f'<p class="cut">{CUT_AROUND}</p>' if cut else ""


def window(length: int, place: Place) -> Span:
    """The part of a body to show: all of it, or what lies around the first cited sentence."""
    if length <= SHOWN:
        return 0, length
    first = min((start for start, _ in place.sentences + place.words), default=0)
    start = max(0, min(first, length) - SHOWN // 2)
    return start, min(length, start + SHOWN)


def line_spans(body: str, start: int, end: int) -> list[Span]:
    """The lines of ``body[start:end]`` that are not blank."""
    spans: list[Span] = []
    for line in body[start:end].split("\n"):
        if line.strip():
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _line_html(body: str, line: Span, place: Place) -> str:
    """One line, cut wherever a sentence or the exact words begin or end."""
    edges = {edge for span in place.sentences + place.words + place.others for edge in span if line[0] < edge < line[1]}
    pieces: list[str] = []
    for start, end in pairwise(sorted({*line, *edges})):
        text = escaped(body[start:end])
        if _inside(start, place.words):
            pieces.append(f"<mark>{text}</mark>")
        elif _inside(start, place.others):
            pieces.append(f'<span class="elsewhere">{text}</span>')
        elif _inside(start, place.sentences):
            pieces.append(f'<span class="sentence">{text}</span>')
        else:
            pieces.append(text)
    return "".join(pieces)


def _inside(offset: int, spans: tuple[Span, ...]) -> bool:
    return any(start <= offset < end for start, end in spans)
