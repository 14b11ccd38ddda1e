"""What earlier turns mean in a message: "And what did he say about the port?" -> a text that stands alone.

A message carries on when it is a fragment ("Only after May", "And Varga?"), has a pronoun for someone or
something named before, or no topic of its own. One that names its own matter takes nothing along.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.directory import Directory
from assistant.matter import asked_about, lacks_matter, matter_of, subject_of
from assistant.naming import Mention, gender_of, mentions_of
from assistant.question import Question
from assistant.timing import days_in_words, period_of
from assistant.verbs import past
from assistant.word import Word, word_set, words_of
from index.filters import EVERYTHING
from index.person import Person

_LEAD = re.compile(
    r"^(?:(?:and|but|or|so|ok|okay|well|oh|also|then|now|please|yes|no|thanks|thank you|great|hmm)\b[\s,.!:–—-]*)+",
    re.IGNORECASE,
)
_WHAT_ABOUT = re.compile(r"^(?:what|how) about\s+", re.IGNORECASE)
_ABOUT = re.compile(r"^\W*(?:about|on|regarding|concerning)\s+", re.IGNORECASE)
_OTHER = re.compile(r"^(?:the other(?: one| [^\W\d_]+)?|(?:his|her|their) namesake)\b", re.IGNORECASE)
_LATER = re.compile(
    r"^(?:anything )?(?:later|newer|afterwards|since(?: then)?|after that|more recent(?:ly)?)$", re.IGNORECASE
)
_EARLIER = re.compile(r"^(?:anything )?(?:earlier|older|previously|before(?: that| then)?)$", re.IGNORECASE)
_THAT = r"(?: (?:was|is) (?:that|it|this))?"
_OPENINGS = tuple(  # short questions about what was said before, and how they begin when they stand alone
    (re.compile(f"^(?:{shape})$", re.IGNORECASE), opening)
    for shape, opening in (
        (rf"why(?:{_THAT}| so| not)", "Why"),
        (rf"when{_THAT}", "When"),
        (rf"where{_THAT}", "Where"),
        (rf"(?:in )?(?:which|what) (?:news)?(?:paper|outlet|article|source)s?{_THAT}(?: in)?", "In which paper"),
        (r"(?:what|anything) (?:else|more)|(?:tell me )?more|go on", "What else"),
        (r"how(?: so)?", "How"),
    )
)
_CLAUSE = word_set("""did didn't does doesn't do don't has hasn't have had would will can could should is isn't was
    wasn't are were what how why when where which who whom whose""")
_EVENT = re.compile(
    r"^(?:when|after|before|since|until|once|during)\s+(?:the|his|her|their|its|it|he|she|they)\b", re.IGNORECASE
)
_HE = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
_EMPTY = word_set("only just else more anything something now again too also please then but and or not later newer")
_LONGEST_ANSWER = 600  # characters of an earlier answer in which people are looked for


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was asked last, as it stood alone; the people of the talk, those last asked about first, then those
    of the last answer, then the others; and the thing it is about."""

    question: Question
    people: tuple[str, ...]
    subject: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A message's words standing alone, and what was carried over from earlier turns to make them so."""

    text: str
    carried: tuple[str, ...]


def remembered(question: Question, answer: str, earlier: Earlier | None, directory: Directory) -> Earlier:
    """What is remembered once a question has been answered."""
    told = mentions_of(words_of(answer[:_LONGEST_ANSWER]), directory, EVERYTHING)
    of_answer = (mention.people[0].name for mention in told if len(mention.people) == 1)
    people = (*asked_about(question), *of_answer, *(earlier.people if earlier else ()))
    before = earlier.subject if earlier else ""
    subject = before if question.carried and before else subject_of(question.text, asked_about(question), before)
    return Earlier(question, tuple(dict.fromkeys(people)), subject)


def in_full(text: str, earlier: Earlier, directory: Directory, read: Callable[[str], Question]) -> Question:
    """What a text asks after earlier turns. `read` tells what a text that stands alone asks."""
    standing = standing_alone(text, earlier, directory)
    question = read(standing.text)
    matter = matter_of(earlier.question, earlier.subject, question)
    if matter and lacks_matter(text, question, earlier.subject):
        standing = Standing(f"{standing.text.rstrip()} ({matter})", (*standing.carried, matter))
        question = read(standing.text)
    known = [person for person in question.ambiguous if person.name in earlier.people]
    if len(known) == 1:  # of several ministers, the one just spoken of
        question = replace(question, ambiguous=(), filters=replace(question.filters, speakers=(known[0].name,)))
        standing = Standing(standing.text, (*standing.carried, known[0].name))
    return replace(question, carried=tuple(dict.fromkeys(standing.carried)))


def standing_alone(text: str, earlier: Earlier, directory: Directory) -> Standing:
    """The text with what it takes from earlier turns filled in; as it is, when it takes nothing."""
    lead = _LEAD.match(text)
    bare = (text[lead.end() :] if lead else text).strip()
    about = _WHAT_ABOUT.match(bare)
    said = bare[about.end() :] if about else bare
    said = said.strip(" ?!.…")
    words = words_of(said)
    if not words:
        return Standing(text, ())
    for pattern, opening in _OPENINGS:
        if pattern.match(said):
            return _asked_again(opening, earlier.question)
    goes_on = bool(lead or about or _ABOUT.match(said))
    fragment = about or _EVENT.match(said) or not any(word.folded in _CLAUSE for word in words)
    if fragment and (found := _from_fragment(said, goes_on, earlier, directory)):
        return found
    found = _with_pronouns(bare, earlier, directory)
    return found if found.carried else Standing(text, ())


# ---------------------------------------------------------------------- fragments


def _from_fragment(said: str, goes_on: bool, earlier: Earlier, directory: Directory) -> Standing | None:
    """The last question asked again with another speaker, topic or time: what the fragment tells is new, the
    rest is carried."""
    last = earlier.question
    speaker, rest = _speaker(said, earlier, directory)
    rest = re.sub(r"^\W*(?:only|just)\b", "", rest, flags=re.IGNORECASE).strip(" ,;:")
    when, rest = _when(rest, last, directory)
    rest = _ABOUT.sub("", rest).strip(" ,;:")
    topic = rest if any(not word.asks and word.folded not in _EMPTY for word in words_of(rest)) else ""
    who = speaker or _speakers(last)
    if not (speaker or when or topic) or (topic and not (goes_on and (speaker or last.kind != "open"))):
        return None  # with a topic of its own it stands alone
    if last.kind == "open" and not speaker:
        return Standing(f"{last.text.rstrip(' ?')} {when}?", (last.text,))
    days = when or days_in_words(last.filters.since, last.filters.until)
    carried = ("" if speaker else who, "" if topic else last.topic, "" if when else days)
    return Standing(_rendered(last, who, topic or last.topic, days), tuple(filter(None, carried)))


def _speaker(said: str, earlier: Earlier, directory: Directory) -> tuple[str, str]:
    """Whose words a fragment asks for, if it opens with them, and what is left of it."""
    if other := _OTHER.match(said):
        names, rest = _namesakes(earlier, directory), said[other.end() :].strip(" ,;:")
        role = [word.folded for word in words_of(rest) if word.folded not in ("the", "a")]
        fitting = [person for person in names if role and directory.roles.fits(person, role)]
        if len(fitting) == 1:
            return fitting[0].name, ""
        return (names[0].name if len(names) == 1 else other[0] if names else ""), rest
    words = words_of(said)
    mentions = mentions_of(words, directory, EVERYTHING)
    opening = word_set("the only just")
    first = next((m for m in mentions if {word.folded for word in words[: m.first]} <= opening), None)
    if first is None or not first.people or _is_topic(first, words):
        return "", said
    return first.told if len(first.people) > 1 else first.people[0].name, said[words[first.last - 1].end :]


def _is_topic(mention: Mention, words: Sequence[Word]) -> bool:
    """Whether a noun follows at once: "the Hale budget" is no speaker."""
    return (
        mention.last < len(words)
        and words[mention.last].start - words[mention.last - 1].end == 1
        and not (words[mention.last].asks)
    )


def _namesakes(earlier: Earlier, directory: Directory) -> list[Person]:
    """People who share a name with someone of the talk, and were not asked about last."""
    now = set(asked_about(earlier.question))
    for name in earlier.people:
        for part in reversed(words_of(name)):
            others = [person for person in directory.names.get((part.folded,), ()) if person.name not in now]
            if others:
                return others
    return []


def _when(rest: str, last: Question, directory: Directory) -> tuple[str, str]:
    """The words of a fragment that tell days, fit to be added to a question, and what is left."""
    if _LATER.match(rest):
        end = last.filters.until or last.filters.since
        return (f"after {end}" if end else "newest"), ""
    if _EARLIER.match(rest):
        start = last.filters.since or last.filters.until
        return (f"before {start}" if start else "earliest"), ""
    if _EVENT.match(rest):
        return rest, ""
    for told in (rest, f"in {rest}"):
        period = period_of(told, directory.newest, directory.known_day)
        if period and period.spans and (told == rest or period.spans[0] == (0, len(told))):
            first, after = period.spans[0]
            return told[first:after], told[:first] + told[after:]
    return "", rest


def _asked_again(opening: str, last: Question) -> Standing:
    who, matter = _speakers(last), last.claim or last.topic
    if not who:
        return Standing(f"{opening}: {last.text}", (last.text,))
    days = days_in_words(last.filters.since, last.filters.until)
    text = f"{opening} did {who} {last.verb or 'say'} about {matter} {days}".strip()
    return Standing(re.sub(r" about\s*$", "", text) + "?", tuple(filter(None, (who, matter, days))))


def _rendered(last: Question, who: str, topic: str, days: str) -> str:
    """A question of the last one's kind about other people, another topic or other days."""
    on = f" about {topic}" if topic else ""
    shapes = {
        "did-say": f"Did {who} {last.verb} {last.claim if topic == last.topic else topic}",
        "first-said": f"When did {who} first {last.verb}{on}",
        "view": f"How has {who}'s view of {topic} changed",
        "who-said": f"Who {past(last.verb or 'say')} {topic}",
        "people": f"What do people say{on}",
        "who-is": f"Who is {who}",
        "role": f"What is {who}'s role",
    }
    shape = shapes.get(last.kind, "") if who or last.kind in ("who-said", "people") else ""
    if last.kind in ("who-said", "people") and who:
        shape = ""
    return f"{shape or f'What did {who} say{on}'} {days}".strip() + "?"


# ---------------------------------------------------------------------- whole sentences


def _with_pronouns(text: str, earlier: Earlier, directory: Directory) -> Standing:
    """ "he" and "she" by name; then, if something else is missing, the matter of the last question."""
    words = words_of(text)
    mentions = [mention for mention in mentions_of(words, directory, EVERYTHING) if mention.people]
    first = min((mention.first for mention in mentions), default=len(words))
    for place, word in enumerate(words[:first]):
        name = _meant(word.folded, earlier, mentions, directory)
        if name:
            text = text[: word.start] + _in_place_of(word, name, words, place) + text[word.end :]
            return Standing(text, (name,))
    return Standing("", ())


def _meant(pronoun: str, earlier: Earlier, mentions: Sequence[Mention], directory: Directory) -> str:
    """Whom "he", "she" or "they" means: the first of the talk who may be so called."""
    if pronoun in ("they", "them", "their") and len(earlier.question.filters.speakers) > 1:
        return " and ".join(earlier.question.filters.speakers)
    if pronoun not in _HE:
        return ""
    named = {person.name for mention in mentions for person in mention.people}
    people = [name for name in earlier.people if name not in named]
    genders = {name: gender_of(directory.by_name[name]) if name in directory.by_name else "" for name in people}
    sure = [name for name in people if genders[name] == _HE[pronoun]]
    unsure = [name for name in people if not genders[name]]
    return next((name for name in people if name in {*sure[:1], *(unsure[:1] if not sure else ())}), "")


def _in_place_of(word: Word, name: str, words: Sequence[Word], place: int) -> str:
    owned = word.folded == "his" or (word.folded == "her" and place + 1 < len(words) and not words[place + 1].asks)
    return f"{name}'s" if owned else name


def _speakers(question: Question) -> str:
    return " and ".join((*question.filters.speakers, *question.unknown_people))
