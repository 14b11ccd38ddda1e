"""Check 4, numbers and dates: every one of a claim stands where it rests. Pure.

A figure is a value with what it counts ("340 million crowns" is 340,000,000 of "crown"); the ways to write one
are many ("38m", "two thirds", "6.5 per cent", "a dozen", "a year and a half"), and are brought to one.
"""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from assistant.checks.dating import MONTH_NAMED, WEEKDAY, days, missing_day, without_days

_SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen""".split()
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_WORDS = {word: float(value) for value, word in enumerate(_SMALL)} | {w: float(v) for w, v in _TENS.items()}
_ORDINALS = {
    word: float(value)
    for value, word in enumerate("third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 3)
}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "k": 1e3,
    "dozen": 12.0,
}
_PARTS = {
    "half": 2.0,
    "halves": 2.0,
    "third": 3.0,
    "quarter": 4.0,
    "fifth": 5.0,
    "sixth": 6.0,
    "eighth": 8.0,
    "tenth": 10.0,
}
_SPANS = {"fortnight": (2.0, "week"), "decade": (10.0, "year"), "century": (100.0, "year"), "decades": (10.0, "year")}
# In hours, as people count: a year has twelve months, and a week seven days.
_DURATIONS = {"minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "month": 720.0, "year": 8640.0}
_TIMES = {"twice": 2.0, "double": 2.0, "doubled": 2.0, "thrice": 3.0, "triple": 3.0, "tripled": 3.0, "treble": 3.0}
_NUMBER = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:[.:]\d+)?")
_TOKEN = re.compile(rf"{_NUMBER.pattern}|[^\W\d_]+(?:['’][^\W\d_]+)?|%|[$€£]")
_ROUGHLY = re.compile(r"\b(?:about|around|roughly|nearly|almost|some|under|close to|approximately)\W+$", re.I)
_ABOVE = re.compile(r"\b(?:over|more than|at least|upwards? of|exceed(?:s|ed|ing)?)\W+$", re.I)
_ROUND = 0.1  # a figure called rough may be off by so much
_NO_UNIT = frozenset("of the a an in per to and or more less than its their his her other new".split())


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` of `unit` (the folded word that follows, empty when none does), as `told`; `above` when it is told as
    what the true one exceeds ("more than 300")."""

    value: float
    unit: str
    told: str
    rough: bool
    above: bool


def missing(claim: str, context: str, published: date | None) -> str:
    """The first number or date of a claim that its context does not have; empty when it has all. `published`:
    the day of the article, which "on Tuesday" is counted from."""
    if day := missing_day(claim, context, published):
        return day
    held = [*figures(context)]
    for figure in figures(without_days(claim)):
        if published and figure.value in (published.year, published.day):
            continue
        if not _stands(figure, held) or _counts_other(figure, held):
            return figure.told
    return ""


def instead(told: str, sentence: str, claim: str) -> str:
    """What a sentence has where a claim has the number or date `told`, as the sentence writes it: another day, or
    another number of the same thing; empty where it has none, or several that may be meant."""
    if day := next(days(told), None):
        others = [d for d in days(sentence) if d[:2] != day[:2]]
        of_month = [d for d in others if d[0] == day[0]]
        return _only([d[3] for d in of_month or others]) or _only(WEEKDAY.findall(sentence))
    for names in (WEEKDAY, MONTH_NAMED):
        if names.fullmatch(told):
            return _only([match[0] for match in names.finditer(sentence)])
    ours = [*figures(claim)]
    false = next((f for f in figures(without_days(claim)) if f.told == told), None)
    held = [f for f in figures(without_days(sentence)) if not _stands(f, ours)]
    if false is None:
        return ""
    alike = [f for f in held if f.unit == false.unit] or [f for f in held if "%" not in (f.unit, false.unit)]
    return _only([f.told for f in alike])


def _only(told: list[str]) -> str:
    return told[0] if len({*told}) == 1 else ""


def figures(text: str) -> Iterator[Figure]:
    """The numbers of a text, in words or digits. A lone "one" or "a" counts for nothing."""
    tokens = [(match[0].casefold(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    at = 0
    while at < len(tokens):
        value, after = _value(tokens, at)
        if value is None:
            at += 1
            continue
        unit = _unit(tokens, after)
        start, end = tokens[at][1], tokens[after - 1][2]
        rough, above = bool(_ROUGHLY.search(text[:start])), bool(_ABOVE.search(text[:start]))
        if unit in _DURATIONS and _is_half_more(tokens, after + 1):
            value, after = value + 0.5, after + 4
        scaled = _SPANS.get(unit)
        number = value * scaled[0] if scaled else value
        unit = scaled[1] if scaled else unit
        if not (number == 1 and tokens[at][0] == "one"):
            yield Figure(number, unit, text[start:end], rough, above)
        at = after


def _value(tokens: list[tuple[str, int, int]], at: int) -> tuple[float | None, int]:
    """The number that begins here, and the token behind it."""
    word = tokens[at][0]
    after = tokens[at + 1][0] if at + 1 < len(tokens) else ""
    if word in ("a", "an", "one") and after in _PARTS:
        return 1 / _PARTS[after], at + 2
    if word == "half":
        return 0.5, at + 1
    if word in ("a", "an") and after in _SCALES and len(after) > 2:
        return _SCALES[after], at + 2
    if word in ("a", "an") and after.rstrip("s") in _DURATIONS and _is_half_more(tokens, at + 2):
        return 1.0, at + 1
    if word in _TIMES:
        return _TIMES[word], at + 1
    if _NUMBER.fullmatch(word):
        value = float(word.replace(",", "").replace(":", "."))
    elif word in _WORDS:
        value = _WORDS[word]
    elif word in _ORDINALS and word not in _PARTS:
        return _ORDINALS[word], at + 1
    else:
        return None, at
    at += 1
    if value in _TENS.values() and at < len(tokens) and tokens[at][0] in _SMALL[1:10] and word in _TENS:
        value += _WORDS[tokens[at][0]]
        at += 1
    if _is_half_more(tokens, at):
        value, at = value + 0.5, at + 3
    while at < len(tokens) and tokens[at][0] in _SCALES:
        value *= _SCALES[tokens[at][0]]
        at += 1
    if at < len(tokens) and tokens[at][0].rstrip("s") in _PARTS and value < 20:
        return value / _PARTS[tokens[at][0].rstrip("s")], at + 1
    return value, at


def _is_half_more(tokens: list[tuple[str, int, int]], at: int) -> bool:
    """Whether "and a half" stands here, of what was told before."""
    return [token[0] for token in tokens[at : at + 3]] == ["and", "a", "half"]


def _unit(tokens: list[tuple[str, int, int]], at: int) -> str:
    if at < len(tokens) and (tokens[at][0] in ("%", "percent") or _is_per_cent(tokens, at)):
        return "%"
    while at < len(tokens) and tokens[at][0] in _NO_UNIT:
        at += 1
    word = tokens[at][0] if at < len(tokens) and not _NUMBER.fullmatch(tokens[at][0]) else ""
    return word.rstrip("s") if word not in _SPANS else word


def _is_per_cent(tokens: list[tuple[str, int, int]], at: int) -> bool:
    return tokens[at][0] == "per" and at + 1 < len(tokens) and tokens[at + 1][0] == "cent"


def _stands(figure: Figure, held: Iterable[Figure]) -> bool:
    return any(_same(figure, other) for other in held)


def _same(figure: Figure, other: Figure) -> bool:
    told = (figure.value, figure.value / 100) if figure.unit == "%" else (figure.value, figure.value * 100)
    as_share = 0 < min(figure.value, other.value) < 1 and abs(told[1] - other.value) < 1e-9
    if abs(figure.value - other.value) < 1e-9 or as_share:
        return True  # a quarter is 25 per cent
    if figure.unit in _DURATIONS and other.unit in _DURATIONS:  # and eighteen months are a year and a half
        ours, theirs = figure.value * _DURATIONS[figure.unit], other.value * _DURATIONS[other.unit]
        return abs(ours - theirs) < 1e-6 or (figure.rough and abs(ours - theirs) <= _ROUND * theirs)
    if figure.above and figure.value >= 1 and figure.value <= other.value < figure.value + _step(figure.value):
        return True
    return figure.rough and other.value > 0 and abs(figure.value - other.value) <= _ROUND * other.value


def _step(value: float) -> float:
    """By how much a number rounded down to its first digit may lie below the true one: 340 are more than 300."""
    return float(10 ** math.floor(math.log10(value)))


def _counts_other(figure: Figure, held: list[Figure]) -> bool:
    """Whether the context counts the same thing, but nowhere so many: "1,300 jobs" where 600 jobs are told of
    and 1,300 are something else."""
    if not figure.unit:
        return False
    same_unit = [other for other in held if other.unit == figure.unit]
    return (
        bool(same_unit)
        and not _stands(figure, same_unit)
        and not any(not other.unit for other in held if _same(figure, other))
    )
