"""Article -> Passages: sentences gathered into slices small enough to embed whole. Pure."""

import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise

from index.article import Article
from index.passage import Passage

SPLITTER = "1"  # goes up when the same body would be cut otherwise: what stands is then cut again
CHARACTERS = 1_200  # a passage's most characters
TOKENS = 250  # and most word pieces; all-MiniLM-L6-v2 reads 256, two of them its own marks
_LONGEST_CLUSTER = 32  # characters drawn as one, such as a letter with its accents; longer runs are not writing

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
    spans = _gathered(article, pieces)
    # Counts of pieces add up but for rare joins without a space between; so the result is counted too.
    fitting = _cut_to_fit(body, spans, count_tokens)
    return [Passage(article.source, start, end, body[start:end]) for (start, end), _ in fitting]


def _cut_to_fit(body: str, spans: list[Span], count_tokens: CountTokens) -> list[tuple[Span, int]]:
    """`spans` with their tokens, those that are too long halved until they fit."""
    short = [piece for span in spans for piece in _within_characters(body, span)]
    counts = count_tokens([body[start:end] for start, end in short]) if short else []
    fitting: list[tuple[Span, int]] = []
    for (start, end), tokens in zip(short, counts, strict=True):
        if tokens > TOKENS and end - start > 1:
            fitting += _cut_to_fit(body, _halves(body, start, end), count_tokens)
        else:
            fitting.append(((start, end), tokens))
    return fitting


def _within_characters(body: str, span: Span) -> list[Span]:
    start, end = span
    if end - start <= CHARACTERS:
        return [span]
    return [piece for half in _halves(body, start, end) for piece in _within_characters(body, half)]


def _halves(body: str, start: int, end: int) -> list[Span]:
    """Two stripped slices that part near the middle, or one when all else is blank."""
    cut = _cut_point(body, start, end)
    return [_stripped(body, a, b) for a, b in ((start, cut), (cut, end)) if body[a:b].strip()]


def _cut_point(body: str, start: int, end: int) -> int:
    """Near the middle: behind a stop or comma, else behind a word, else between letters."""
    middle = (start + end) // 2
    reach = min((end - start) // 6, CHARACTERS // 2)
    spaces = [at for at in range(middle - reach, middle + reach) if at > start and body[at].isspace()]
    stops = [at for at in spaces if body[at - 1] in ".!?;:,—"]
    if spaces:
        return min(stops or spaces, key=lambda at: abs(at - middle))
    nearest = range(middle, max(start, middle - _LONGEST_CLUSTER), -1)
    return next((at for at in nearest if not _joins(body[at])), middle)


def _joins(character: str) -> bool:
    """Whether `character` belongs to the one before it: accents, joiners, the second half of a surrogate pair."""
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf") or "\udc00" <= character <= "\udfff"


def _stripped(body: str, start: int, end: int) -> Span:
    piece = body[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _gathered(article: Article, pieces: list[tuple[Span, int]]) -> list[Span]:
    """Neighbouring pieces joined to passages: of all partitions that keep the limits, the cheapest."""
    begins = _costs_to_begin(article, [span for span, _ in pieces])
    best = [0.0]  # cost of the cheapest partition of the first n pieces
    came_from = [0]  # where the last passage of that partition begins
    for last, ((_, end), _) in enumerate(pieces):
        cheapest, chosen, tokens = float("inf"), last, 0
        for first in range(last, -1, -1):
            (start, _), count = pieces[first]
            tokens += count
            if first < last and (end - start > CHARACTERS or tokens > TOKENS):
                break
            slack = 1 - (end - start) / CHARACTERS
            cost = best[first] + begins[first] + _COST_EACH + _COST_SLACK * slack * slack
            if cost < cheapest:
                cheapest, chosen = cost, first
        best.append(cheapest)
        came_from.append(chosen)
    return _walk_back(pieces, came_from)


def _costs_to_begin(article: Article, spans: list[Span]) -> list[float]:
    """What it costs to begin a passage at each span."""
    costs = [0.0] * len(spans)
    below_headline = bool(article.source.headline)
    for at, (before, span) in enumerate(pairwise(spans), start=1):
        if "\n" not in article.body[before[1] : span[0]]:
            costs[at] = _COST_INSIDE_PARAGRAPH
        elif below_headline:
            costs[at] = _COST_LONE_HEADLINE
            below_headline = False
    return costs


def _walk_back(pieces: list[tuple[Span, int]], came_from: list[int]) -> list[Span]:
    spans: list[Span] = []
    upto = len(pieces)
    while upto:
        first = came_from[upto]
        spans.append((pieces[first][0][0], pieces[upto - 1][0][1]))
        upto = first
    return spans[::-1]
