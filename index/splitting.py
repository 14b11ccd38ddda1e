"""Article -> Passages: sentences gathered into slices small enough to embed whole. Pure."""

import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise

from index.article import Article
from index.passage import Passage

CHARACTERS = 1_200  # a passage's most characters
TOKENS = 250  # and most word pieces; all-MiniLM-L6-v2 reads 256, two of them its own marks

Span = tuple[int, int]
CountTokens = Callable[[Sequence[str]], list[int]]
Sentences = Callable[[str], list[Span]]

# What a passage costs; the cheapest whole partition of an article wins.
_COST_EACH = 1.0  # few passages rather than many
_COST_SLACK = 1.0  # times the square of the empty share: even passages rather than a tiny tail
_COST_INSIDE_PARAGRAPH = 0.4  # begins where no paragraph does
_COST_LONE_HEADLINE = 4.0  # ends between headline and story


def split(article: Article, count_tokens: CountTokens, sentences: Sentences) -> list[Passage]:
    """The passages of `article`: disjoint, in order, holding every character of the body but whitespace.

    Each is an exact slice of at most CHARACTERS characters and TOKENS tokens that begins and ends with
    a sentence (an overlong sentence is cut), at paragraph borders where that leaves no small remains.
    `count_tokens` counts each text's word pieces; `sentences` gives a text's sentences as offsets.
    """
    body = article.body
    pieces = _cut_to_fit(body, sentences(body), count_tokens)
    spans = _gathered(body, pieces)
    # Counts of pieces add up but for rare joins without a space between; so the result is counted too.
    fitting = _cut_to_fit(body, spans, count_tokens)
    return [Passage(article.source, start, end, body[start:end]) for (start, end), _ in fitting]


def _cut_to_fit(body: str, spans: list[Span], count_tokens: CountTokens) -> list[tuple[Span, int]]:
    """`spans` with their tokens, those that are too long halved until they fit."""
    if not spans:
        return []
    counted = list(zip(spans, count_tokens([body[a:b] for a, b in spans]), strict=True))
    fitting: list[tuple[Span, int]] = []
    for (start, end), tokens in counted:
        if end - start > 1 and (end - start > CHARACTERS or tokens > TOKENS):
            fitting += _cut_to_fit(body, _halves(body, start, end), count_tokens)
        else:
            fitting.append(((start, end), tokens))
    return fitting


def _halves(body: str, start: int, end: int) -> list[Span]:
    """Two stripped slices that part near the middle: at a space if there is one, else between letters."""
    cut = _cut_point(body, start, end)
    halves = ((start, cut), (cut, end))
    return [_stripped(body, a, b) for a, b in halves if body[a:b].strip()]


def _cut_point(body: str, start: int, end: int) -> int:
    middle = (start + end) // 2
    third = (end - start) // 6
    for marks in (".!?;:,—", " "):
        places = [i + 1 for i in range(middle - third, middle + third) if body[i] in marks and body[i + 1].isspace()]
        if places:
            return min(places, key=lambda place: abs(place - middle))
    while middle > start + 1 and _joins(body[middle]):
        middle -= 1
    return middle


def _joins(character: str) -> bool:
    """Whether `character` belongs to the one before it (accents, joiners, the second half of a surrogate pair)."""
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf") or "\udc00" <= character <= "\udfff"


def _stripped(body: str, start: int, end: int) -> Span:
    piece = body[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _gathered(body: str, pieces: list[tuple[Span, int]]) -> list[Span]:
    """Neighbouring pieces joined to passages: of all partitions that keep the limits, the cheapest."""
    breaks = [0] + ["\n" in body[a[1] : b[0]] for (a, _), (b, _) in pairwise(pieces)]
    best = [0.0]  # cost of the cheapest partition of the first n pieces
    came_from = [0]
    for last, ((_, end), _) in enumerate(pieces):
        best.append(float("inf"))
        came_from.append(last)
        tokens = 0
        for first in range(last, -1, -1):
            (start, _), count = pieces[first]
            tokens += count
            if first < last and (end - start > CHARACTERS or tokens > TOKENS):
                break
            cost = best[first] + _COST_EACH + _COST_SLACK * (1 - (end - start) / CHARACTERS) ** 2
            if first and not breaks[first]:
                cost += _COST_INSIDE_PARAGRAPH
            if first == 1 and breaks[1]:
                cost += _COST_LONE_HEADLINE
            if cost < best[-1]:
                best[-1], came_from[-1] = cost, first
    return _walk_back(pieces, came_from)


def _walk_back(pieces: list[tuple[Span, int]], came_from: list[int]) -> list[Span]:
    spans: list[Span] = []
    upto = len(pieces)
    while upto:
        first = came_from[upto]
        spans.append((pieces[first][0][0], pieces[upto - 1][0][1]))
        upto = first
    return spans[::-1]
