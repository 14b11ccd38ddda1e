"""Who speaks in the corpus, where and until when: what a question is understood against."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from assistant.roles import Roles
from assistant.spelling import Name, Spellings
from assistant.word import word_set, words_of
from index.mastheads import initials_of, one_name
from index.person import Person

TITLES = word_set("mr mrs ms miss mx dr sir dame lord lady prof professor judge justice rev reverend")
_LINKS = word_set("of and for at in on the")  # a name that holds one is a body's: its end names a place

_KEPT = 512  # events whose days, and people whose pronouns, are kept


def _unknown_day(_: str) -> date | None:
    return None


def _unknown_pronoun(_: str) -> str:
    return ""


def _unknown_frequency(_: str) -> int:
    return 0


@dataclass(frozen=True)  # no slots: the tables below are made when first asked for, and kept
class Directory:
    """The speakers, outlets and newest day of one generation of the index.

    `day_of` tells the day on which something happened ("the vote"), None when it cannot; `frequency` in how
    many items of the corpus a word stands: a word that does is no misspelling of a name; `pronoun_of` tells by which
    pronoun articles speak of somebody ("he", "she"), empty where they do not, or by both.
    """

    people: tuple[Person, ...]
    outlets: tuple[str, ...]
    newest: date | None
    day_of: Callable[[str], date | None] = _unknown_day
    frequency: Callable[[str], int] = _unknown_frequency
    pronoun_of: Callable[[str], str] = _unknown_pronoun

    @cached_property
    def names(self) -> dict[Name, tuple[Person, ...]]:
        """Every way to name a speaker -> whom it names, most statements first: whole names and aliases; of
        those who have a role also ends of names ("Pacheco Pardo"), and first names that are nobody's surname."""
        named: dict[Name, list[Person]] = defaultdict(list)
        first: dict[Name, list[Person]] = defaultdict(list)
        for person in sorted(self.people, key=lambda person: -person.statements):
            for name in dict.fromkeys(_ways(person)):
                named[name].append(person)
            parts = _name(person.name)
            if person.roles and len(parts) > 1 and len(parts[0]) > 2 and not _LINKS & set(parts):
                first[parts[:1]].append(person)
        return {name: tuple(people) for name, people in (first | named).items()}

    @cached_property
    def known_day(self) -> Callable[[str], date | None]:
        """`day_of`, asked once for each event: every turn of a talk reads its earlier turns again."""
        return lru_cache(_KEPT)(self.day_of)

    @cached_property
    def known_pronoun(self) -> Callable[[str], str]:
        """`pronoun_of`, asked once for each person."""
        return lru_cache(_KEPT)(self.pronoun_of)

    @cached_property
    def longest_name(self) -> int:
        """Words in the longest name."""
        return max(map(len, self.names), default=0)

    @cached_property
    def by_name(self) -> dict[str, Person]:
        """Canonical name -> person."""
        return {person.name: person for person in self.people}

    @cached_property
    def spellings(self) -> Spellings:
        """The names, to be found when misspelt."""
        return Spellings(self.names)

    @cached_property
    def roles(self) -> Roles:
        """Who holds which role, and when."""
        return Roles(self.people)

    @cached_property
    def outlet_names(self) -> dict[Name, str]:
        """Every way to name an outlet -> the outlet: its name as any article writes it; the last word and the initials
        where no other outlet has the like."""
        one = one_name(self.outlets)
        whole = _unambiguous((_name(outlet), shown) for outlet, shown in one.items())
        ends = _unambiguous((_name(outlet)[-1:], shown) for outlet, shown in one.items())
        initials = _unambiguous(((told,), shown) for shown in set(one.values()) for told in initials_of(shown))
        return initials | ends | whole


def _name(text: str) -> Name:
    words = tuple(word.folded for word in words_of(text))
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def _ways(person: Person) -> Iterable[Name]:
    for told in (person.name, *person.aliases):
        words = _name(told)
        while words and words[0] in TITLES:
            words = words[1:]
        if words:
            yield words
    words = _name(person.name)
    if person.roles and not _LINKS & set(words):  # a body has none
        yield from (words[start:] for start in range(1, len(words)) if len(words[-1]) > 1)


def _unambiguous(pairs: Iterable[tuple[Name, str]]) -> dict[Name, str]:
    meant: dict[Name, set[str]] = defaultdict(set)
    for name, outlet in pairs:
        if name:
            meant[name].add(outlet)
    return {name: min(outlets) for name, outlets in meant.items() if len(outlets) == 1}
