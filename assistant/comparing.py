"""Did X say that? A claim against the words of one statement. Pure.

No model judges it. A claim counts as said when every word of it that tells anything stands in the statement or
the sentences around it, most of them in the words themselves, with the same numbers and the same yes or no. Where
it adds or changes anything, the words count as others, and the reader sees both.
"""

import re
from collections.abc import Callable, Collection, Sequence

from rapidfuzz import fuzz

from index.stopwords import STOPWORDS

Terms = Callable[[str], Sequence[str]]

HELD = 0.6  # share of a claim's words that must stand in the words themselves, the others in their sentences
SLIP = 85.0  # of 100 (rapidfuzz ratio): a word misspelt, not another word

_NEGATIONS = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|deny|denied|denies|refused?|reject(?:s|ed)?)\b"
    r"|n['’`´]t\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"(?<=[.!?;:])[\s”\"’]+|,\s+but\s+")
_PAUSE = re.compile(r"[.,;:!?–—]")
_WORD = re.compile(r"[^\W_]+")
_NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
_FRAME = frozenset("saying claim claimed".split())  # beside the stop words


def says_same(claim: str, words: str, context: str, terms: Terms, negated: bool) -> bool:
    """Whether a statement (its words; `context` the sentences around them) says what the claim says."""
    if _flips(claim) != (_flips(_clause_of(claim, words, terms)) ^ negated):
        return False
    if not set(_NUMBERS.findall(claim)) <= set(_NUMBERS.findall(context)):
        return False
    wanted, words_held, around = set(terms(_plain(claim))), set(terms(words)), set(terms(context))
    if not wanted or any(not _stands(term, around) for term in wanted):
        return False
    return sum(_stands(term, words_held) for term in wanted) >= HELD * len(wanted)


def verbatim(quotation: str, said: Sequence[str]) -> bool:
    """Whether a quotation stands word for word in one of the pieces that were said, and is not what is left of a "no":
    “not” or the like before it in its clause. Letter case and punctuation aside."""
    pattern = re.compile(r"\W+".join(map(re.escape, _WORD.findall(quotation))), re.IGNORECASE)
    found = [piece[: match.start()] for piece in said if (match := pattern.search(piece))]
    return bool(_WORD.search(quotation)) and any(not _flips(_PAUSE.split(before)[-1]) for before in found)


def _stands(term: str, held: Collection[str]) -> bool:
    """Whether a word is there, slips of the pen set aside; a number is there or not."""
    if term in held:
        return True
    long = len(term) >= 5 and not any(letter.isdigit() for letter in term)
    return long and any(fuzz.ratio(term, other) >= SLIP for other in held)


def _clause_of(claim: str, words: str, terms: Terms) -> str:
    """The sentence or clause of the words that shares most with a claim: a "not" elsewhere is about something else."""
    wanted = set(terms(_plain(claim)))
    clauses = _CLAUSES.split(words)
    return max(clauses, key=lambda clause: len(wanted & set(terms(clause))))


def _flips(text: str) -> bool:
    """Whether a text says no: an odd number of negations."""
    return len(_NEGATIONS.findall(text)) % 2 == 1


def _plain(text: str) -> str:
    words = re.findall(r"\w+", text)
    return " ".join(word for word in words if word.casefold() not in STOPWORDS | _FRAME)
