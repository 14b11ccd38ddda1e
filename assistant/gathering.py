"""Question -> Evidence: the one step of an answer that reads the index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.describing import roles_of
from assistant.evidence import Evidence
from assistant.presuming import is_told
from assistant.question import Question
from assistant.selecting import Selection, most_shown, select, whole
from index.filters import Filters
from index.hit import Hit
from index.passage import Passage
from index.searching import Searcher
from index.statement import Statement

PASSAGES = 8  # passages an answer may rest on: two thousand tokens
LEAD = 0.15  # by so much nearer to the topic, one of several people who fit is the one who is meant


@dataclass(frozen=True, slots=True)
class Gathering:
    """Finds what an answer may rest on. `passages_too`: also give passages beside statements, as a language
    model wants them."""

    searcher: Searcher
    passages_too: bool

    def gather(self, question: Question, passages: int = PASSAGES) -> Evidence:
        """The evidence for a question, best first; all of one state of the index."""
        with self.searcher.steady():
            return self._gathered(question, passages)

    def _gathered(self, question: Question, passages: int) -> Evidence:
        question = self._in_office(self._settled(question))
        if question.ambiguous or (question.unknown_people and not question.filters.speakers):
            return self._evidence(question, ())
        selection = self._selected(question)
        limit = most_shown(question)
        shown = [self._earliest(hit, question) for hit in selection.hits[:limit]]
        evidence = self._evidence(question, shown, max(0, len(selection.hits) - limit))
        alone = question.filters.speakers and question.kind not in ("open", "who-is", "role")
        if not self.passages_too and (shown or alone):
            return replace(evidence, granted=not shown or self._granted(question))
        # Whoever holds a post was seldom named in it on the very days asked about.
        at_any_time = question.kind in ("who-is", "role")
        days = replace(question.filters, since=None, until=None) if at_any_time else question.filters
        found = self.searcher.search(question.text, passages, days)
        return self._evidence(question, [*shown, *found], evidence.more)

    def _granted(self, question: Question) -> bool:
        """Whether the articles tell what a question takes for granted of the one who speaks."""
        if not question.presumed or len(question.filters.speakers) != 1:
            return True
        speaker = question.filters.speakers[0]
        found = self.searcher.search(f"{speaker} {question.presumed}", PASSAGES)
        passages = [hit.item for hit in found if isinstance(hit.item, Passage)]
        return is_told(question.presumed, speaker, passages, self.searcher.terms)

    def _selected(self, question: Question) -> Selection:
        if question.kind in ("who-is", "role"):
            return roles_of(question, self.searcher)
        if question.kind == "open":
            return whole(())
        return select(question, self.searcher)

    def _settled(self, question: Question) -> Question:
        """Of several people who fit, the one who alone spoke on the topic, or clearly more to it."""
        if not question.ambiguous or question.undecided or not (question.topic or question.words):
            return question
        spoke = [(select(_of(question, person.name), self.searcher).nearness, person) for person in question.ambiguous]
        spoke.sort(key=lambda pair: -pair[0])
        leads = spoke[0][0] - spoke[1][0] >= LEAD if len(spoke) > 1 else spoke[0][0] > 0
        return _of(question, spoke[0][1].name) if leads else question

    def _in_office(self, question: Question) -> Question:
        """Of those who held an office, the one who spoke on the topic while holding it: the last, unless another's
        words of those days are clearly nearer, or the last is named beside them."""
        if not question.terms or not (question.topic or question.words) or len(question.filters.speakers) != 1:
            return question
        near = {}
        for term in question.terms:
            days = replace(question.filters, speakers=(term.name,), since=term.since, until=term.until)
            near[term.name] = select(replace(question, filters=days), self.searcher).nearness
        name, own = max(near, key=near.__getitem__), near.get(question.filters.speakers[0])
        if name == question.filters.speakers[0] or (own is not None and near[name] < own + LEAD):
            return question
        return replace(_of(question, name), assumed=(*question.assumed, f"who held it when it was spoken of: {name}"))

    def _earliest(self, hit: Hit, question: Question) -> Hit:
        """The first article that carried a statement stands for all, but for those that have a later version which
        carries it too; the first of those asked for."""
        if not isinstance(hit.item, Statement):
            return hit
        variants = [variant for variant in self.searcher.variants(hit.item) if _passes(variant, question.filters)]
        old = self.searcher.superseded() if variants else set()
        newest = [one for one in (hit.item, *variants) if one.source.article_id not in old]
        return replace(hit, item=min(newest or (hit.item, *variants), key=_day_and_place))

    def _evidence(self, question: Question, hits: Sequence[Hit], more: int = 0) -> Evidence:
        searcher = self.searcher
        ids = {hit.item.source.article_id for hit in hits}
        articles = {article_id: article for article_id in ids if (article := searcher.article(article_id))}
        present = tuple(hit for hit in hits if hit.item.source.article_id in articles)
        return Evidence(
            question=question,
            hits=present,
            articles=articles,
            rarity=searcher.rarity(question.text),
            coverage=searcher.coverage(replace(question.filters, speakers=())),
            copies={item.statement_id: searcher.copies(item) for item in _statements(present)},
            more=more,
        )


def _of(question: Question, speaker: str) -> Question:
    return replace(question, ambiguous=(), filters=replace(question.filters, speakers=(speaker,)))


def _statements(hits: Iterable[Hit]) -> list[Statement]:
    return [hit.item for hit in hits if isinstance(hit.item, Statement)]


def _passes(statement: Statement, filters: Filters) -> bool:
    day = statement.source.day
    return (
        (not filters.since or (day is not None and day >= filters.since))
        and (not filters.until or (day is not None and day <= filters.until))
        and (not filters.languages or statement.source.language in map(str.casefold, filters.languages))
        and (not filters.outlets or statement.source.outlet.casefold() in map(str.casefold, filters.outlets))
    )


def _day_and_place(statement: Statement) -> tuple[str, str, int]:
    return (statement.source.published[:10] or "9999", statement.source.path, statement.start)
