"""A question about people and their words -> the statements that answer it."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from assistant.question import Question
from assistant.verbs import family, plain_verb
from index.hit import Hit
from index.searching import Searcher
from index.statement import Statement

LOOKED_AT = 60  # statements looked at for a topic; more never held one that is about it
SAME_WORDS = 88.0  # of 100 (rapidfuzz partial_ratio): words misremembered, not other words

# A statement is about a topic when nearness (cosine) and shared words (by rarity) together reach the bar. On the
# project's own questions the nearest statement of a speaker who did touch the topic lies between 0.29 and 0.6, of
# one who did not between 0.02 and 0.25.
_SHARED, _ABOUT = 0.2, 0.28
_AS_ASKED = 0.12  # what a cue of the family asked about ("denied", "promised") adds
_CLOSE = 0.15  # and there, what lies further behind the nearest is somebody talking of something else


@dataclass(frozen=True, slots=True)
class Selection:
    """The statements that answer, in the order to show them."""

    hits: tuple[Hit, ...]


def select(question: Question, searcher: Searcher) -> Selection:
    """The statements a question asks for: by the speakers, on the days, about the topic, in the words."""
    if question.words:
        return _in_words(question, searcher)
    if not question.topic:
        statements = _with_cue(question.verb, searcher.statements(question.filters))
        if question.order == "newest":
            statements = statements[::-1]
        return Selection(tuple(Hit(statement, 1.0, 1.0, 1.0, ()) for statement in statements))
    about = _about(question, searcher)
    if question.kind in ("first-said", "view") or question.order == "oldest":
        about.sort(key=lambda hit: (hit.item.source.published or "9", hit.item.source.path, hit.item.start))
    elif question.order == "newest":
        about.sort(key=lambda hit: (hit.item.source.published, hit.item.source.path, hit.item.start), reverse=True)
    return Selection(tuple(about))


def _with_cue(verb: str, statements: Sequence[Statement]) -> Sequence[Statement]:
    """Those whose cue is of the family asked about ("What did she deny?"); all where none is, or any will do."""
    if verb in ("", "say"):
        return statements
    like = family(verb)
    return [s for s in statements if plain_verb(_cue(s)) in like or (verb == "deny" and s.negated)] or statements


def _about(question: Question, searcher: Searcher) -> list[Hit]:
    """The statements about the topic, the nearest first. What the speaker is (a minister, say) is no topic:
    every statement of theirs would share it."""
    hits = searcher.search(_without_roles(question, searcher), LOOKED_AT, question.filters, kind="statement")
    if question.kind == "who-said":
        hits = [hit for hit in hits if isinstance(hit.item, Statement) and hit.item.speakers]
    near = {id(hit): nearness(hit) + _as_asked(question, hit) for hit in hits}
    hits.sort(key=lambda hit: (-near[id(hit)], hit.item.source.path, hit.item.start))
    bar = _ABOUT if question.filters.speakers or not hits else max(_ABOUT, near[id(hits[0])] - _CLOSE)
    return [hit for hit in hits if near[id(hit)] >= bar]


def _as_asked(question: Question, hit: Hit) -> float:
    """The bonus for a cue of the family asked about; a plain "say" asks for any."""
    if question.verb in ("", "say") or not isinstance(hit.item, Statement):
        return 0.0
    denies = question.verb == "deny" and hit.item.negated
    return _AS_ASKED if denies or plain_verb(_cue(hit.item)) in family(question.verb) else 0.0


def _without_roles(question: Question, searcher: Searcher) -> str:
    people = [person for person in searcher.people() if person.name in question.filters.speakers]
    own = {term for person in people for tenure in person.roles for term in searcher.terms(tenure.role)}
    kept = [word for word in question.topic.split() if not set(searcher.terms(word)) & own]
    return " ".join(kept) or question.topic


def nearness(hit: Hit) -> float:
    """How much a statement is about what was searched for; from `_ABOUT` on it is."""
    return hit.similarity + _SHARED * hit.overlap


def _in_words(question: Question, searcher: Searcher) -> Selection:
    """Statements that hold the quoted words, exactly or nearly, the closest first."""
    wanted = " ".join(question.words)
    found = searcher.search(f'"{wanted}"', LOOKED_AT, question.filters, kind="statement")
    scored = [(fuzz.partial_ratio(_plain(wanted), _plain(" ".join(_words(hit)))), hit) for hit in found]
    same = [(score, hit) for score, hit in scored if score >= SAME_WORDS and _long_enough(wanted, hit)]
    same.sort(key=lambda pair: -pair[0])
    return Selection(tuple(hit for _, hit in same))


def _long_enough(wanted: str, hit: Hit) -> bool:
    """A statement shorter than what was asked would match a part of it only."""
    return len(" ".join(_words(hit))) >= 0.6 * len(wanted)


def _cue(statement: Statement) -> str:
    words = statement.cue.casefold().split()
    return next((word for word in words if plain_verb(word)), "")


def _words(hit: Hit) -> tuple[str, ...]:
    return hit.item.words if isinstance(hit.item, Statement) else (hit.item.text,)


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
