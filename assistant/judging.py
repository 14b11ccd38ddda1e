"""An assertion + the places it may rest on -> a verdict: checks 1 to 6 in their order. Pure."""

import re
from collections.abc import Sequence

from assistant.assertion import Assertion, Telling
from assistant.checks import figuring, negating, quoting, speaking
from assistant.finding import Finding, earliest, number_missing, of_another, of_number, touches
from assistant.place import Place, Sense
from assistant.quotation import quotation
from assistant.referring import is_pronoun
from assistant.resting import Rest, fitted, said, told
from index.statement import Statement

CARRIED = 0.0  # log odds from which words carry a claim: even; from less, the words of a namesake do
ANYWHERE = 0.5  # from which they carry one that nobody is named for: among so many places one is like it by chance
AS_GOOD = 0.5  # places that fit nearly as well as the best may carry a claim in its stead
SAME = 1.0  # log odds from which what another said is what the claim says, and not merely about the same matter
CLOSEST = 0.5  # by so much better another's words must fit before they, and not the named speaker's, are meant

_NAME = re.compile(r"(?<!^)\b[A-Z]|^(?!(?:The|A|An|Some|Many|His|Her|Their|Its)\b)[A-Z]")


def judged(assertion: Assertion, places: Sequence[Place], sense: Sense) -> Finding:
    """The verdict on one assertion; the first check that fails decides."""
    found: list[Finding] = [quotation(assertion, span, places, sense.who) for span in assertion.quotations]
    quoted = [finding for finding in found if finding.verdict != "supported"]
    if quoted:
        return quoted[0]
    unquoted = [telling for telling in assertion.tellings if not touches(telling, assertion.quotations)]
    found += [_telling(assertion, telling, places, sense) for telling in unquoted]
    if not found:
        found.append(_plain(assertion, places, sense))
    wrong = [finding for finding in found if finding.verdict != "supported"]
    if wrong:
        return wrong[0]
    return Finding("supported", found[0].reason, tuple(rest for finding in found for rest in finding.rests))


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
            return of_another(assertion, [other], telling)
        if other.fit >= CARRIED:
            return Finding("not_found", f"No article has {telling.told} say this.", (other,))
    nobody = not telling.names and (is_pronoun(telling.told) or not _NAME.search(telling.told))
    if best is None and nobody:
        return _plain(assertion, places, sense)  # "A jury found him guilty": nobody whose words would be known
    if best is None or best.fit < CARRIED:
        return Finding("not_found", "No article carries this.", (best,) if best else ())
    near = _carrying(telling, own)
    found = [_in_detail(assertion.unquoted, telling.words, _denied(telling), rest) for rest in earliest(near)]
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
    nearer = other.fit > best.fit + CLOSEST and not number_missing(assertion, other)
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
    if not rests or rests[0].fit < ANYWHERE:
        return Finding("not_found", "No article carries this.", tuple(rests[:1]))
    near = [rest for rest in rests if rest.fit >= max(ANYWHERE, rests[0].fit - CLOSEST)]
    own = earliest([rest for rest in near if not _spoken(rest) or _names_speaker(assertion, rest)])
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
        return Finding("contradicted", of_number(number, sentence, rest), (rest,))
    theirs = rest.statement.negated if rest.statement else False
    if not negating.agree(words, rest.like, sense_of_denial=denied ^ theirs):
        return Finding("contradicted", f"It says the opposite of: “{rest.place.text}”", (rest,))
    return Finding("supported", "The article carries this.", (rest,))


def _overlaps(statement: Statement, place: Place) -> bool:
    return statement.start < place.end and place.start < statement.end
