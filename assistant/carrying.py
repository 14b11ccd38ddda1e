"""What earlier turns mean in a message: "And what did he say about the port?" -> a question that stands alone.

A message carries on when it is a fragment ("Only after May", "And Varga?"), has a pronoun for someone or
something named before, or no topic of its own. One that names its own matter takes nothing along.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.completing import completed
from assistant.construing import construed
from assistant.directory import Directory
from assistant.matter import asked_about, lacks_matter, matter_of, points_back, speakers_given, subject_of, words_given
from assistant.mention import gender_of
from assistant.naming import mentions_of
from assistant.question import Question
from assistant.referring import PRONOUNS
from assistant.timing import period_of
from assistant.word import Word, blanked, quotations, words_of
from index.attribution.titles import gender_of_first_name
from index.filters import EVERYTHING
from index.person import Person

_LEAD = re.compile(
    r"^(?:(?:and|but|or|so|ok|okay|well|oh|also|then|now|please|yes|no|thanks|thank you|great|hmm)\b[\s,.!:–—-]*)+",
    re.IGNORECASE,
)
_WHAT_ABOUT = re.compile(r"^(?:what|how) about\s+", re.IGNORECASE)
_HE = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
_ABOUT_ONE = re.compile(r"\b(?:about|of|on) (?:him|her)\b(?! \w)", re.IGNORECASE)
_BY_NAME: dict[str, str] = {gender: pronoun for pronoun, gender in PRONOUNS.items() if gender}
_POINTS_BACK = re.compile(r"\b(?:it|its|that|this|those|these|there|so|too|either)\b", re.IGNORECASE)
_ELSE = re.compile(r"\b(?:else|others?)\b", re.IGNORECASE)
_LONGEST_ANSWER = 1_000  # characters of an earlier answer in which people are looked for
_OF_FACTS = frozenset(["open", "who-is", "role"])  # kinds whose answers are nobody's words
_ON_WORDS = frozenset(["who-said", "did-say"])
_GROUPS = 6  # of people that are remembered: two a turn


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was asked last, as it stood alone; the people of the talk, in groups: those last asked about, those
    of the last answer, then of the turns before; the thing it is about; the words of somebody that the last
    answer gave first; and whose words were given on it (`given`)."""

    question: Question
    people: tuple[tuple[str, ...], ...]
    subject: str
    words: str
    given: tuple[str, ...]

    @property
    def everyone(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for group in self.people for name in group))


def remembered(question: Question, answer: str, earlier: Earlier | None, directory: Directory) -> Earlier:
    """What is remembered once a question has been answered."""
    whole, answer = answer, answer[:_LONGEST_ANSWER]
    told = mentions_of(words_of(blanked(answer, quotations(answer))), directory, EVERYTHING)
    of_answer = dict.fromkeys(mention.people[0].name for mention in told if len(mention.people) == 1)
    people = (asked_about(question), tuple(of_answer), *(earlier.people if earlier else ()))
    before = earlier.subject if earlier else ""
    subject = before if question.carried and before else subject_of(question.text, asked_about(question), before)
    given = (*question.besides, *question.filters.speakers, *speakers_given(whole, directory.by_name))
    return Earlier(question, people[:_GROUPS], subject, _words(question, answer, directory), given)


def _words(question: Question, answer: str, directory: Directory) -> str:
    """The words of somebody that an answer gives, without names and days: they are to tell what is spoken of, and
    neither who speaks nor when."""
    if question.kind in _OF_FACTS:
        return ""
    words = words_given(answer)
    days = period_of(words, directory.newest, lambda _: None)
    left = blanked(words, days.spans if days else ())
    return " ".join(word.told for word in words_of(left) if not word.capital and not word.asks)


def in_full(text: str, earlier: Earlier, directory: Directory) -> Question:
    """What a text asks after earlier turns; "Who else?" asks for those whose words were not given yet."""
    question = _whole(text, earlier, directory)
    if question.kind in ("who-said", "people") and _ELSE.search(text):
        return replace(question, besides=tuple(dict.fromkeys(earlier.given)))
    return question


def _whole(text: str, earlier: Earlier, directory: Directory) -> Question:
    """What a fragment or a sentence asks, with what it carries on."""
    lead = _LEAD.match(text)
    bare = (text[lead.end() :] if lead else text).strip()
    about = _WHAT_ABOUT.match(bare)
    said = (bare[about.end() :] if about else bare).strip(" ?!.…")
    whole = completed(said, bool(lead or about), earlier.question, earlier.everyone, directory) if said else None
    if whole:
        return replace(construed(whole.text, directory), carried=whole.carried)
    if nobody := _nobody(text, bare, earlier, directory):
        return nobody
    named, meant = _with_names(text, bare, earlier, directory)
    return _of_several(named, text, meant, earlier, directory)


def _of_several(
    text: str, told: str, pronouns: Sequence[tuple[str, ...]], earlier: Earlier, directory: Directory
) -> Question:
    """What a sentence asks (`text`; `told` before its `pronouns` gave way to the people each may mean), with the matter
    of the last question where it lacks its own, and speakers chosen by what was spoken of."""
    question = construed(text, directory)
    meant = pronouns[0] if pronouns else ()
    carried = named = (*meant, *(people[0] for people in pronouns[1:]))
    matter = matter_of(earlier.question, earlier.subject, question)
    if matter and question.kind in _ON_WORDS:  # "Who disagreed?", "Did he deny that?": with what was said
        matter = ", ".join(filter(None, (matter, earlier.words)))
    # "What did Wynn say?" names whom it asks for, whoever that turns out to be: all of their words are asked for.
    new_people = not meant and _by_name(question, told) and not points_back(told)
    if (
        matter
        and not (new_people and not _spoken_of(question, earlier))
        and lacks_matter(told, question, earlier.subject)
        and not (question.about and _ABOUT_ONE.search(told))
    ):
        question, carried = construed(f"{text.rstrip()} ({matter})", directory), (*named, matter)
    if len(meant) > 1 and meant[0] in question.filters.speakers:  # "he" may be any of them
        people = tuple(directory.by_name[name] for name in meant if name in directory.by_name)
        return replace(question, filters=replace(question.filters, speakers=()), ambiguous=people, carried=carried[1:])
    known = [person for person in question.ambiguous if person.name in earlier.everyone]
    if len(known) == 1:  # of several ministers, the one just spoken of
        chosen = replace(question.filters, speakers=(known[0].name,))
        question, carried = replace(question, ambiguous=(), filters=chosen), (*carried, known[0].name)
    return replace(question, carried=tuple(dict.fromkeys(carried)))


def _by_name(question: Question, text: str) -> bool:
    """Whether the people among whom one is to be chosen are named ("Wynn"), not told by a role ("the coach")."""
    told = {word.folded for word in words_of(text)}
    return any(told & {word.folded for word in words_of(person.name)} for person in question.ambiguous)


def _spoken_of(question: Question, earlier: Earlier) -> bool:
    return bool({person.name for person in question.ambiguous} & set(earlier.everyone))


def _with_names(text: str, bare: str, earlier: Earlier, directory: Directory) -> tuple[str, list[tuple[str, ...]]]:
    """The text with the first "he" and the first "she" by name, and whom each may mean, in order; as it is where
    none means anybody. A person named before the pronoun, and not known to be of the other kind, is who it means."""
    words = words_of(bare)
    mentions = [mention for mention in mentions_of(words, directory, EVERYTHING) if mention.people]
    named = frozenset(person for mention in mentions for person in mention.people)
    whole, meant = bare, dict[str, tuple[str, ...]]()
    shift = 0
    for place, word in enumerate(words):
        told = [person.name for mention in mentions if mention.first < place for person in mention.people]
        kind = _HE.get(word.folded, "they")
        if kind in meant or any(_gender(name, directory) in ("", kind) for name in told):
            continue
        if people := _meant(word.folded, earlier, named, directory):
            name = " and ".join(people) if word.folded.startswith("the") else people[0]
            meant[kind] = (name,) if " and " in name else people
            name = f"{name}'s" if _owns(word, words, place) else name
            whole = whole[: word.start + shift] + name + whole[word.end + shift :]
            shift += len(name) - (word.end - word.start)
    return (whole if meant else text), [*meant.values()]


def _nobody(text: str, bare: str, earlier: Earlier, directory: Directory) -> Question | None:
    """What a text asks whose "she" says or does something and is nobody of whom was spoken, all being known to be
    men; None for any other."""
    for word in words_of(bare):
        if word.folded in ("he", "she") and earlier.everyone and not _meant(word.folded, earlier, (), directory):
            stand_in = f"{bare[: word.start]}{earlier.everyone[0]}{bare[word.end :]}"
            question = construed(stand_in, directory)
            if earlier.everyone[0] not in question.filters.speakers:
                return None
            nobody = replace(question.filters, speakers=())
            return replace(question, text=text, filters=nobody, unknown_people=(word.folded,))
    return None


def _meant(pronoun: str, earlier: Earlier, named: Iterable[Person], directory: Directory) -> tuple[str, ...]:
    """Whom "he", "she" or "they" means: of those last spoken of, who may be so called; several, if nothing
    tells which."""
    if pronoun in ("they", "them", "their") and len(earlier.question.filters.speakers) > 1:
        return earlier.question.filters.speakers
    if pronoun not in _HE:
        return ()
    spoken = {person.name for person in named}
    for group in earlier.people:
        genders = {name: _gender(name, directory) for name in group if name not in spoken}
        sure = tuple(name for name, gender in genders.items() if gender == _HE[pronoun])
        unsure = tuple(name for name, gender in genders.items() if not gender)
        if sure or unsure:
            return sure or unsure
    return ()


def _gender(name: str, directory: Directory) -> str:
    """ "he" or "she" where a title or a role, the articles' own pronouns or else the first name tells it."""
    person = directory.by_name.get(name)
    told = (gender_of(person) if person else "") or directory.known_pronoun(name)
    return told or (_BY_NAME.get(gender_of_first_name(name.split()[0]), "") if " " in name else "")


def _owns(word: Word, words: Sequence[Word], place: int) -> bool:
    if word.folded == "her":
        return place + 1 < len(words) and not words[place + 1].asks
    return word.folded in ("his", "hers", "their")
