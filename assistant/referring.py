"""A pronoun that a draft's own grammar leaves open -> whom it stands for. Pure."""

from collections.abc import Callable

from index.attribution.titles import Gender, gender_of_first_name
from index.sentencing import sentences

# "They" and "it" stand for bodies and crowds, of which no name tells which.
PRONOUNS: dict[str, Gender] = {"he": "male", "she": "female", "they": "", "it": ""}
_SENTENCES_BACK = 9  # a pronoun farther from a name stands for somebody else, as in index/attribution/referring.py


def is_pronoun(told: str) -> bool:
    return told.casefold() in PRONOUNS


def meant(pronoun: str, before: str, who: Callable[[str], frozenset[str]]) -> str:
    """The one person that "he" or "she" stands for behind `before`, the text up to it without anybody's quoted words:
    named in the nearest sentence that names somebody of that gender, or whose first name tells none. Empty where
    several are, or nobody."""
    gender = PRONOUNS.get(pronoun.casefold(), "")
    if not gender:
        return ""
    for start, end in sentences(before)[::-1][:_SENTENCES_BACK]:
        names = [name for name in who(before[start:end]) if gender_of_first_name(name.split()[0]) in ("", gender)]
        if names:
            return names[0] if len(names) == 1 else ""
    return ""
