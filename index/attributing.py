"""Article -> statements: who said what, in exact slices.

    body -> lines with grammar, names and quotations (parsing, marks)
         -> frames: cue, speaker's mention, content by grammar (framing, subject, extent)
         -> drafts: quotations joined to frames (joining)
         -> statements: exact spans, speakers by name (cast, resolving, finishing)

The steps live in `index/attribution/`; they are rules over spaCy's small English model, and nothing is trained.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, tee

from index.article import Article
from index.attribution.cast import Cast
from index.attribution.finishing import finish
from index.attribution.framing import frames_of
from index.attribution.interviewing import answers_of
from index.attribution.joining import join
from index.attribution.parsing import Line, parse
from index.attribution.turns import turns_of
from index.sifting import junk
from index.statement import Span, Statement

# Statements are extracted again when this changes: raise the number with every change of the rules.
fingerprint = "rules-18/en_core_web_sm-3.8.0"

_ENGLISH = ("en", "")  # where the language cannot be told the rules decide: they find nothing in another


class Attributor:
    """Finds the statements of articles. The model is loaded when the first article comes."""

    fingerprint: str = fingerprint

    def attribute(self, articles: Iterable[Article]) -> Iterator[list[Statement]]:
        """The statements of each article, in order; streams. An article in another language has none."""
        bodies, sources = tee(articles)
        texts = (article.body if article.source.language in _ENGLISH else "" for article in bodies)
        for article, lines in zip(sources, parse(texts), strict=True):
            yield _statements(article, lines)


def _statements(article: Article, lines: list[Line]) -> list[Statement]:
    frames = [frames_of(line) for line in lines]
    cast = Cast(lines, frames)
    for number, turn in turns_of(lines, cast):
        frames[number] = [turn]
    return _of_the_story(article, finish(article, lines, cast, join(lines, frames, answers_of(lines, cast))))


def _of_the_story(article: Article, statements: list[Statement]) -> list[Statement]:
    """Without what stands in lines that are no part of it: calls to subscribe, readers' comments."""
    barred = junk(article.body)
    return [s for s in statements if not any(_overlaps(barred, span) for span in s.spans)]


def _overlaps(places: list[Span], span: Span) -> bool:
    """Whether one of several places, in order and apart, shares a character with a span."""
    last = bisect_left(places, span[1], key=lambda place: place[0])
    return last > 0 and places[last - 1][1] > span[0]


def as_quotes(statements: list[Statement]) -> list[dict[str, object]]:
    """The statements of one article as the `quotes` of ``python -m index attribute``.

    A statement inside another's words is left out: there the words are counted once, under the outer speaker.
    """
    spans = sorted(span for statement in statements for span in statement.spans)
    reach = [*accumulate((end for _, end in spans), max)]  # how far the spans up to each one go
    return [_as_quote(statement) for statement in statements if not _is_inside(statement.cue_span, spans, reach)]


def _is_inside(cue: Span | None, spans: list[Span], reach: list[int]) -> bool:
    """Whether a cue stands inside somebody's words: another's, for nobody's own words hold his cue."""
    begun = bisect_right(spans, cue[0], key=lambda span: span[0]) if cue is not None else 0
    return cue is not None and begun > 0 and reach[begun - 1] >= cue[1]


def _as_quote(statement: Statement) -> dict[str, object]:
    speaker = statement.speaker_spans[0] if statement.speaker_spans else None
    base = statement.sentences[0]
    return {
        "start": statement.start,
        "end": statement.end,
        "spans": [[*span] for span in statement.spans],
        "type": statement.kind,
        "speaker_start": speaker[0] if speaker else None,
        "speaker_end": speaker[1] if speaker else None,
        "speaker_text": statement.text[speaker[0] - base : speaker[1] - base] if speaker else None,
        "speaker_canonical": " and ".join(speaker.name for speaker in statement.speakers) or None,
        "cue_start": statement.cue_span[0] if statement.cue_span else None,
        "cue_end": statement.cue_span[1] if statement.cue_span else None,
        "how": statement.how,
        "confidence": statement.confidence,
    }
