"""Check 2: words between quotation marks stand in an article, letter by letter, typography aside. Pure."""

import re
from collections.abc import Iterable
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from index.statement import Span

FOLDED = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
_LEFT_OUT = re.compile(r"\s*(?:\[[^\]]*\]|\(\.\.\.\)|\.{3,}|…)\s*")  # "[the treaty]", "...": the quoter's own
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")
# Between two sentences of one speech: ',” he said. “', or only the space between them.
_INSERTED = re.compile(r"""[.,;:!?]*(?:["'][^"'\n]{1,80}["'])?\s*""")
_TRAILING = ",.;:!? "
_WORDS = re.compile(r"\w+(?:['-]\w+)*")
_SLACK = 25  # characters about the ends of an alignment, at least, in which the true words may begin or end
_TRIED = 40  # beginnings and ends tried at most
NEARLY = 60.0  # of 100 (rapidfuzz): words so like an article's are those words, altered


def found(words: str, body: str) -> tuple[Span, ...]:
    """Where the words stand in a body: a span for each part between words left out, in order; () when any
    part does not. Kinds of marks and dashes, runs of space, the first letter's case and the punctuation at the
    end are set aside; so is who is told to speak between two sentences of one speech."""
    plain = body.translate(FOLDED)
    for told in (words, words.rstrip(_TRAILING)):
        spans = _in_order(_LEFT_OUT.split(told.translate(FOLDED)), plain)
        if spans:
            return spans
    parts = [part.rstrip(_TRAILING) for part in _SENTENCE_ENDS.split(words.translate(FOLDED))]
    spans = _in_order(parts, plain) if len(parts) > 1 else ()
    return spans if all(_INSERTED.fullmatch(plain[a[1] : b[0]]) for a, b in pairwise(spans)) else ()


def nearest(words: str, body: str) -> tuple[float, Span]:
    """The stretch of whole words in a body most like these words, and how like it is (0 to 100)."""
    wanted, plain = words.translate(FOLDED).casefold(), body.translate(FOLDED).casefold()
    if len(plain) != len(body) or not wanted.strip():
        return 0.0, (0, 0)
    best = fuzz.partial_ratio_alignment(wanted, plain)
    if best is None or len(wanted) > len(plain):
        return 0.0, (0, 0)
    start, end = _trimmed(wanted, plain, best.dest_start, best.dest_end)
    while start > 0 and plain[start - 1].isalnum() and plain[start].isalnum():
        start -= 1
    while end < len(plain) and plain[end - 1].isalnum() and plain[end].isalnum():
        end += 1
    while end > start and plain[end - 1] in "\"' ,":
        end -= 1
    while start < end and plain[start] in "\"' ,":
        start += 1
    return best.score, (start, end)


def _trimmed(wanted: str, plain: str, start: int, end: int) -> Span:
    """The stretch about `start` and `end` with the fewest words put in, left out or changed against those wanted:
    an alignment as long as these takes in what stands beside the true ones where they are shorter, and cuts them where
    they are longer. Of equal ones the longer: an altered word is one of them."""
    slack = max(_SLACK, (end - start) // 2)
    words = [m.span() for m in _WORDS.finditer(plain, max(0, start - slack), min(len(plain), end + slack))]
    told = [plain[slice(*word)] for word in words]
    wished = _WORDS.findall(wanted)
    firsts = [n for n, word in enumerate(words) if abs(word[0] - start) <= slack][:_TRIED]
    lasts = [n for n, word in enumerate(words) if abs(word[1] - end) <= slack][-_TRIED:]
    pairs = [(a, b) for a in firsts for b in lasts if a <= b]
    if not pairs:
        return start, end
    first, last = min(pairs, key=lambda p: (Levenshtein.distance(wished, told[p[0] : p[1] + 1]), p[0] - p[1]))
    return words[first][0], words[last][1]


def _in_order(parts: Iterable[str], plain: str) -> tuple[Span, ...]:
    parts = [part for part in parts if re.search(r"\w", part)]
    spans: list[Span] = []
    at = 0
    for part in parts:
        match = _pattern(part).search(plain, at)
        if not match:
            return ()
        spans.append(match.span())
        at = match.end()
    return tuple(spans) if all(before[1] <= after[0] for before, after in pairwise(spans)) else ()


def _pattern(part: str) -> re.Pattern[str]:
    first, *rest = part.split()
    letter = f"[{first[0].lower()}{first[0].upper()}]" if first[0].isalpha() else re.escape(first[0])
    words = [letter + re.escape(first[1:]), *map(re.escape, rest)]
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)")
