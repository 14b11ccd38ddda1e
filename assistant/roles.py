"""Roles in a question's words ("the finance minister", "the head of the museum") -> the people who hold them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.question import Term
from assistant.word import word_set, words_of
from index.filters import Filters
from index.person import Person, Tenure

LINKS = word_set("of for at in to on and the a an")
_ALTERING = word_set("former ex late retired outgoing deputy vice assistant acting shadow prime")  # another role
_ALIKE = (  # heads of roles that a question may use for one another
    "head chief boss director leader president chair chairman chairwoman chairperson ceo executive governor",
    "lawyer counsel attorney barrister solicitor advocate",
    "spokesman spokeswoman spokesperson",
    "mp lawmaker legislator backbencher deputy parliamentarian",
    "prime premier",
    "judge justice magistrate",
    "professor academic scholar",
    "player striker footballer forward",
    "coach manager trainer",
    "envoy ambassador diplomat",
)
_GROUPS: dict[str, frozenset[str]] = defaultdict(frozenset)
for _line in _ALIKE:
    for _word in _line.split():
        _GROUPS[_word] |= frozenset(_line.split())
PAST = word_set("former ex old previous onetime")  # who held a role before whoever holds it now
_SINCE = word_set("new newly current incumbent present")  # tell when, and not which role
_OFFICES = (
    (("head", "state"), "president"),
    (("head", "government"), "prime minister"),
    (("pm",), "prime minister"),
)
_SINGLE = word_set(  # roles told in one word that only one holds at a time
    "president premier chancellor mayor governor king queen pope pm leader chairman chairwoman chair director"
)
_STEM = 4  # letters that two forms of a word share at least: Drosia, Drosian; docker, dockers


@dataclass(frozen=True, slots=True)
class _Held:
    person: Person
    tenure: Tenure
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Holders:
    """Who a role fits. `people` hold it (several: different roles fit, or one role at one time);
    `others` held the same role at another time, newest first, and are worth telling the reader of; `terms` when each
    of them all held it, where there are others."""

    people: tuple[Person, ...]
    others: tuple[Person, ...]
    terms: tuple[Term, ...] = ()


NOBODY = Holders((), ())


class Roles:
    """All roles of all people, found by their words."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._held = [
            _Held(person, tenure, frozenset(words))
            for person in people
            for tenure in person.roles
            if (words := _meaningful(tenure.role))
        ]
        heads = {head for held in self._held for head in _heads(held.tenure.role)}
        heads |= {told[0] for told, meant in _OFFICES if any({*meant.split()} <= held.words for held in self._held)}
        self._heads = heads.union(*(_GROUPS.get(head, ()) for head in heads))
        self._of: dict[str, list[frozenset[str]]] = defaultdict(list)
        for held in self._held:
            self._of[held.person.name].append(held.words)
        self._by_word: dict[str, list[_Held]] = defaultdict(list)
        for held in self._held:
            for word in held.words:
                self._by_word[word].append(held)
        self._by_stem: dict[str, list[str]] = defaultdict(list)
        for word in self._by_word:
            self._by_stem[word[:_STEM]].append(word)

    def knows_head(self, word: str) -> bool:
        """Whether some role is built around a word, or one that means the same."""
        return word in self._heads

    def knows(self, word: str) -> bool:
        """Whether a word is of some role, or means the same as one that is."""
        return any(_alike(word, known) for known in self._near(word))

    def fits(self, person: Person, words: Iterable[str]) -> bool:
        """Whether one role of the person has all the words."""
        wanted = [word for word in words if word not in LINKS]
        return any(_covers(role, wanted) for role in self._of.get(person.name, ()))

    def holders(self, words: Sequence[str], filters: Filters, described: bool = False) -> Holders:
        """Who holds the role that these words name, in the days of `filters`; now, when they tell none. `described`:
        something else was told of the holder ("the losing coach"), so that it may be anybody whom the role fits."""
        wanted = _in_plain_words([word for word in words if word not in LINKS | PAST | _SINCE])
        if PAST & set(words):
            titled = self._titled(["former", *wanted], filters)
            now = self._titled(wanted, filters)
            return titled if titled.people else Holders(now.others[:1], now.people) if now.others else now
        return self._titled(wanted, filters, described)

    def successor(self, person: Person) -> Person | None:
        """Who held a role of a person's next; None when nobody is known to have."""
        own = [held for held in self._held if held.person == person and held.tenure.last]
        later = [
            (held.tenure.first, held.person)
            for before in own
            for held in self._held
            if held.words == before.words and held.person != person and held.tenure.first >= before.tenure.last
        ]
        return min(later, key=lambda one: one[0])[1] if later else None

    def _titled(self, wanted: list[str], filters: Filters, described: bool = False) -> Holders:
        near = {id(held): held for word in wanted[-1:] + wanted[:1] for known in self._near(word)
                for held in self._by_word[known]}  # fmt: skip
        fitting = [held for held in near.values() if _covers(held.words, wanted)]
        fitting = [held for held in fitting if held.words & _ALTERING <= set(wanted)]
        exact = [held for held in fitting if len(held.words) == len(wanted)]
        chairs = {held.words: held for held in (fitting if described else exact or fitting)}
        if len(chairs) > 1 or not _one_chair(exact or fitting):
            return Holders(_each(held.person for held in sorted(fitting, key=lambda held: -held.person.statements)), ())
        return _in_office(exact or fitting, filters)

    def _near(self, word: str) -> Iterable[str]:
        """Words of roles that may be alike to a word."""
        return {*_GROUPS.get(word, ())} & self._by_word.keys() | {*self._by_stem.get(word[:_STEM], ())}


def _one_chair(fitting: Sequence[_Held]) -> bool:
    """Whether a role is held by one after the other: a finance minister is, and any president; of judges and
    farmers there are many."""
    if any(len(held.words) == 1 and not held.words & _SINGLE for held in fitting):
        return len({held.person for held in fitting}) == 1
    return True


def _in_office(fitting: Sequence[_Held], filters: Filters) -> Holders:
    """Of those who held one role, the one of the days asked about: the longest in them, else the nearest."""
    since, until = filters.since or filters.until, filters.until or (filters.since and date.max)

    def away(held: _Held) -> tuple[int, int]:
        first, last = held.tenure.first or held.tenure.last, held.tenure.last or held.tenure.first
        if since is None or until is None or not first:
            return (0, -_ordinal(last))
        gap = _ordinal(max(since.isoformat(), first)) - _ordinal(min(until.isoformat(), last))
        return (max(0, gap), min(0, gap))  # days away; else, by how much it overlaps

    ordered = _each(held.person for held in sorted(fitting, key=away))
    others = _each(held.person for held in sorted(fitting, key=lambda held: held.tenure.last, reverse=True))
    rest = tuple(person for person in others if person not in ordered[:1])
    return Holders(ordered[:1], rest, _terms(fitting) if rest else ())


def _terms(fitting: Sequence[_Held]) -> tuple[Term, ...]:
    """The days of all who held one role, one after the other: from the last on which the one before is told to have
    held it to the first on which the next is. None where a day is unknown."""
    dated = [held for held in fitting if held.tenure.first and held.tenure.last]
    if len(dated) < len(fitting):
        return ()
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for held in dated:
        name, tenure = held.person.name, held.tenure
        first[name], last[name] = min(first.get(name, tenure.first), tenure.first), max(last.get(name, ""), tenure.last)
    names = sorted(first, key=lambda name: last[name])
    before = [None, *(date.fromisoformat(last[name]) for name in names[:-1])]
    after = [*(date.fromisoformat(first[name]) for name in names[1:]), None]
    return tuple(map(Term, names, before, after))


def _in_plain_words(wanted: list[str]) -> list[str]:
    for told, meant in _OFFICES:
        if set(told) <= set(wanted):
            return [word for word in wanted if word not in told] + meant.split()
    return wanted


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal() if day else 0


def _each(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(dict.fromkeys(people))


def _meaningful(role: str) -> list[str]:
    return _in_plain_words([word.folded for word in words_of(role) if word.folded not in LINKS | _SINCE])


def _heads(role: str) -> Iterable[str]:
    """The word a role is built around: the last before a link ("chair of the committee"), or the last."""
    words = [word.folded for word in words_of(role)]
    links = [place for place, word in enumerate(words) if word in LINKS and place]
    if words:
        yield words[(links[0] if links else len(words)) - 1]


def _covers(held: Iterable[str], wanted: Sequence[str]) -> bool:
    return bool(wanted) and all(any(_alike(word, known) for known in held) for word in wanted)


def _alike(word: str, known: str) -> bool:
    if word == known or known in _GROUPS.get(word, ()):
        return True
    shared = max(_STEM, min(len(word), len(known)) - 1)
    return word[:shared] == known[:shared] and abs(len(word) - len(known)) < 3
