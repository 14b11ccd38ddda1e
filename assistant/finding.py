"""What became of one assertion: a verdict, why, and what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.assertion import Assertion, Telling
from assistant.checks import dating, figuring, speaking
from assistant.claim import Verdict
from assistant.resting import Rest
from index.statement import Span

_UNDATED = "9999"  # sorts behind every day


@dataclass(frozen=True, slots=True)
class Finding:
    verdict: Verdict
    reason: str
    rests: tuple[Rest, ...]


def of_another(assertion: Assertion, rests: Sequence[Rest], telling: Telling) -> Finding:
    """Words that stand under another's name; under nobody's, they are only not known to be those of the one told."""
    rest = next((rest for rest in rests if rest.statement and rest.statement.speakers), None)
    if rest is None:
        reason = "The words stand there, but the article does not name the speaker"
        return Finding("not_found", f"{reason}: “{rests[0].place.text}”", (rests[0],))
    who = speaking.named(rest.statement) if rest.statement else ""
    number = number_missing(assertion, rest)
    more = f" Nor does the article have “{number}”." if number else ""
    return Finding("misattributed", f"{who} said it, not {telling.told}: “{rest.place.text}”{more}", (rest,))


def number_missing(assertion: Assertion, rest: Rest) -> str:
    """The first number or day of a sentence, words between marks aside, that stands nowhere around a place."""
    return figuring.missing(assertion.unquoted, rest.place.around, rest.place.article.source.day)


def of_number(number: str, claim: str, rest: Rest) -> str:
    """Why a claim is wrong whose number or day the article lacks: what the article has instead. A day it may tell by a
    weekday alone, or by its own date, so that one is told too."""
    day, sentence = rest.place.article.source.day, rest.place.text
    true = figuring.instead(number, sentence, claim) or figuring.instead(number, rest.place.beside, claim)
    dated = dating.is_day(number) and day is not None and not dating.is_date(true)
    article = f"The article, of {day.day} {day:%B %Y}," if dated and day else "The article"
    if true:
        return f"{article} says “{true}”, not “{number}”: “{sentence}”"
    return f"{article} does not have “{number}”: “{sentence}”"


def earliest(rests: Sequence[Rest]) -> list[Rest]:
    """The first told first: what others recall later is cited after it. Those of one day stay in order."""
    return sorted(rests, key=lambda rest: rest.place.article.source.published[:10] or _UNDATED)


def touches(telling: Telling, spans: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in telling.spans for c, d in spans)
