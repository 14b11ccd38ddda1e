"""Check 3: "X said ..." rests on a statement whose speaker is X: not one that mentions X, not a namesake. Pure."""

from collections.abc import Iterable

from assistant.referring import PRONOUNS
from index.names import words_of
from index.statement import Statement

_NAMELESS = frozenset(["the", "a", "an", "mr", "mrs", "ms", "dr", *PRONOUNS])


def is_by(statement: Statement, told: str, names: frozenset[str]) -> bool:
    """Whether a statement's speaker may be the one told: among `names` (canonical, of all whom the words may
    mean), or, of somebody the index does not know, called so by the statement's own article. A pronoun may be
    anybody's."""
    speakers = statement.speakers
    if names:
        return any(speaker.name in names for speaker in speakers)
    wanted = words_wanted(told)
    if not wanted:
        return True
    if not speakers:
        return bool(wanted & set(words_of(statement.text)))
    called = {word for speaker in speakers for word in _called(speaker.name, speaker.role, speaker.aliases)}
    return wanted <= called


def words_wanted(told: str) -> set[str]:
    """The words by which somebody the index does not know is told; none of a pronoun."""
    return set(words_of(told)) - _NAMELESS


def named(statement: Statement) -> str:
    """The speakers by name; "an unnamed source" where the article does not tell."""
    return " and ".join(speaker.name for speaker in statement.speakers) or "an unnamed source"


def _called(name: str, role: str, aliases: Iterable[str]) -> set[str]:
    return {word for text in (name, role, *aliases) for word in words_of(text)}
