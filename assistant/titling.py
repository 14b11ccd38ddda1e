"""A question's words -> the people it names by a role: "the Drosian foreign minister", "the museum's boss"."""

from collections.abc import Sequence

from assistant.clause import ADVERBS
from assistant.directory import Directory
from assistant.mention import Mention, joined, key_of, told_by
from assistant.roles import PAST
from assistant.verbs import plain_verb
from assistant.word import Word, word_set
from index.days import MONTHS
from index.filters import Filters
from index.person import Person

DETERMINERS = word_set("the a an his her their our its this that which what is was as became become")
_OF = word_set("of for at in")
_RANKS = word_set("chief head prime")
_LONGEST_ROLE = 4  # words before or after the noun a role is built around


def roles_in(words: Sequence[Word], taken: frozenset[int], directory: Directory, filters: Filters) -> list[Mention]:
    """Nouns for a role with what goes with them: "the Drosian foreign minister", "the head of the museum".
    Places `taken` by names are left alone."""
    found: list[Mention] = []
    done = 0
    for head, word in enumerate(words):
        if head < done or head in taken or not directory.roles.knows_head(word.folded) or _describes(words, head):
            continue
        first = _left_edge(words, head, done, taken)
        if not (first and (words[first - 1].folded in DETERMINERS or words[first - 1].possessive)):
            continue
        last = _right_edge(words, head)
        start = _past_strangers(words, first, head, directory)
        held = directory.roles.holders(key_of(words, start, last), filters, described=start > first)
        if taken & {*range(first, last)} and not held.people:
            continue
        told, done = told_by(words, first, last), last
        note = _holder_note(told, held.people, held.others)
        found.append(Mention(first, last, held.people, f"the {told}", True, note, start > first, held.terms))
    return found


def _describes(words: Sequence[Word], place: int) -> bool:
    """Whether a noun for a role only tells of what rank the next one is: "the chief conductor" is no chief."""
    after = words[place + 1] if place + 1 < len(words) else None
    if after is None or words[place].folded not in _RANKS or not joined(words[place], after):
        return False
    return not (after.asks or after.capital or after.folded in _OF | ADVERBS or plain_verb(after.folded))


def role_told(words: Sequence[Word], directory: Directory) -> tuple[str, ...]:
    """The role in "as transport minister", folded, its noun last; empty when none is told."""
    for place, word in enumerate(words):
        if word.folded != "as":
            continue
        first = place + 1 + (place + 1 < len(words) and words[place + 1].folded in ("a", "an", "the"))
        for head in range(first, min(len(words), first + _LONGEST_ROLE)):
            if directory.roles.knows_head(words[head].folded):
                return key_of(words, first, head + 1)
            if words[head].asks or plain_verb(words[head].folded):
                break
    return ()


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
    if link < len(words) and words[link].folded in _OF and joined(words[head], words[link]):
        end += 1
        while end < len(words) and end <= link + _LONGEST_ROLE and joined(words[end - 1], words[end]):
            opening = end == link + 1 or words[end - 1].folded == "the"  # here even "state" is no verb
            if _ends_role(words[end], opening):
                break
            end += 1
    return end if end > link + 1 else link


def _ends_role(word: Word, opening: bool) -> bool:
    if word.folded in MONTHS or word.folded.isdigit():
        return True  # "finance minister in 2031"
    return word.folded != "the" and (word.asks or bool(plain_verb(word.folded) and not opening))


def _past_strangers(words: Sequence[Word], first: int, head: int, directory: Directory) -> int:
    """Past adjectives that are of no role: "the losing coach" is a coach."""
    while (
        first < head
        and words[first].folded not in PAST
        and not words[first].capital
        and not directory.roles.knows(words[first].folded)
    ):
        first += 1
    return first


def _holder_note(told: str, people: Sequence[Person], others: Sequence[Person]) -> str:
    if len(people) != 1:
        return ""
    rest = f" (at other times: {', '.join(person.name for person in others)})" if others else ""
    return f"the {told}: {people[0].name}{rest}"
