"""A question's words -> the people they name: by name, title and name, misspelt name, or role."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.clause import VIEWS
from assistant.directory import TITLES, Directory
from assistant.mention import GENDERS, Mention, gender_of, joined, key_of, told_by
from assistant.roles import LINKS
from assistant.spelling import Name
from assistant.titling import DETERMINERS, roles_in
from assistant.verbs import plain_verb
from assistant.word import Word, word_set
from index.filters import Filters
from index.person import Person

_CALENDAR = word_set(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday"""
)
_LONGEST_RUN = 8  # capitals that are read as one name
_MISSPELT = 4  # runs of unknown capitals that are compared with all names; each takes time


def mentions_of(words: Sequence[Word], directory: Directory, filters: Filters) -> list[Mention]:
    """All mentions in order, none overlapping. A role is read as of the days in `filters`."""
    named = [_joined_by_title(words, mention, directory) for mention in _names(words, directory)]
    known = [mention for mention in named if mention.people]
    taken = frozenset(place for mention in known for place in range(mention.first, mention.last))
    roles = roles_in(words, taken, directory, filters)
    strangers = [mention for mention in named if not mention.people and not _overlap(mention, roles)]
    return sorted(known + roles + strangers, key=lambda mention: mention.first)


def _overlap(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(mention.first < other.last and other.first < mention.last for other in others)


def _names(words: Sequence[Word], directory: Directory) -> Iterable[Mention]:
    low = bool(words) and (words[0].told[0].islower() or not any(word.capital for word in words[1:]))
    place, unknown = 0, 0
    while place < len(words):
        end = _run_end(words, place)
        length = _known_length(words, place, directory, low=low)
        if end > place and place + length <= end:  # capitals that stand together are one name, or names side by side
            mention = _in_run(words, place, end, directory, exhaustive=unknown < _MISSPELT)
            unknown += not mention.people
            yield mention
            place = mention.last
        elif low and length < 2 and (slip := _slip_of_low(words, place, length + 1, directory)):
            yield slip
            place = slip.last
        elif length:
            last = place + length
            people = directory.names[key_of(words, place, last)]
            yield Mention(place, last, people, told_by(words, place, last), False, "")
            place = last
        else:
            place += 1


def _run_end(words: Sequence[Word], start: int) -> int:
    """The end of a run of capitals that begins here; `start` when none does."""
    end, furthest = start, min(len(words), start + _LONGEST_RUN)
    while end < furthest and _may_be_name(words, end) and (end == start or joined(words[end - 1], words[end])):
        end += 1
    return end


def _may_be_name(words: Sequence[Word], place: int) -> bool:
    word = words[place]
    opening = place == 0 and plain_verb(word.folded)
    return word.capital and not word.asks and word.folded not in _CALENDAR and not opening


def _known_length(words: Sequence[Word], place: int, directory: Directory, low: bool) -> int:
    """Words of the longest known name that begins here without capitals; one word alone counts where the
    question begins without a capital, or has none, and a name may stand."""
    for length in range(min(directory.longest_name, len(words) - place), 0, -1):
        if key_of(words, place, place + length) in directory.names:
            alone = length == 1 and not (low and not words[place].asks and _in_place(words, place))
            noun = length == 1 and words[place - 1].folded in DETERMINERS and not _owns_view(words, place)
            return 0 if alone or noun else length
    return 0


def _slip_of_low(words: Sequence[Word], place: int, least: int, directory: Directory) -> Mention | None:
    """A misspelt name without capitals that begins here, of two words or one, but `least`, where a name may stand."""
    before = words[place - 1] if place else None
    if before and before.folded in DETERMINERS:
        return None
    for last in range(min(place + 2, len(words)), place + least - 1, -1):
        verb_next = last < len(words) and bool(plain_verb(words[last].folded))
        common = any(word.asks or plain_verb(word.folded) for word in words[place:last])
        if common or not (verb_next or (before and before.asks)):
            continue
        if people := _misspelt(key_of(words, place, last), directory):
            told = told_by(words, place, last)
            return Mention(place, last, people, told, False, f"“{told}” read as {people[0].name}")
    return None


def _in_place(words: Sequence[Word], place: int) -> bool:
    """Whether a lone word without a capital stands where a name does: "did pask", "pask said", "pask on",
    "pask's view"."""
    after = words[place + 1].folded if place + 1 < len(words) else ""
    leads = after in ("on", "about") if place == 0 else bool(plain_verb(after))
    return leads or (place > 0 and words[place - 1].asks) or _owns_view(words, place)


def _owns_view(words: Sequence[Word], place: int) -> bool:
    return place + 1 < len(words) and words[place].possessive and words[place + 1].folded in VIEWS


def _in_run(words: Sequence[Word], start: int, end: int, directory: Directory, exhaustive: bool) -> Mention:
    """Whom a run of capitals means: its longest known part, if what is left over agrees with it."""
    for length in range(min(end - start, directory.longest_name), 0, -1):
        for first in range(start, end - length + 1):
            people = directory.names.get(key_of(words, first, first + length), ())
            beside = [*words[start:first], *words[first + length : end]]
            people = tuple(person for person in people if _agrees(beside, person, directory, start == 0))
            if people:
                return Mention(first, first + length, people, told_by(words, first, first + length), False, "")
    told = told_by(words, start, end)
    name = tuple(word for word in key_of(words, start, end) if word not in TITLES)
    people = _misspelt(name, directory) if exhaustive else ()
    assumed = f"“{told}” read as {people[0].name}" if people else ""
    return Mention(start, end, people, told, False, assumed)


def _agrees(others: Sequence[Word], person: Person, directory: Directory, opening: bool) -> bool:
    """Whether capitals beside a name are its titles and role, not another first or last name."""
    for word in others:
        known = word.folded in TITLES or directory.roles.fits(person, [word.folded])
        first_of_all = (opening and word.start == 0) or (word.folded,) in directory.names
        if not known and not first_of_all and not directory.roles.knows(word.folded):
            return False
    return True


def _misspelt(name: Name, directory: Directory) -> tuple[Person, ...]:
    """The people whose name this is but for slips. Words that the corpus writes are none."""
    if all(directory.frequency(word) for word in name):
        return ()
    near = directory.spellings.nearest(name)
    return tuple(dict.fromkeys(person for known in near for person in directory.names[known]))


def _joined_by_title(words: Sequence[Word], mention: Mention, directory: Directory) -> Mention:
    """A name with the title or role before it ("Judge Kerrick", "crane driver Verrall") or after ("Wynn the
    striker"): they are one mention, and choose between namesakes."""
    first, last, people = mention.first, mention.last, mention.people
    while first and joined(words[first - 1], words[first]):
        word = words[first - 1].folded
        fitting = tuple(person for person in people if _titled(person, word, directory))
        if not fitting and word not in TITLES:
            break
        fitting = fitting or people  # a title nobody is known by tells nothing
        first, people = first - 1, fitting
    if last + 1 < len(words) and words[last].folded == "the":
        fitting = tuple(person for person in people if directory.roles.fits(person, [words[last + 1].folded]))
        if fitting:
            last, people = last + 2, fitting
    return replace(mention, first=first, last=last, people=people)


def _titled(person: Person, word: str, directory: Directory) -> bool:
    if word in LINKS:
        return False
    if word in GENDERS and gender_of(person):
        return gender_of(person) == GENDERS[word]
    return directory.roles.fits(person, [word]) or any(
        told.casefold().startswith(word + " ") for told in (person.name, *person.aliases)
    )
