"""People as a question names them."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question import Term
from assistant.word import Word, word_set
from index.person import Person

_HE, _SHE = word_set("mr sir lord"), word_set("mrs ms miss dame lady")
GENDERS = dict.fromkeys(_HE, "he") | dict.fromkeys(_SHE, "she")


@dataclass(frozen=True, slots=True)
class Mention:
    """People named by the words ``[first:last]`` of a question (places in its list of words).

    `people` are those it may mean, most statements first: none when the index knows nobody so named.
    `assumed` tells how it was read when that is not plain from the words; `described`: something was told of them that
    fits nobody known ("the losing coach"), so that only the reader can choose among several; `terms` of all
    who held the office, one after the other, by which somebody is called.
    """

    first: int
    last: int
    people: tuple[Person, ...]
    told: str
    role: bool
    assumed: str
    described: bool = False
    terms: tuple[Term, ...] = ()


def gender_of(person: Person) -> str:
    """ "he" or "she" where a title or role of the person tells it, else empty."""
    for told in (*person.aliases, *(tenure.role for tenure in person.roles)):
        for word in told.casefold().split():
            if word in GENDERS:
                return GENDERS[word]
            if word.endswith(("man", "husband", "father")) and not word.endswith("woman"):
                return "he"
            if word.endswith(("woman", "wife", "mother", "actress")):
                return "she"
    return ""


def key_of(words: Sequence[Word], first: int, last: int) -> tuple[str, ...]:
    return tuple(word.folded for word in words[first:last])


def told_by(words: Sequence[Word], first: int, last: int) -> str:
    return " ".join(word.told for word in words[first:last]).removesuffix("'s").removesuffix("’s")


def joined(left: Word, right: Word) -> bool:
    return right.start - left.end == 1 and not left.possessive
