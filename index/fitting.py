"""A name as somebody asks for it -> the people it may mean. Pure but for rapidfuzz."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from index.candidate import parsed
from index.names import folded
from index.person import Person

_LIKE = 70  # of 100: "Vellorin" is 79 like Magda Velloren, "Pacheco" 64 like Space Office


def fitting(people: Sequence[Person], name: str) -> list[Person]:
    """Whose canonical name it is; else whose alias, or the end of whose name ("Hale", "Pacheco Pardo").

    Titles and case do not matter; "Anna Berg" also fits "Anna Berg (striker)", not the other way round.
    """
    asked = parsed(name)
    if not asked.words:
        return []
    own = [person for person in people if parsed(person.name).key == asked.key]
    if asked.qualifier:
        return [person for person in own if parsed(person.name).qualifier == asked.qualifier]
    return own or [person for person in people if _may_mean(asked.words, person)]


def nearest_names(people: Sequence[Person], name: str, count: int) -> list[str]:
    """The names that look most like one that fits nobody."""
    ways = {way: person.name for person in people for way in (person.name, *person.aliases)}
    found = process.extract(name, list(ways), scorer=fuzz.WRatio, processor=folded, limit=4 * count, score_cutoff=_LIKE)
    return list(dict.fromkeys(ways[way] for way, _, _ in found))[:count]


def _may_mean(words: tuple[str, ...], person: Person) -> bool:
    whole = parsed(person.name)
    if whole.words[-len(words) :] == words and not whole.is_body:
        return True
    return any(parsed(alias).words == words for alias in person.aliases)
