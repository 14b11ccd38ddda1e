"""Statements that recur: the same words by the same speaker in several places -> one group. Pure.

Wire copy comes with small edits: a word left out, "per cent" for "percent", "labor" for "labour". What
changes a word, a number or a negation for another is a different statement, however alike it looks.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from rapidfuzz.distance import Indel, Levenshtein

from index.names import folded

ALIKE = 0.75  # share of words two copies have in common; below it most pairs are retellings
_SHORT = 4  # so few words are the same only if all are
_NEAR_DAYS = 7  # and only in the same week: "No comment" is said anew each time
_SPELLING = 0.8  # labour and labor are 0.83 alike, Tuesday and Thursday 0.75
_CROWDED = 50  # groups sharing three words in a row; more of them are a phrase, not a copy
_LIKELY = 8  # groups compared word by word: those with most runs of words in common

Shingle = tuple[str, ...]

_PLAIN = {
    "won't": "will not",
    "can't": "can not",
    "cannot": "can not",
    "per cent": "percent",
    "%": " percent",
}
_SHORTENED = re.compile(r"\b(\w+?)(n't|'ll|'re|'ve|'m)\b")
_WHOLE = {"n't": " not", "'ll": " will", "'re": " are", "'ve": " have", "'m": " am"}
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_NEGATIONS = frozenset(("not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "hardly"))
_LIGHT = frozenset(("a", "an", "the", "that", "this", "of", "in", "on", "at", "to", "and", "by", "for", "with"))


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A statement to be compared. `said` must be equal for copies (who said it, denied or not); `day` is the
    ordinal of its day, None when unknown."""

    number: int
    said: Hashable
    words: str
    day: int | None


def groups_of(statements: Iterable[Recurrence]) -> dict[int, int]:
    """number -> the smallest number of its group, for all statements that are not alone.

    Every statement is compared with the first of each group that shares three words in a row with it, so
    the time grows with the number of statements, not with its square.
    """
    leaders: dict[int, tuple[Recurrence, list[str]]] = {}
    by_said: dict[Hashable, dict[Shingle, list[int]]] = defaultdict(lambda: defaultdict(list))
    members: dict[int, list[int]] = defaultdict(list)
    for one in sorted(statements, key=lambda one: one.number):
        tokens, places = tokens_of(one.words), by_said[one.said]
        shingles = _shingles(tokens)
        near = Counter(number for shingle in shingles for number in places.get(shingle, ()))
        likely = near.most_common(_LIKELY)
        found = (number for number, _ in likely if _copies(one, tokens, *leaders[number]))
        leader = next(found, one.number)
        members[leader].append(one.number)
        if leader == one.number:
            leaders[leader] = one, tokens
            for shingle in shingles:
                if len(places[shingle]) < _CROWDED:
                    places[shingle].append(leader)
    return {number: leader for leader, some in members.items() if len(some) > 1 for number in some}


def tokens_of(text: str) -> list[str]:
    """Folded words and numbers, contractions written out."""
    text = folded(text).replace("’", "'").replace("‘", "'")
    for written, plain in _PLAIN.items():
        text = text.replace(written, plain)
    return _TOKEN.findall(_SHORTENED.sub(lambda found: found[1] + _WHOLE[found[2]], text))


def _shingles(tokens: list[str]) -> set[Shingle]:
    """Every three words in a row; of fewer words all."""
    return set(zip(tokens, tokens[1:], tokens[2:], strict=False)) if len(tokens) > 2 else {tuple(tokens)}


def _copies(one: Recurrence, tokens: list[str], other: Recurrence, others: list[str]) -> bool:
    if min(len(tokens), len(others)) <= _SHORT:
        near = one.day is not None and other.day is not None and abs(one.day - other.day) <= _NEAR_DAYS
        return tokens == others and near
    return alike(tokens, others)


def alike(tokens: list[str], others: list[str]) -> bool:
    """Whether one is the other with words left out or spelt otherwise, and nothing said differently."""
    mine, theirs = ({token for token in side if token[0].isdigit()} for side in (tokens, others))
    if mine - theirs and theirs - mine:
        return False
    if Indel.normalized_similarity(tokens, others, score_cutoff=ALIKE) == 0.0:
        return False
    left, right = list[str](), list[str]()
    for operation in Levenshtein.opcodes(tokens, others):
        before = tokens[operation.src_start : operation.src_end]
        after = others[operation.dest_start : operation.dest_end]
        respelt = len(before) == len(after) and all(map(_same_word, before, after))
        if not respelt:
            left += before
            right += after
    if any(word in _NEGATIONS for word in left + right):
        return False
    # Words changed for others, or for each other's places: "Drosia owes Halvenia", "Halvenia owes Drosia".
    return all(word in _LIGHT for word in left) or all(word in _LIGHT for word in right)


def _same_word(word: str, other: str) -> bool:
    if word == other or (word in _LIGHT and other in _LIGHT):
        return True
    spelt = Levenshtein.normalized_similarity(word, other) >= _SPELLING and word[0] == other[0]
    return spelt and not word[0].isdigit() and not other[0].isdigit() and len(word) > 3
