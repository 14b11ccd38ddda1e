"""The matter of a talk: what it is about when a question only points at it ("Where was it found?")."""

import re
from collections.abc import Container, Iterable

from assistant.question import Question
from assistant.word import Word, quotations, word_set, words_of

_THINGS = word_set("it its they them their")
_POINTING = word_set("this that these those")
_FILLERS = word_set("""only just else more anything something now again too also please then but and or not later
    newer first happened""")
_EXPLETIVE = re.compile(r"\bit\b.{0,40}\b(?:to|that|takes?|makes?)\b", re.IGNORECASE)  # "Is it necessary to pay?"
_ORIGIN = re.compile(r"^[^:“\"]*, in [^:“\"]*: (?:\([^)]*\) )?")
_BRACKETS = re.compile(r" \([^()]*\)")
_LABELS = re.compile(r" ?\[\d+\]")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_KEPT = 12  # words of an answer that are carried on
_BREAK = re.compile(r"[,.;:!?]")
_SHORT = 2  # words of topic up to which a pronoun is taken to stand for something said before
_LONGEST = 4  # words of a subject that are kept
_WEAK = word_set(  # so common in questions that they tell no subject
    """use used using uses make makes made making get gets getting got go goes going went come comes came take takes
    took work works working worked need needs needed help helps play plays played happen happens happened start
    starts started end ends ended live lives lived mean means meant want wants wanted know knows think thinks like
    likes look looks find finds found keep keeps explain clarify describe define definition difference differences
    different type types kind kinds way ways long often example examples reason reasons important best better good
    bad big new old advantage advantages benefit benefits cost costs buy sell people person thing things
    time times year years day week month number amount part parts step steps process possible able sure right wrong
    really actually still yet never always another else back down well last next two three one require required
    requirement requirements become became create created call called name names provide show give given put set
    run change changed add remove apply consider build learn read write affect affects cause causes"""
)


def subject_of(text: str, people: Iterable[str], before: str) -> str:
    """What a text that stands alone is about: the last of the things it names with capitals, else with several
    words. One plain word is the subject only when there was none before."""
    spoken = {word.folded for name in people for word in words_of(name)}
    things = [thing for thing in _things(text) if not spoken & {word.folded for word in thing}]
    named = [thing for thing in things if any(word.capital and word.start for word in thing)]
    if not things:
        return before
    thing = (named or things)[-1]
    if before and not named and len(thing) == 1:
        return before
    return text[thing[-_LONGEST:][0].start : thing[-1].end]


def _things(text: str) -> list[list[Word]]:
    """Runs of words that stand together and are not too common to tell anything."""
    runs: list[list[Word]] = [[]]
    end = 0
    for word in words_of(text):
        telling = not word.asks and word.folded not in _WEAK
        if not telling or text[end : word.start].strip(" -"):
            runs.append([])
        if telling:
            runs[-1].append(word)
        end = word.end
    return [run for run in runs if any(not word.told.isdigit() for word in run)]


def lacks_matter(text: str, question: Question, subject: str) -> bool:
    """Whether a text points at something it does not name: by a pronoun, by "the turnout" alone, or by having
    no topic. One that names who speaks and no topic asks for all their words."""
    words = words_of(text)
    named = {word.folded for name in asked_about(question) for word in words_of(name)}
    topic = [word.folded for word in words_of(question.topic) if word.folded not in _FILLERS | named]
    points = points_back(text)
    if not topic:
        return not question.words and (points or not named & {word.folded for word in words})
    known = {word.folded for word in words_of(subject)}
    if known & set(topic):
        return False
    if question.kind != "open":
        return len(topic) <= _SHORT and points
    telling = [word for word in topic if word not in _WEAK]
    if any(_stands_for_thing(text, words, word) for word in words):
        return len(telling) <= _SHORT
    return len(telling) <= 1 and any(word.folded == "the" for word in words)


def points_back(text: str) -> bool:
    """Whether a pronoun of a text stands for something that was said before it."""
    words = words_of(text)
    return any(_points(words, place) for place in range(len(words)))


def _points(words: list[Word], place: int) -> bool:
    alone = place + 1 == len(words) or words[place + 1].asks
    return words[place].folded in _THINGS or (words[place].folded in _POINTING and alone)


def _stands_for_thing(text: str, words: list[Word], pronoun: Word) -> bool:
    """Whether "it" or "they" means something said before, not nothing ("Is it better to pay?") and not what
    an earlier part of the text names."""
    if pronoun.folded not in _THINGS or _EXPLETIVE.search(text):
        return False
    breaks = [match.start() for match in _BREAK.finditer(text, 0, pronoun.start)]
    return not breaks or not any(
        word.start < breaks[-1] and not word.asks and word.folded not in _WEAK for word in words
    )


def words_given(answer: str) -> str:
    """The words of somebody that an answer gives first: its first quotation, else its first sentence, without the
    line's "Name, in Outlet, day:"."""
    line = _LABELS.sub("", _ORIGIN.sub("", next(iter(answer.strip().splitlines()), "")))
    quoted = quotations(line)
    told = line[quoted[0][0] + 1 : quoted[0][1] - 1] if quoted else _SENTENCE_END.split(line)[0]
    return " ".join(re.sub(r"[()]", " ", told).split()[:_KEPT]).strip(" ,;:.?!")


def speakers_given(answer: str, known: Container[str]) -> tuple[str, ...]:
    """Those under whose names an answer gives words: of each line's "Name (role) and Name, in Outlet, day:"."""
    heads = (re.split(r", |: ", _BRACKETS.sub("", line))[0] for line in answer.splitlines())
    names = (name for head in heads for name in (head, *head.split(" and ")))
    return tuple(dict.fromkeys(name for name in names if name in known))


def matter_of(last: Question, subject: str, question: Question) -> str:
    """What to add to a question that lacks its matter: whom and what the last one asked about."""
    thing = subject if last.kind == "open" and subject else last.topic
    named = asked_about(question)
    others = [name for name in asked_about(last) if name not in named and name not in thing]
    return ", ".join(filter(None, (*others, thing)))


def asked_about(question: Question) -> tuple[str, ...]:
    """The people a question names: who speaks, known or not, then the others."""
    return (*question.filters.speakers, *question.unknown_people, *question.about)
