"""The words of a question, and where they stand."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from index.stopwords import STOPWORDS

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHORTENED = re.compile(r"n't$|'(?:s|m|re|ve|ll|d)$")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{3,400})[\"”“»]|(?<!\w)['‘]((?:[^'‘’]|(?<=\w)['’](?=\w)){3,400})['’](?!\w)")
_POSSESSIVE = re.compile(r"['’]s$")


def word_set(words: str) -> frozenset[str]:
    """A set of words, written as one text."""
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word: ``text[start:end] == told``. `folded` is lower case, without accents and possessive 's."""

    told: str
    folded: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.told[0].isupper()

    @property
    def asks(self) -> bool:
        """Whether the word says how a question asks, not what about ("which", "don't")."""
        return self.folded in STOPWORDS or _SHORTENED.sub("", self.folded) in STOPWORDS

    @property
    def possessive(self) -> bool:
        return bool(_POSSESSIVE.search(self.told))


def words_of(text: str) -> list[Word]:
    """The words of a text, in order; hyphens and punctuation part them."""
    return [Word(match[0], folded(match[0]), *match.span()) for match in _WORD.finditer(text)]


def folded(word: str) -> str:
    """Lower case, accents and a possessive 's off: "Müller's" -> "muller"."""
    plain = _POSSESSIVE.sub("", word).replace("’", "'").casefold()
    if plain.isascii():
        return plain
    return "".join(mark for mark in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(mark))


def quotations(text: str) -> list[tuple[int, int]]:
    """Where words stand between quotation marks, marks included."""
    return [match.span() for match in _QUOTED.finditer(text)]


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these spans as blanks; offsets stay."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
