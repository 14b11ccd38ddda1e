"""A question about people and their words -> the statements that answer it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from assistant.nearing import LOOKED_AT, near_topic
from assistant.question import Question
from assistant.verbs import cue_verb, family
from assistant.wording import ALIKE, is_quotation, likeness, stands_in
from index.hit import Hit
from index.searching import Searcher
from index.statement import Statement

NEAREST = 3  # statements shown where none says what someone is asked to have said
SHOWN = 10  # statements shown at most, then "and N more"
ALL = 100  # when all are asked for
_THINKING = frozenset("think believe feel see".split())
SAME_WORDS = 82.0  # of 100 (rapidfuzz partial_ratio): words misremembered, not other words


@dataclass(frozen=True, slots=True)
class Selection:
    """The statements that answer, in the order to show them. `nearness` is that of the nearest, 0 for none."""

    hits: tuple[Hit, ...]
    nearness: float


def select(question: Question, searcher: Searcher) -> Selection:
    """The statements a question asks for: by the speakers, on the days, about the topic, in the words."""
    if question.words:
        same = _in_words(question, searcher)
        if same.hits or not question.filters.speakers:
            return same
        if others := _anothers(question, searcher):
            return whole(others)  # else the nearest to them that the speaker did say
    if question.topic:
        return _about(question, searcher)
    statements = _with_cue(question.verb, searcher.statements(question.filters))
    return whole(statements[::-1] if question.order == "newest" else statements)


def whole(statements: Sequence[Statement]) -> Selection:
    """All of some statements, in their order."""
    return Selection(tuple(Hit(statement, 1.0, 1.0, 1.0, ()) for statement in statements), float(bool(statements)))


def _about(question: Question, searcher: Searcher) -> Selection:
    near = near_topic(question, searcher)
    hits = [hit for _, hit in near]
    if _asks_for_stand(question):
        shown, rest = _with_ends(hits, most_shown(question), question.kind == "view")
        hits = [*(shown if question.kind == "did-say" else sorted(shown, key=_when)), *rest]
    elif question.kind == "first-said" or question.order == "oldest":
        hits.sort(key=_when)
    elif question.order == "newest":
        hits.sort(key=lambda hit: (hit.item.source.published, hit.item.source.path, hit.item.start), reverse=True)
    return Selection(tuple(hits), near[0][0] if near else 0.0)


def _asks_for_stand(question: Question) -> bool:
    """Whether it is asked where somebody stands, which may have changed: then the last they said belongs to it."""
    thinks = question.kind == "what-said" and question.verb in _THINKING and question.order == "relevance"
    return question.kind in ("did-say", "view") or thinks


def most_shown(question: Question) -> int:
    """How many statements an answer shows at most."""
    return ALL if question.all else SHOWN


def _with_ends(hits: Sequence[Hit], most: int, first_too: bool) -> tuple[list[Hit], list[Hit]]:
    """The hits that are shown, the nearest of the latest day among them, and that of the first day where it is wanted,
    for a mind may have changed between; and the others."""
    days = {hit.item.source.published[:10]: hit for hit in reversed(hits) if hit.item.source.published}
    ends = [days[day] for day in dict.fromkeys([min(days), max(days)] if first_too else [max(days)])] if days else []
    others = [hit for hit in hits if hit not in ends][: most - len(ends)]
    shown = [hit for hit in hits if hit in ends or hit in others]
    return shown, [hit for hit in hits if hit not in shown]


def _when(hit: Hit) -> tuple[str, str, int]:
    """By day, unknown last, then as they stand."""
    return (hit.item.source.published or "9", hit.item.source.path, hit.item.start)


def _with_cue(verb: str, statements: Sequence[Statement]) -> Sequence[Statement]:
    """Those whose cue is of the family asked about ("What did she deny?"); all where none is, or any will do."""
    if verb in ("", "say"):
        return statements
    like = family(verb)
    return [s for s in statements if cue_verb(s.cue) in like or (verb == "deny" and s.negated)] or statements


def _in_words(question: Question, searcher: Searcher) -> Selection:
    """Statements that hold the quoted words, exactly or nearly, the closest first."""
    wanted = _plain(" ".join(question.words))
    found = searcher.search(f'"{" ".join(question.words)}"', LOOKED_AT, question.filters, kind="statement")
    statements = [hit.item for hit in found if isinstance(hit.item, Statement)]
    held = {statement.statement_id: _plain(" ".join(statement.words)) for statement in statements}
    # A statement much shorter than what was asked would match a part of it only.
    long = [statement for statement in statements if len(held[statement.statement_id]) >= 0.6 * len(wanted)]
    scored = [(fuzz.partial_ratio(wanted, held[statement.statement_id]), statement) for statement in long]
    same = sorted((pair for pair in scored if pair[0] >= SAME_WORDS), key=lambda pair: -pair[0])
    if not same and not question.filters.speakers:
        return _nearly_in_words(question, statements, searcher)
    return whole([statement for _, statement in same])


def _anothers(question: Question, searcher: Searcher) -> list[Statement]:
    """The statements that hold a quotation word for word, where those asked about never said the like: others did."""
    words = " ".join(question.words)
    if question.kind != "did-say" or not is_quotation(words):
        return []
    at_all = replace(question, filters=replace(question.filters, speakers=()))
    said = [hit.item for hit in _in_words(at_all, searcher).hits if isinstance(hit.item, Statement)]
    return [one for one in said if one.speakers and one.kind != "indirect" and stands_in(words, " ".join(one.words))]


def _nearly_in_words(question: Question, statements: Sequence[Statement], searcher: Searcher) -> Selection:
    """The few that hold most of the quoted words in their order: a quotation altered on its way."""
    words = " ".join(question.words)
    if not is_quotation(words):
        return whole(())
    near = searcher.search(words, LOOKED_AT, question.filters, kind="statement")
    both = {one.statement_id: one for one in (*statements, *(hit.item for hit in near)) if isinstance(one, Statement)}
    scored = [(max(likeness(words, said) for said in one.words), one) for one in both.values() if one.words]
    alike = sorted((pair for pair in scored if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return whole([statement for _, statement in alike[:NEAREST]])


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
