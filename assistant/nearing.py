"""A question with a topic -> the statements about it, and how near each is."""

from collections.abc import Sequence

from assistant.question import Question
from assistant.verbs import cue_verb, family
from index.hit import Hit
from index.passage import Passage
from index.searching import Searcher
from index.statement import Statement

LOOKED_AT = 60  # statements looked at for a topic; more never held one that is about it
PASSAGES = 20  # and passages around them

# How near a statement is: cosine to the topic, and shares of the topic's words, by rarity, that its sentences
# hold ("own") and, for a speaker asked about, the passage around them: "I was wrong about the wall" is about the
# treaty that the sentence before names.
_OWN, _AROUND = 0.2, 0.2
# On the project's own questions the nearest statement of a speaker who did touch the topic reaches 0.3 or more in
# all but two of 25, of one who did not in one of nine.
ABOUT = 0.3
CLOSE = 0.15  # where anybody may have spoken, what lies further behind the nearest is about something else
_AS_ASKED = 0.12  # what a cue of the family asked about ("denied", "promised") adds
# Families a question names because it means just them: "Who denied it?" asks for nobody who merely spoke of it.
_PARTICULAR = frozenset(["call", "deny", "oppose", "support", "promise", "admit", "accuse"])


def near_topic(question: Question, searcher: Searcher, looked_at: int = LOOKED_AT) -> list[tuple[float, Hit]]:
    """The statements about the topic with their nearness, the nearest first."""
    topic = _without_roles(question, searcher)
    hits = searcher.search(topic, looked_at, question.filters, kind="statement")
    if not question.filters.speakers:
        hits = _by_someone_else(question, hits)
    around = searcher.search(topic, PASSAGES, question.filters) if question.filters.speakers else []
    near = [(_nearness(question, hit, around), hit) for hit in hits]
    near.sort(key=lambda pair: (-pair[0], pair[1].item.source.path, pair[1].item.start))
    bar = ABOUT if question.filters.speakers or not near else max(ABOUT, near[0][0] - CLOSE)
    about = [pair for pair in near if pair[0] >= bar]
    return _one_each(about) if question.kind == "people" else _as_asked(question, about)


def _nearness(question: Question, hit: Hit, around: Sequence[Hit]) -> float:
    own = hit.similarity + _OWN * hit.overlap + _AROUND * _overlap_around(hit, around)
    return own + (_AS_ASKED if _has_cue(question, hit) else 0.0)


def _overlap_around(hit: Hit, around: Sequence[Hit]) -> float:
    item = hit.item
    return max(
        (
            passage.overlap
            for passage in around
            if isinstance(passage.item, Passage)
            and passage.item.source.article_id == item.source.article_id
            and passage.item.start < item.end
            and item.start < passage.item.end
        ),
        default=0.0,
    )


def _has_cue(question: Question, hit: Hit) -> bool:
    """Whether the cue is of the family asked about; a plain "say" asks for any."""
    if question.verb in ("", "say") or not isinstance(hit.item, Statement):
        return False
    denied = question.verb == "deny" and hit.item.negated
    return denied or cue_verb(hit.item.cue) in family(question.verb)


def _as_asked(question: Question, near: list[tuple[float, Hit]]) -> list[tuple[float, Hit]]:
    """Of "Who denied it?" those who denied, if anybody did."""
    if question.kind != "who-said" or question.verb not in _PARTICULAR:
        return near
    return [(value, hit) for value, hit in near if _has_cue(question, hit)] or near


def _one_each(near: list[tuple[float, Hit]]) -> list[tuple[float, Hit]]:
    """The nearest statement of each speaker: "What do people say?" asks for many voices."""
    voices: dict[tuple[str, ...], tuple[float, Hit]] = {}
    for value, hit in near:
        if isinstance(hit.item, Statement):
            voices.setdefault(tuple(speaker.name for speaker in hit.item.speakers), (value, hit))
    return list(voices.values())


def _by_someone_else(question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """Without statements of nobody, and of those whom others are asked to have disagreed with."""
    kept = []
    for hit in hits:
        names = {speaker.name for speaker in hit.item.speakers} if isinstance(hit.item, Statement) else set()
        if question.kind not in ("who-said", "people") or (names and not names & set(question.about)):
            kept.append(hit)
    return kept


def _without_roles(question: Question, searcher: Searcher) -> str:
    """The topic without what the speaker is (a minister, say): every statement of theirs would share it."""
    people = [person for person in searcher.people() if person.name in question.filters.speakers]
    own = {term for person in people for tenure in person.roles for term in searcher.terms(tenure.role)}
    kept = [word for word in question.topic.split() if not set(searcher.terms(word)) & own]
    return " ".join(kept) or question.topic
