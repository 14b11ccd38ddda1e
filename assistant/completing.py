"""A fragment and the question before it -> a whole question: "And Varga?", "Only after May", "Why?", "Who else?"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.directory import Directory
from assistant.matter import asked_about
from assistant.mention import Mention
from assistant.naming import mentions_of
from assistant.question import Question
from assistant.timing import period_of
from assistant.verbs import past
from assistant.word import Word, word_set, words_of
from index.days import days_in_words
from index.filters import EVERYTHING
from index.person import Person

_ABOUT = re.compile(r"^\W*(?:about|on|regarding|concerning)\s+", re.IGNORECASE)
_ONLY = re.compile(r"^\W*(?:only|just)\b\s*", re.IGNORECASE)
_OTHER = re.compile(r"^(?:the other(?: one| [^\W\d_]+)?|(?:his|her|their) namesake)\b", re.IGNORECASE)
_NTH = re.compile(r"^the (first|second|third|fourth|latter|former)(?: one)?$", re.IGNORECASE)
_PLACES = {"first": 0, "former": 0, "second": 1, "latter": 1, "third": 2, "fourth": 3}
_LATER = re.compile(
    r"^(?:anything )?(?:later|newer|afterwards|since(?: then)?|after that|more recent(?:ly)?)$", re.IGNORECASE
)
_EARLIER = re.compile(r"^(?:anything )?(?:earlier|older|previously|before(?: that| then)?)$", re.IGNORECASE)
_WHO_ELSE = re.compile(
    r"^(?:(?:who|anyone|anybody|someone|somebody) else(?: (?:said|say|says|thought|think|thinks|did|does)"
    r"(?: so| that| it| this| the same)?)?|(?:any )?others|any other (?:people|voices|speakers|names))$",
    re.IGNORECASE,
)
_THAT = r"(?: (?:was|is) (?:that|it|this))?"
_PAPER = r"(?:in )?(?:which|what) (?:news)?(?:paper|outlet|article|source)s?"
_OPENINGS = tuple(  # short questions about what was said before, and how they begin when they stand alone
    (re.compile(f"^(?:{shape})$", re.IGNORECASE), opening)
    for shape, opening in (
        (rf"why(?:{_THAT}| so| not)", "Why did {who} {verb} this"),
        (rf"when{_THAT}", "When did {who} {verb} this"),
        (rf"where{_THAT}|{_PAPER}{_THAT}(?: in)?", "Where did {who} {verb} this"),
        (r"how(?: so)?", "How did {who} {verb} this"),
        (r"(?:what|anything) (?:else|more)|(?:tell me )?more|go on", "What else did {who} {verb}"),
    )
)
_CLAUSE = word_set("""did didn't does doesn't do don't has hasn't have had would will can could should is isn't was
    wasn't are were what how why when where which who whom whose""")
_EVENT = re.compile(
    r"^(?:when|after|before|since|until|once|during)\s+(?:the|his|her|their|its|it|he|she|they)\b", re.IGNORECASE
)
_IN = re.compile(r"^(?:in|from|according to)\s+(?:the\s+)?", re.IGNORECASE)
_EMPTY = word_set("more anything something now again too also please then later newer")
_SHAPES = {  # a question of the same kind about other people, another topic or other days
    "did-say": "Did {who} {verb} {claim}",
    "first-said": "When did {who} first {verb}{on}",
    "view": "How has {who}'s view of {topic} changed",
    "who-is": "Who is {who}",
    "role": "What is {who}'s role",
}
_SHAPES_OF_NOBODY = {
    "who-said": "Who {past} {topic}",
    "did-say": "Who {past} {topic}",
    "people": "What do people say{on}",
}


@dataclass(frozen=True, slots=True)
class Completed:
    """A whole question, and what the one before gave to it."""

    text: str
    carried: tuple[str, ...]


def completed(
    said: str, goes_on: bool, last: Question, people: Sequence[str], directory: Directory
) -> Completed | None:
    """What a fragment asks after the question `last`: None when it is no fragment, or has a topic of its own and
    does not go on from there (`goes_on`: it began with "and", "what about"). `people` are those of the talk."""
    for pattern, opening in _OPENINGS:
        if pattern.match(said):
            return _asked_again(opening, last)
    if _WHO_ELSE.match(said) and last.verb:
        days = days_in_words(last.filters.since, last.filters.until)
        told = " ".join(filter(None, (past(last.verb), last.topic, days)))
        return Completed(f"Who else {told}?", tuple(filter(None, (last.topic, days))))
    words = words_of(said)
    if not _EVENT.match(said) and any(word.folded in _CLAUSE for word in words):
        return None
    speaker, rest = _speaker(said, words, last, people, directory)
    when, rest = _narrowed(_ONLY.sub("", rest).strip(" ,;:"), last, directory)
    rest = _ABOUT.sub("", rest).strip(" ,;:")
    topic = rest if any(not word.asks and word.folded not in _EMPTY for word in words_of(rest)) else ""
    if topic and (not (goes_on or _ABOUT.match(said)) or (last.kind == "open" and not speaker)):
        return None
    if not (speaker or when or topic):
        return None
    if last.kind == "open" and not speaker:
        return Completed(f"{last.text.rstrip(' ?')} {when}?", (last.text,))
    return _again(last, speaker, topic, when)


def _again(last: Question, speaker: str, topic: str, when: str) -> Completed:
    """The last question with what is new; the rest of it is carried."""
    who, days = speaker or _speakers(last), when or days_in_words(last.filters.since, last.filters.until)
    subject = topic or last.topic
    shape = _SHAPES.get(last.kind) if who else _SHAPES_OF_NOBODY.get(last.kind)
    text = (shape or "What did {who} say{on}").format(
        who=who,
        verb=last.verb,
        past=past(last.verb or "say"),
        topic=subject,
        claim=topic or last.claim or last.topic,
        on=f" about {subject}" if subject else "",
    )
    carried = ("" if speaker else who, "" if topic else last.topic, "" if when else days)
    return Completed(f"{text} {days}".strip() + "?", tuple(filter(None, carried)))


def _asked_again(opening: str, last: Question) -> Completed:
    """ "Why?", "When was that?" of what somebody said."""
    who = _speakers(last)
    if not who:
        return Completed(f"{opening.split()[0]}: {last.text}", (last.text,))
    matter, days = last.claim or last.topic, days_in_words(last.filters.since, last.filters.until)
    text = opening.format(who=who, verb=last.verb or "say")
    told = " ".join(filter(None, (text, f"about {matter}" if matter else "", days)))
    return Completed(f"{told}?", tuple(filter(None, (who, matter, days))))


# ---------------------------------------------------------------------- what a fragment tells


def _speaker(
    said: str, words: Sequence[Word], last: Question, people: Sequence[str], directory: Directory
) -> tuple[str, str]:
    """Whose words a fragment asks for, if it opens with them, and what is left of it."""
    if (nth := _NTH.match(said)) and _PLACES[nth[1].casefold()] < len(last.ambiguous):
        return last.ambiguous[_PLACES[nth[1].casefold()]].name, ""
    if other := _OTHER.match(said):
        return _other(other[0], said[other.end() :].strip(" ,;:"), last, people, directory)
    opening = word_set("the only just")
    mentions = mentions_of(words, directory, EVERYTHING)
    first = next((m for m in mentions if {word.folded for word in words[: m.first]} <= opening), None)
    if first is None or not first.people or _is_topic(first, words):
        return "", said
    fitting = [person for person in first.people if person in last.ambiguous]  # "the lawmaker", when asked which
    names = fitting if len(fitting) == 1 else first.people
    return names[0].name if len(names) == 1 else first.told, said[words[first.last - 1].end :]


def _other(told: str, rest: str, last: Question, people: Sequence[str], directory: Directory) -> tuple[str, str]:
    """ "the other Hale": who shares a name with someone of the talk; what follows may be a role."""
    names = _namesakes(last, people, directory)
    role = [word.folded for word in words_of(rest) if word.folded not in ("the", "a")]
    fitting = [person for person in names if role and directory.roles.fits(person, role)]
    if len(fitting) == 1:
        return fitting[0].name, ""
    return (names[0].name if len(names) == 1 else told if names else ""), rest


def _namesakes(last: Question, people: Sequence[str], directory: Directory) -> list[Person]:
    now = set(asked_about(last))
    for name in people:
        for part in reversed(words_of(name)):
            others = [person for person in directory.names.get((part.folded,), ()) if person.name not in now]
            if others:
                return others
    return []


def _is_topic(mention: Mention, words: Sequence[Word]) -> bool:
    """Whether a noun follows at once: "the Hale budget" is no speaker."""
    if mention.last == len(words):
        return False
    after = words[mention.last]
    return after.start - words[mention.last - 1].end == 1 and not after.asks


def _narrowed(rest: str, last: Question, directory: Directory) -> tuple[str, str]:
    """The words of a fragment that tell days or an outlet, fit to be added to a question, and what is left."""
    if _LATER.match(rest):
        end = last.filters.until or last.filters.since
        return (f"after {end}" if end else "most recently"), ""
    if _EARLIER.match(rest):
        start = last.filters.since or last.filters.until
        return (f"before {start}" if start else "at first"), ""
    if _EVENT.match(rest):
        return rest, ""
    named = _IN.sub("", rest)
    if outlet := directory.outlet_names.get(tuple(word.folded for word in words_of(named))):
        return f"in {outlet}", ""
    for told in (rest, f"in {rest}"):
        period = period_of(told, directory.newest, directory.known_day)
        if period and period.spans and (told == rest or period.spans[0] == (0, len(told))):
            first, after = period.spans[0]
            return told[first:after], told[:first] + told[after:]
    return "", rest


def _speakers(question: Question) -> str:
    return " and ".join((*question.filters.speakers, *question.unknown_people))
