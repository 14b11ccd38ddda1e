"""Did X say that? A claim against the words of one statement. Pure.

No model judges it: words that agree, numbers and names that agree, and the same yes or no. Where a claim adds
or changes anything that tells, the words count as others, and the reader sees both.
"""

import re
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz

from index.stopwords import STOPWORDS

Terms = Callable[[str], Sequence[str]]

HELD = 0.8  # share of a claim's words that a statement must hold to count as the claim
NEARLY = 92.0  # of 100 (rapidfuzz partial_ratio): the claim is a stretch of the words, but for slips

_NEGATIONS = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|deny|denied|denies|refused?|reject(?:s|ed)?)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
_FRAME = frozenset("saying claim claimed".split())  # beside the stop words


def says_same(claim: str, words: str, context: str, terms: Terms, negated: bool) -> bool:
    """Whether a statement (its words; `context` the sentences around them) says what the claim says."""
    if _flips(claim) != (_flips(words) ^ negated):
        return False
    if not set(_NUMBERS.findall(claim)) <= set(_NUMBERS.findall(context)):
        return False
    wanted = set(terms(_plain(claim)))
    if not wanted:
        return False
    if len(claim) >= 12 and fuzz.partial_ratio(claim.casefold(), words.casefold()) >= NEARLY:
        return True
    held = wanted & set(terms(words))
    around = wanted & set(terms(context))
    return len(held) / len(wanted) >= HELD or (len(around) == len(wanted) and len(held) / len(wanted) >= HELD / 2)


def _flips(text: str) -> bool:
    """Whether a text says no: an odd number of negations."""
    return len(_NEGATIONS.findall(text)) % 2 == 1


def _plain(text: str) -> str:
    words = re.findall(r"\w+", text)
    return " ".join(word for word in words if word.casefold() not in STOPWORDS | _FRAME)
