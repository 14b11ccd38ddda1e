"""Words between quotation marks + the places where they may stand -> a finding. Pure."""

from collections.abc import Sequence

from assistant.asserting import Who
from assistant.assertion import Assertion, Telling
from assistant.checks import quoting, speaking
from assistant.finding import Finding, earliest, number_missing, of_another, of_number, touches
from assistant.place import Place
from assistant.resting import Rest
from index.names import words_of
from index.statement import Span


def quotation(assertion: Assertion, span: Span, places: Sequence[Place], who: Who) -> Finding:
    """Whether the words at `span` of an assertion stand in an article, under whom it says, with what it says."""
    words = assertion.words(span)
    standing = earliest([rest for place in one_an_article(places) if (rest := _standing(words, place, places))])
    if not standing:
        return _misquoted(words, places)
    telling = next((t for t in assertion.tellings if touches(t, [span])), None)
    if telling is not None and (telling.told or telling.names):
        by = [rest for rest in standing if _said_by(telling, rest, who)]
        if not by:
            return of_another(assertion, standing, telling)
        standing = by
    failures = [(rest, _outside(assertion, telling, rest)) for rest in standing]
    for rest, failure in failures:
        if not failure:
            return Finding("supported", "The words stand in the article.", (rest,))
    return Finding("contradicted", failures[0][1], (failures[0][0],))


def _standing(words: str, place: Place, places: Sequence[Place]) -> Rest | None:
    """Where the words stand in a place's article, and whose they are there."""
    spans = quoting.found(words, place.article.body)
    if not spans:
        return None
    start, end = spans[0][0], spans[-1][1]
    same = [p for p in places if p.article.source.article_id == place.article.source.article_id]
    near = next((p for p in same if p.start <= start < p.end), place)
    statements = [s for p in same for s in p.statements if any(a < end and start < b for a, b in s.spans)]
    best = max(statements, key=lambda s: -abs(s.start - start), default=None)
    return Rest(near, best, spans, 1.0, words)


def _said_by(telling: Telling, rest: Rest, who: Who) -> bool:
    """Whether words may be those of the one told. Where the article leaves their speaker open, whoever the sentence
    itself or one beside it names; somebody named farther off is not the one who speaks."""
    if rest.statement is None or not rest.statement.speakers:
        beside = rest.place.beside
        if telling.names:
            return bool(telling.names & who(beside)) or any(name in beside for name in telling.names)
        return speaking.words_wanted(telling.told) <= set(words_of(beside))
    return speaking.is_by(rest.statement, telling.told, telling.names)


def _misquoted(words: str, places: Sequence[Place]) -> Finding:
    near = [(*quoting.nearest(words, place.article.body), place) for place in one_an_article(places)]
    score, span, place = max(near, key=lambda one: one[0], default=(0.0, (0, 0), None))
    if place is None or score < quoting.NEARLY:
        return Finding("not_found", "No article has words like these.", ())
    true = place.article.body[slice(*span)]
    return Finding("misquoted", f"The article has: “{true}”.", (Rest(place, None, (span,), score / 100, true),))


def _outside(assertion: Assertion, telling: Telling | None, rest: Rest) -> str:
    """What the sentence around a quotation gets wrong; empty when nothing."""
    if number := number_missing(assertion, rest):
        return of_number(number, assertion.unquoted, rest)
    denied = telling.negated if telling else False
    if rest.statement is not None and telling is not None and denied != rest.statement.negated:
        return f"It says the opposite of: “{rest.place.text}”."
    return ""


def one_an_article(places: Sequence[Place]) -> list[Place]:
    """A place of each article, in the order given."""
    return list({place.article.source.article_id: place for place in reversed(places)}.values())[::-1]
