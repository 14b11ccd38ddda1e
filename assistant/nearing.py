"""A question with a topic -> the statements about it, and how near each is."""

import re
from collections.abc import Callable, Mapping, Sequence

from assistant.anchoring import anchored
from assistant.question import Question
from assistant.verbs import FAMILIES, cue_verb, family
from assistant.word import word_set, words_of
from index.hit import Hit
from index.searching import Searcher
from index.statement import Statement

LOOKED_AT = 60  # statements looked at for a topic; more never held one that is about it
PASSAGES = 40  # and passages around them

# How near a statement is to a topic, in about [0, 1]: its cosine ("meaning"), the share of the topic's words that it
# or its headline holds, words of like meaning in part ("held"), and the same of the passage around it: "I was wrong
# about the wall" is about the treaty that the sentence before names. Names that neither holds speak against it.
# Fitted by tests/evals/nearing.py on human questions about other articles (flat: refits differ by 0.1).
_WEIGHTS = {"meaning": 0.26, "held": 0.21, "passage": 0.28, "around": 0.25, "names": -0.21}
ABOUT = 0.27  # there 101 of 105 topics that a speaker did touch reach it, not fitted on, and 8 of 321 of other articles
# Where anybody may have spoken, some statement of the whole index is always fairly near. On the even half of OneStopQA,
# asked of nobody by name, these bars leave 48 of 230 topics answered whose article is taken away, not 92, and 111 of
# 112 whose article is there.
ABOUT_FOR_ANYONE = 0.33
_AT_IT = 0.3  # share of the topic that must stand at a statement
_AT_IT_IN_SHORT = 0.4  # of a topic of one or two words, for an unrelated word is "like" one of them by up to that
_IN_SHORT = 2
CLOSE = 0.11  # where anybody may have spoken, what lies further behind the nearest is about something else
_AS_ASKED = 0.08  # what a cue of the family asked about ("denied", "promised") adds
_STEM = 4  # letters of a name that must be the same at least: Drosia, Drosian
_STANDS = {  # how a sentence tells a stand, beside the cue
    "oppose": re.compile(r"\b(?:against|oppos(?:ed?|es|ing)|disagree\w*|object(?:s|ed|ion) to)\b", re.IGNORECASE),
    "support": re.compile(r"\b(?:in favou?r of|supports?|supported|supporting)\b", re.IGNORECASE),
}
# What was said against somebody, as the object of a verb: the head of "the charge", "any such claim".
_CHARGE = re.compile(
    r"(?:the|an?|any|all|such|these|those|that|this|his|her|their|its)\s(?:\w+\s){0,2}?"
    r"(charge|accusation|allegation|claim|suggestion|criticism|insinuation|rumour|rumor|assertion|notion)s?\b",
    re.IGNORECASE,
)
# Families a question names because it means just them: "Who denied it?" asks for nobody who merely spoke of it.
PARTICULAR = word_set("""call deny oppose support promise admit accuse disagree object criticise criticize condemn agree
    endorse""")


def near_topic(question: Question, searcher: Searcher, looked_at: int = LOOKED_AT) -> list[tuple[float, Hit]]:
    """The statements about the topic with their nearness, the nearest first."""
    topic = _without_roles(question, searcher)
    if question.kind != "did-say" and _unheard_of(topic, searcher):
        return []
    hits = searcher.search(_stance(question) + topic, looked_at, question.filters, kind="statement")
    if not question.filters.speakers:
        hits = _by_someone_else(question, hits)
    around = searcher.search(topic, PASSAGES, question.filters)
    near = [(nearness(signs(topic, hit, around)), hit) for hit in hits]
    if question.filters.speakers:
        about = [pair for pair in near if pair[0] >= ABOUT]
    else:
        about = [pair for pair in near if pair[0] >= ABOUT_FOR_ANYONE]
        about = anchored(topic, about, _share_at(topic, searcher), searcher)
    about = [(value + _as_asked_for(question, hit), hit) for value, hit in about]
    about.sort(key=lambda pair: (-pair[0], pair[1].item.source.path, pair[1].item.start))
    if not question.filters.speakers:
        about = [pair for pair in about if pair[0] >= about[0][0] - CLOSE]
    if question.kind == "people":
        return _one_each(about)
    named = frozenset(searcher.terms(topic))
    return _as_asked(question, about, lambda words: bool(named & {*searcher.terms(words)}))


def _share_at(topic: str, searcher: Searcher) -> float:
    """The share of a topic that must stand at a statement of anybody's."""
    return _AT_IT_IN_SHORT if len(searcher.rarity(topic)) <= _IN_SHORT else _AT_IT


def signs(topic: str, hit: Hit, around: Sequence[Hit]) -> dict[str, float]:
    """What tells how near a statement is to a topic; `around`: the passages nearest to the topic."""
    passages = [passage for passage in around if _touches(passage, hit)]
    text = " ".join((hit.item.source.headline, hit.item.text, *(passage.item.text for passage in passages))).casefold()
    return {
        "meaning": hit.similarity,
        "held": hit.held,
        "passage": max((passage.similarity for passage in passages), default=0.0),
        "around": max((passage.held for passage in passages), default=0.0),
        "names": _missing_names(topic, text),
    }


def _unheard_of(topic: str, searcher: Searcher) -> bool:
    """Whether a topic names something that no article holds, not even spelt a little otherwise: nobody whose words
    the articles hold spoke on it."""
    names = [word.told for word in words_of(topic) if word.capital and len(word.told) > _STEM]
    unknown = [name for name in names if not searcher.frequency(name)]
    return bool(unknown) and bool({*searcher.terms(" ".join(unknown))} & searcher.rarity(topic).keys())


def nearness(found: Mapping[str, float]) -> float:
    """How near a statement is to a topic, from what tells it."""
    return sum(_WEIGHTS[name] * value for name, value in found.items())


def _touches(passage: Hit, hit: Hit) -> bool:
    same = passage.item.source.article_id == hit.item.source.article_id
    return same and passage.item.start < hit.item.end and hit.item.start < passage.item.end


def _missing_names(topic: str, text: str) -> float:
    """The share of the names in a topic (words with a capital) that a text, lower case, lacks."""
    names = [word.folded for word in words_of(topic) if word.capital and len(word.told) > 1]
    missing = sum(name[: max(_STEM, len(name) - 1)] not in text for name in names)
    return missing / len(names) if names else 0.0


def _as_asked_for(question: Question, hit: Hit) -> float:
    return _AS_ASKED if _has_cue(question, hit) else 0.0


def _has_cue(question: Question, hit: Hit) -> bool:
    return isinstance(hit.item, Statement) and made_so(question, hit.item)


def made_so(question: Question, statement: Statement) -> bool:
    """Whether a statement was made in the way a question asks for: its cue is of the verb's family, it is denied, or
    its sentence tells the stand ("said his party would vote against it"). A plain "say" asks for no way. Whoever
    rejects a charge opposes nothing but the charge."""
    verb = question.verb
    if verb in ("", "say"):
        return False
    if cue_verb(statement.cue) in family(verb) or (verb == "deny" and statement.negated):
        charge = _CHARGE.match(" ".join(statement.words))
        return not (charge and verb in FAMILIES["oppose"] and charge[1].casefold() not in question.topic.casefold())
    stand = next((_STANDS[side] for side in _STANDS if verb in FAMILIES[side]), None)
    return bool(stand and stand.search(statement.text))


def _stance(question: Question) -> str:
    """What is put before the topic, so that those who took the side asked about come nearer."""
    return "against " if question.kind == "who-said" and question.verb in FAMILIES["oppose"] else ""


def _as_asked(
    question: Question, near: list[tuple[float, Hit]], naming: Callable[[str], bool]
) -> list[tuple[float, Hit]]:
    """Of "Who denied it?" those who denied, if anybody did. To call something a name needs no word for it:
    whoever does so in direct words (`naming` tells whether words hold a word of the topic) calls it that."""
    if question.kind != "who-said" or question.verb not in PARTICULAR:
        return near
    called = "call" in family(question.verb)
    fitting = [(value, hit) for value, hit in near if _has_cue(question, hit) or (called and _is_direct(hit, naming))]
    return fitting or near


def _is_direct(hit: Hit, naming: Callable[[str], bool]) -> bool:
    item = hit.item
    return isinstance(item, Statement) and item.kind == "direct" and naming(" ".join(item.words))


def _one_each(near: list[tuple[float, Hit]]) -> list[tuple[float, Hit]]:
    """The nearest statement of each speaker: "What do people say?" asks for many voices."""
    voices: dict[tuple[str, ...], tuple[float, Hit]] = {}
    for value, hit in near:
        if isinstance(hit.item, Statement):
            voices.setdefault(tuple(speaker.name for speaker in hit.item.speakers), (value, hit))
    return list(voices.values())


def _by_someone_else(question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """Without statements of nobody, of those whom others are asked to have disagreed with, and of those given."""
    kept = []
    for hit in hits:
        names = {speaker.name for speaker in hit.item.speakers} if isinstance(hit.item, Statement) else set()
        given = names <= {*question.besides}
        if question.kind not in ("who-said", "people") or (names and not given and not names & set(question.about)):
            kept.append(hit)
    return kept


def _without_roles(question: Question, searcher: Searcher) -> str:
    """The topic without what the speaker is (a minister, say): every statement of theirs would share it; and
    without those whose words others are asked to have spoken against."""
    people = [person for person in searcher.people() if person.name in question.filters.speakers]
    own = {term for person in people for tenure in person.roles for term in searcher.terms(tenure.role)}
    if question.kind == "who-said":  # who disagreed with X need not have named X
        own |= {term for name in question.about for term in searcher.terms(name)}
    kept = [word for word in question.topic.split() if not set(searcher.terms(word)) & own]
    return " ".join(kept) or question.topic
