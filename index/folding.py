"""Passages of an article that another one carries too -> the passage there that stands for them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from index.recurring import tokens_of

CONTAINED = 0.75  # share of a passage's pairs of words that the other article must have

_NAMED = frozenset({"not", "no", "never", "nobody", "nothing", "none", "without"})


@dataclass(frozen=True, slots=True)
class Told:
    """A passage: the words it is made of, and those that make it say something else: names, numbers, denials."""

    pairs: frozenset[str]
    telling: frozenset[str]


def told(text: str) -> Told:
    tokens = tokens_of(text)
    names = {
        token for word in text.split() if word[:1].isupper() or not word[:1].isalnum() for token in tokens_of(word)
    }
    telling = {token for token in tokens if token[0].isdigit() or token in _NAMED}
    return Told(frozenset(pairs_of(tokens)), frozenset(telling | names))


def folds(passages: Mapping[int, str], others: Mapping[int, str], strictly: bool = True) -> dict[int, int]:
    """number -> the number among `others` that stands for it: for passages that the other article has nearly word by
    word, and that `strictly` name, count and deny nothing which it does not."""
    known = {number: told(text) for number, text in others.items()}
    pairs = frozenset[str]().union(*(one.pairs for one in known.values()))
    words = frozenset(word for pair in pairs for word in pair.split())
    found: dict[int, int] = {}
    for number, text in passages.items():
        one = told(text)
        fits = len(one.pairs & pairs) >= CONTAINED * len(one.pairs) > 0
        if fits and (one.telling <= words or not strictly):
            found[number] = max(known, key=lambda other: (len(known[other].pairs & one.pairs), -other))
    return found


def pairs_of(tokens: list[str]) -> set[str]:
    """Every two words in a row."""
    return {f"{one} {other}" for one, other in pairwise(tokens)}
