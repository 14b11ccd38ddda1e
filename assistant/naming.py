"""A question's words -> the people they name: by name, title and name, misspelt name, or role."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from assistant.directory import TITLES, Directory, Name
from assistant.roles import LINKS
from assistant.verbs import plain_verb
from assistant.word import Word, word_set
from index.filters import Filters
from index.person import Person

_DETERMINERS = word_set("the a an his her their our its this that which what")
_OF = word_set("of for at in")
_CALENDAR = word_set(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday"""
)
_GENDERS = {
    "mr": "he",
    "sir": "he",
    "lord": "he",
    "mrs": "she",
    "ms": "she",
    "miss": "she",
    "dame": "she",
    "lady": "she",
}
_MISSPELT = 4  # runs of unknown capitals that are compared with all names; each takes time
_LONGEST_ROLE = 4  # words before or after the noun a role is built around


@dataclass(frozen=True, slots=True)
class Mention:
    """People named by the words ``[first:last]`` of a question (places in its list of words).

    `people` are those it may mean, most statements first: none when the index knows nobody so named.
    `assumed` tells how it was read when that is not plain from the words.
    """

    first: int
    last: int
    people: tuple[Person, ...]
    told: str
    role: bool
    assumed: str


def mentions_of(words: Sequence[Word], directory: Directory, filters: Filters) -> list[Mention]:
    """All mentions in order, none overlapping. A role is read as of the days in `filters`."""
    named = [_joined_by_title(words, mention, directory) for mention in _names(words, directory)]
    known = [mention for mention in named if mention.people]
    taken = frozenset(place for mention in known for place in range(mention.first, mention.last))
    roles = _roles(words, taken, directory, filters)
    strangers = [mention for mention in named if not mention.people and not _overlap(mention, roles)]
    return sorted(known + roles + strangers, key=lambda mention: mention.first)


def _overlap(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(mention.first < other.last and other.first < mention.last for other in others)


# ---------------------------------------------------------------------- names


def _names(words: Sequence[Word], directory: Directory) -> Iterable[Mention]:
    spoken_low = not any(word.capital for word in words[1:])
    place, unknown = 0, 0
    while place < len(words):
        end = _run_end(words, place)
        if end > place:  # capitals that stand together are one name, or names side by side
            mention = _in_run(words, place, end, directory, exhaustive=unknown < _MISSPELT)
            unknown += not mention.people
            yield mention
            place = mention.last
        elif length := _known_length(words, place, directory, low=spoken_low):
            name = _key(words, place, place + length)
            yield Mention(place, place + length, directory.names[name], _told(words, place, place + length), False, "")
            place += length
        else:
            place += 1


def _run_end(words: Sequence[Word], start: int) -> int:
    """The end of a run of capitals that begins here; `start` when none does."""
    end = start
    while end < len(words) and _may_be_name(words, end) and (end == start or _joined(words[end - 1], words[end])):
        end += 1
    return end


def _may_be_name(words: Sequence[Word], place: int) -> bool:
    word = words[place]
    opening = place == 0 and (plain_verb(word.folded) or len(words) == 1)
    return word.capital and not word.asks and word.folded not in _CALENDAR and not opening


def _joined(left: Word, right: Word) -> bool:
    return right.start - left.end == 1 and not left.possessive


def _known_length(words: Sequence[Word], place: int, directory: Directory, low: bool) -> int:
    """Words of the longest known name that begins here without capitals; one word alone counts where the
    whole question is written without capitals."""
    for length in range(min(directory.longest_name, len(words) - place), 0, -1):
        if _key(words, place, place + length) in directory.names:
            alone = length == 1 and not (low and place and words[place - 1].asks and not words[place].asks)
            return 0 if alone or (length == 1 and words[place - 1].folded in _DETERMINERS) else length
    return 0


def _in_run(words: Sequence[Word], start: int, end: int, directory: Directory, exhaustive: bool) -> Mention:
    """Whom a run of capitals means: its longest known part, if what is left over agrees with it."""
    for length in range(min(end - start, directory.longest_name), 0, -1):
        for first in range(start, end - length + 1):
            people = directory.names.get(_key(words, first, first + length), ())
            beside = [*words[start:first], *words[first + length : end]]
            people = tuple(person for person in people if _agrees(beside, person, directory, start == 0))
            if people:
                return Mention(first, first + length, people, _told(words, first, first + length), False, "")
    told = _told(words, start, end)
    name = tuple(word for word in _key(words, start, end) if word not in TITLES)
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
    """The people whose name is nearest, if near enough that it can hardly be another's."""
    if all(directory.frequency(word) for word in name):
        return ()  # the corpus writes these words, so they are not slips
    best, people = 1_000, list[Person]()
    for _, known in directory.spellings.get(len(name), ()):
        distance = _slips(name, known)
        if distance <= best:
            people = [*(people if distance == best else ()), *directory.names[known]]
            best = distance
    return tuple(dict.fromkeys(people)) if best < 1_000 else ()


def _slips(told: Name, known: Name) -> int:
    """Slips of the pen between two names; 1,000 when they are too far apart. A short word may hold one slip
    only beside a word without any: Hall is not Hale, but Edric Hall may be Edric Hale."""
    total = 0
    whole = any(left == right for left, right in zip(told, known, strict=True))
    for left, right in zip(told, known, strict=True):
        allowed = 0 if len(right) < 4 else 1 if len(right) < 8 else 2
        if len(right) == 4 and not whole:
            allowed = 0
        slips = OSA.distance(left, right, score_cutoff=allowed)
        if slips > allowed:
            return 1_000
        total += slips
    return total


def _joined_by_title(words: Sequence[Word], mention: Mention, directory: Directory) -> Mention:
    """A name with the title or role before it ("Judge Kerrick", "crane driver Verrall") or after ("Wynn the
    striker"): they are one mention, and choose between namesakes."""
    first, last, people = mention.first, mention.last, mention.people
    while first and _joined(words[first - 1], words[first]):
        word = words[first - 1].folded
        fitting = tuple(person for person in people if _titled(person, word, directory))
        if not fitting:
            break
        first, people = first - 1, fitting
    if last + 1 < len(words) and words[last].folded == "the":
        fitting = tuple(person for person in people if directory.roles.fits(person, [words[last + 1].folded]))
        if fitting:
            last, people = last + 2, fitting
    return replace(mention, first=first, last=last, people=people)


def _titled(person: Person, word: str, directory: Directory) -> bool:
    if word in LINKS:
        return False
    if word in _GENDERS and gender_of(person):
        return gender_of(person) == _GENDERS[word]
    return word in TITLES or directory.roles.fits(person, [word])


def gender_of(person: Person) -> str:
    """ "he" or "she" where a title or role of the person tells it, else empty."""
    for told in (*person.aliases, *(tenure.role for tenure in person.roles)):
        for word in told.casefold().split():
            if word in _GENDERS:
                return _GENDERS[word]
            if word.endswith(("man", "husband", "father")) and not word.endswith("woman"):
                return "he"
            if word.endswith(("woman", "wife", "mother", "actress")):
                return "she"
    return ""


# ---------------------------------------------------------------------- roles


def _roles(words: Sequence[Word], taken: frozenset[int], directory: Directory, filters: Filters) -> list[Mention]:
    """Nouns for a role with what goes with them: "the Drosian foreign minister", "the head of the museum".
    Places `taken` by names are left alone."""
    found: list[Mention] = []
    done = 0
    for head, word in enumerate(words):
        if head < done or head in taken or not directory.roles.knows_head(word.folded):
            continue
        first = _left_edge(words, head, done, taken)
        if not (first and (words[first - 1].folded in _DETERMINERS or words[first - 1].possessive)):
            continue
        last = _right_edge(words, head)
        held = directory.roles.holders(_key(words, _past_strangers(words, first, head, directory), last), filters)
        if taken & {*range(first, last)} and not held.people:
            continue
        told, done = _told(words, first, last), last
        note = _holder_note(told, held.people, held.others)
        found.append(Mention(first, last, held.people, f"the {told}", True, note))
    return found


def _left_edge(words: Sequence[Word], head: int, done: int, taken: frozenset[int]) -> int:
    first = head
    while first > max(done, head - _LONGEST_ROLE) and words[first].start - words[first - 1].end <= 2:
        if words[first - 1].asks or first - 1 in taken:
            break
        first -= 1
    return first


def _right_edge(words: Sequence[Word], head: int) -> int:
    """After "of", "for" or "at": up to the next word that only asks, or reports."""
    link = end = head + 1
    if link < len(words) and words[link].folded in _OF and _joined(words[head], words[link]):
        end += 1
        while end < len(words) and end <= link + _LONGEST_ROLE and _joined(words[end - 1], words[end]):
            opening = end == link + 1 or words[end - 1].folded == "the"  # here even "state" is no verb
            if words[end].folded != "the" and (words[end].asks or (plain_verb(words[end].folded) and not opening)):
                break
            end += 1
    return end if end > link + 1 else link


def _past_strangers(words: Sequence[Word], first: int, head: int, directory: Directory) -> int:
    """Past adjectives that are of no role: "the losing coach" is a coach."""
    while first < head and not words[first].capital and not directory.roles.knows(words[first].folded):
        first += 1
    return first


def _holder_note(told: str, people: Sequence[Person], others: Sequence[Person]) -> str:
    if len(people) != 1:
        return ""
    rest = f" (at other times: {', '.join(person.name for person in others)})" if others else ""
    return f"the {told}: {people[0].name}{rest}"


def _key(words: Sequence[Word], first: int, last: int) -> Name:
    return tuple(word.folded for word in words[first:last])


def _told(words: Sequence[Word], first: int, last: int) -> str:
    return " ".join(word.told for word in words[first:last]).removesuffix("'s").removesuffix("’s")
