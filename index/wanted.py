"""A query's words as the index knows them."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from index.stopwords import STOPWORDS
from index.words import Words

_QUOTED = re.compile(r'["“„«]([^"“”„«»]{3,300})["”“»]')
_WORD = re.compile(r"\w+")
_ENDINGS = frozenset("s t d m re ll ve".split())  # what an apostrophe parts from its word
_MOST_OF_A_TERM = 2.2  # BM25 with k1 = 1.2 gives a term no more than this, times its rarity


@dataclass(frozen=True, slots=True)
class Wanted:
    """`weights`: term -> how much it counts; `rarity`: term -> inverse document frequency; `words`: the query's
    words but for those that only ask, each with the rarity of its terms; `phrases`: runs of terms that stood
    between quotation marks."""

    weights: dict[str, float]
    rarity: dict[str, float]
    words: dict[str, float]
    phrases: tuple[tuple[str, ...], ...]

    @property
    def most(self) -> float:
        """The highest BM25 score that an item could have, above 0."""
        terms = sum(weight * self.rarity[term] for term, weight in self.weights.items())
        quoted = sum(self.rarity.get(term, 0.0) for phrase in self.phrases if len(phrase) > 1 for term in phrase)
        return _MOST_OF_A_TERM * (terms + quoted) or 1.0


def understood(query: str, words: Words, is_word: Callable[[str], bool]) -> Wanted:
    """What to look for: a query's words but for those that only ask; all of them if no other is left. A term
    that no article holds is taken for the one it is nearly spelt like, unless `is_word` knows it: "margin" is
    no slip for "Martin"."""
    every = _WORD.findall(query)
    plain = [word for word in every if word.casefold() not in STOPWORDS | _ENDINGS] or every
    total = words.size()
    terms = {word: words.terms(word) for word in dict.fromkeys(plain)}
    terms |= {word: [*map(words.spelt_like, some)] for word, some in terms.items() if not is_word(word)}
    rarity = {
        term: math.log(1 + total / (1 + words.frequency(term)))
        for term in dict.fromkeys(term for some in terms.values() for term in some)
    }
    weighed = {word: max((rarity[term] for term in some), default=0.0) for word, some in terms.items()}
    phrases = tuple(tuple(words.terms(phrase)) for phrase in _QUOTED.findall(query))
    return Wanted(dict.fromkeys(rarity, 1.0), rarity, weighed, phrases)
