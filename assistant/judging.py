"""An assertion + the places it may rest on -> a verdict: checks 1 to 6 in their order. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.assertion import Assertion, Telling
from assistant.checks import figuring, negating, quoting, speaking
from assistant.claim import Verdict
from assistant.place import Place, Sense
from assistant.resting import Rest, fitted, said, told
from index.statement import Span, Statement

CARRIED = 0.0  # log odds from which words carry a claim: even
AS_GOOD = 0.5  # places that fit nearly as well as the best may carry a claim in its stead
SAME = 1.0  # log odds from which what another said is what the claim says, and not merely about the same matter
CLOSEST = 0.5  # by so much better another's words must fit before they, and not the named speaker's, are meant

_NAME = re.compile(r"(?<!^)\b[A-Z]|^(?!(?:The|A|An|Some|Many|His|Her|Their|Its)\b)[A-Z]")
_UNDATED = "9999"  # sorts behind every day


@dataclass(frozen=True, slots=True)
class Finding:
    verdict: Verdict
    reason: str
    rests: tuple[Rest, ...]


def judged(assertion: Assertion, places: Sequence[Place], sense: Sense) -> Finding:
    """The verdict on one assertion; the first check that fails decides."""
    found: list[Finding] = [_quotation(assertion, span, places, sense) for span in assertion.quotations]
    quoted = [finding for finding in found if finding.verdict != "supported"]
    if quoted:
        return quoted[0]
    unquoted = [telling for telling in assertion.tellings if not _touches(telling, assertion.quotations)]
    found += [_telling(assertion, telling, places, sense) for telling in unquoted]
    if not found:
        found.append(_plain(assertion, places, sense))
    wrong = [finding for finding in found if finding.verdict != "supported"]
    if wrong:
        return wrong[0]
    return Finding("supported", found[0].reason, tuple(rest for finding in found for rest in finding.rests))


# ---------------------------------------------------------------------- words between marks


def _quotation(assertion: Assertion, span: Span, places: Sequence[Place], sense: Sense) -> Finding:
    words = assertion.words(span)
    standing = _earliest([rest for place in one_an_article(places) if (rest := _standing(words, place, places))])
    if not standing:
        return _misquoted(words, places)
    telling = next((t for t in assertion.tellings if _touches(t, [span])), None)
    if telling is not None and (telling.told or telling.names):
        by = [rest for rest in standing if _said_by(telling, rest)]
        if not by:
            return _of_another(assertion, standing, telling)
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


def _said_by(telling: Telling, rest: Rest) -> bool:
    if rest.statement is None or not rest.statement.speakers:
        return telling.names == frozenset() or any(name in rest.place.around for name in telling.names)
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
    if number := _number_missing(assertion, rest):
        return f"The article does not have “{number}”; it has: “{rest.place.text}”."
    denied = telling.negated if telling else False
    if rest.statement is not None and telling is not None and denied != rest.statement.negated:
        return f"It says the opposite of: “{rest.place.text}”."
    return ""


# ---------------------------------------------------------------------- words without marks


def _telling(assertion: Assertion, telling: Telling, places: Sequence[Place], sense: Sense) -> Finding:
    every = said(places)
    theirs = [r for r in every if r.statement and speaking.is_by(r.statement, telling.told, telling.names)]
    theirs += [rest for rest in told(places) if _tells_of(telling, rest)]
    anothers = [rest for rest in every if rest not in theirs and rest.statement and rest.statement.speakers]
    own = fitted(telling.words, theirs, sense)
    others = fitted(telling.words, anothers, sense)
    best, other = (own[0] if own else None), (others[0] if others else None)
    if other and (best is None or best.fit < CARRIED or _rather(assertion, telling, other, best)):
        if other.fit >= SAME:
            return _of_another(assertion, [other], telling)
        if other.fit >= CARRIED:
            return Finding("not_found", f"No article has {telling.told} say this.", (other,))
    if best is None and not telling.names and not _NAME.search(telling.told):
        return _plain(assertion, places, sense)  # "A jury found him guilty": nobody whose words would be known
    if best is None or best.fit < CARRIED:
        return Finding("not_found", "No article carries this.", (best,) if best else ())
    near = _carrying(telling, own)
    found = [_in_detail(assertion.unquoted, telling.words, _denied(telling), rest) for rest in _earliest(near)]
    supported = [finding for finding in found if finding.verdict == "supported"]
    return supported[0] if supported else next(finding for finding in found if finding.rests[0] is near[0])


def _carrying(telling: Telling, own: Sequence[Rest]) -> list[Rest]:
    """Those of a speaker's rests (the best first) that may carry a claim: of a denial what they denied, else those
    that fit nearly as well as the best; and their statements before the sentences around these, in which more is
    told than what they said."""
    denials = [rest for rest in own if rest.fit >= CARRIED and rest.statement and rest.statement.negated]
    near = [rest for rest in own if rest.fit >= max(CARRIED, own[0].fit - AS_GOOD)]
    if _denied(telling) and denials:
        return denials
    return [rest for rest in near if rest.statement] or near


def _rather(assertion: Assertion, telling: Telling, other: Rest, best: Rest) -> bool:
    """Whether the words are another's rather than those of the one named: clearly nearer, and with the same
    numbers; or word for word."""
    bare = telling.words.removeprefix("that ")
    verbatim = [bool(quoting.found(bare, rest.words)) for rest in (other, best)]
    nearer = other.fit > best.fit + CLOSEST and not _number_missing(assertion, other)
    return nearer or verbatim == [True, False]


def _tells_of(telling: Telling, rest: Rest) -> bool:
    """Whether a sentence tells of the one told: nobody else speaks in it, and it tells more than the statements
    found there ("She called it ‘decent’ and advised her members to accept it"); or where none was found it names
    them ("Wynn put the price at 700 million")."""
    place, spoken = rest.place, rest.place.statements
    if not spoken:
        return any(name in place.text for name in telling.names)
    parts = [(*s.spans, *s.speaker_spans, *([s.cue_span] if s.cue_span else [])) for s in spoken]
    of_statements = {n for spans in parts for a, b in spans for n in range(max(a, place.start), min(b, place.end))}
    theirs = all(speaking.is_by(s, telling.told, telling.names) for s in spoken)
    return theirs and 2 * len(of_statements) < place.end - place.start


def _denied(telling: Telling) -> bool:
    """ "Denied that", "rejected the suggestion that"."""
    return telling.negated or negating.negated(telling.cue)


def _plain(assertion: Assertion, places: Sequence[Place], sense: Sense) -> Finding:
    rests = fitted(assertion.plain, [*said(places), *told(places)], sense)
    if not rests or rests[0].fit < CARRIED:
        return Finding("not_found", "No article carries this.", tuple(rests[:1]))
    near = [rest for rest in rests if rest.fit >= max(CARRIED, rests[0].fit - CLOSEST)]
    own = _earliest([rest for rest in near if not _spoken(rest) or _names_speaker(assertion, rest)])
    if own:
        return _in_detail(assertion.plain, assertion.plain, False, own[0])
    who = speaking.named(_spoken(near[0])[0])
    return Finding("opinion-as-fact", f"It is what {who} said: “{near[0].place.text}”", (near[0],))


def _spoken(rest: Rest) -> list[Statement]:
    """The statements whose words carry a claim; none where the article itself says it."""
    return [rest.statement] if rest.statement else [s for s in rest.place.statements if _overlaps(s, rest.place)]


def _names_speaker(assertion: Assertion, rest: Rest) -> bool:
    """ "Wynn put the price at ..." tells whose words they are."""
    return any(speaker.name in assertion.plain for spoke in _spoken(rest) for speaker in spoke.speakers)


def _in_detail(sentence: str, words: str, denied: bool, rest: Rest) -> Finding:
    """Numbers, dates, yes and no."""
    if number := figuring.missing(sentence, rest.place.around, rest.place.article.source.day):
        return Finding("contradicted", f"The article does not have “{number}”: “{rest.place.text}”", (rest,))
    theirs = rest.statement.negated if rest.statement else False
    if not negating.agree(words, rest.like, sense_of_denial=denied ^ theirs):
        return Finding("contradicted", f"It says the opposite of: “{rest.place.text}”", (rest,))
    return Finding("supported", "The article carries this.", (rest,))


def _overlaps(statement: Statement, place: Place) -> bool:
    return statement.start < place.end and place.start < statement.end


def _of_another(assertion: Assertion, rests: Sequence[Rest], telling: Telling) -> Finding:
    """Words that stand under another's name; under nobody's, they are only not known to be those of the one told."""
    rest = next((rest for rest in rests if rest.statement and rest.statement.speakers), None)
    if rest is None:
        reason = f"The words stand in the article, which does not say that they are of {telling.told}"
        return Finding("not_found", f"{reason}: “{rests[0].place.text}”", (rests[0],))
    who = speaking.named(rest.statement) if rest.statement else ""
    number = _number_missing(assertion, rest)
    more = f" Nor does the article have “{number}”." if number else ""
    return Finding("misattributed", f"{who} said it, not {telling.told}: “{rest.place.text}”{more}", (rest,))


def _number_missing(assertion: Assertion, rest: Rest) -> str:
    """The first number or day of a sentence, words between marks aside, that stands nowhere around a place."""
    return figuring.missing(assertion.unquoted, rest.place.around, rest.place.article.source.day)


def _earliest(rests: Sequence[Rest]) -> list[Rest]:
    """The first told first: what others recall later is cited after it. Those of one day stay in order."""
    return sorted(rests, key=lambda rest: rest.place.article.source.published[:10] or _UNDATED)


def _touches(telling: Telling, spans: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in telling.spans for c, d in spans)


def one_an_article(places: Sequence[Place]) -> list[Place]:
    """A place of each article, in the order given."""
    return list({place.article.source.article_id: place for place in reversed(places)}.values())[::-1]
