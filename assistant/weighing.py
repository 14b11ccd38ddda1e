"""Which sentences answer a question, and whether any does: two small fitted models. Pure.

Both are logistic regressions fitted by tests/evals/weighing.py on the questions of OneStopQA whose
sha1(id) has an even first byte, and on the same questions with their article taken away; the README
reports them on the others.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence, Item
from assistant.expecting import lacks, tells_whole
from index.article import Source
from index.hit import Hit
from index.sifting import junk, without_tags
from index.statement import Span

Terms = Callable[[str], Sequence[str]]

LIKELY = 0.153  # from here on evidence is taken to carry an answer: 3% of the even half's answers stand below

# How much each feature of a sentence counts; "before": what it and the sentence before hold together of the
# question, beyond what it holds alone. Chosen on OneStopQA (even half) so that the words an annotator
# marked come first; flat around these values (README, "Measured").
_SENTENCE = {
    "meaning": 7.0,
    "overlap": 4.0,
    "held": 4.0,
    "score": 3.0,
    "place": 0.5,
    "length": -0.6,
    "short": -0.5,
    "lacks": -1.5,
    "before": 2.0,
}
_WHOLE = 3.0  # what telling a count as the whole one adds where that is asked for: as much as the form asked for does
# A question as it is, against the same without its article or without the passages that hold the answer.
_CARRIES = {
    "meaning": 4.0,
    "held": 1.9,
    "passage": 5.9,
    "around": 2.5,
    "article": -3.4,
    "names": -1.6,
    "terms": 1.1,
    "lacks": -0.4,
}
_CARRIES_BASE = -6.7
_NEARLY = 0.1  # so much less of the question may the passage of a whole count hold than another: else it counts others
_AROUND = 220  # characters on either side of a sentence, of its passage, that are taken to belong to it

_NAME = re.compile(r"(?<=\w[ ,])[A-Z][\w-]{2,}")
_SHORT = 6  # words
_LONG = 40


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a found passage. `overlap` is the share of the question's words, weighted by rarity,
    that it holds, `held` the same with words of like meaning in part; `similarity` how near it is to the
    question (cosine); `weight` orders the sentences of a question."""

    item: Item
    start: int
    end: int
    similarity: float
    overlap: float
    held: float
    weight: float


def weighed(evidence: Evidence, terms: Terms) -> list[Sentence]:
    """The sentences of the evidence that may be quoted (no boilerplate, no headline), best first."""
    found: dict[tuple[str, int], Sentence] = {}
    for place, hit in enumerate(evidence.hits):
        for sentence in _of_hit(evidence, hit, place, terms):
            found.setdefault((sentence.item.source.article_id, sentence.start), sentence)
    return sorted(found.values(), key=lambda s: (-s.weight, s.item.source.path, s.start))


def likelihood(evidence: Evidence, best: Sentence, terms: Terms) -> float:
    """How likely the evidence carries an answer, in [0, 1], judged by its best sentence."""
    found = signs(evidence, best, terms)
    return 1 / (1 + math.exp(-_CARRIES_BASE - sum(_CARRIES[name] * value for name, value in found.items())))


def signs(evidence: Evidence, best: Sentence, terms: Terms) -> dict[str, float]:
    """What tells whether there is an answer: how near the sentence is to the question; the share of its words,
    by rarity, that the sentence and its passage hold (words of like meaning in part), that the lines around it hold,
    and that the article holds anywhere: what stands far apart was not said of one thing; the share of its names that
    the passage lacks; how many words it has; and whether the sentence lacks the form asked for (a sum, a time)."""
    hit = next(hit for hit in evidence.hits if hit.item is best.item)
    article, rarity = evidence.article(best.item), evidence.rarity
    total = sum(rarity.values()) or 1.0
    around = article.body[max(best.item.start, best.start - _AROUND) : min(best.item.end, best.end + _AROUND)]
    return {
        "meaning": best.similarity,
        "held": best.held,
        "passage": hit.held,
        "around": _held(rarity, terms(around)) / total,
        "article": _held(rarity, terms(article.body)) / total,
        "names": _missing_names(evidence.question.text, _named(article.source, best.item.text)),
        "terms": len(rarity) / 10,
        "lacks": float(lacks(evidence.question.text, article.body[best.start : best.end])),
    }


def _named(source: Source, text: str) -> str:
    """Where the names of a question may stand: in a passage, over it, or as the outlet's ("as the Lantern printed")."""
    return f"{source.headline} {source.outlet} {text}"


def window(evidence: Evidence, best: Sentence, others: Sequence[Sentence], characters: int) -> Span:
    """The sentence with as many of its neighbours as fit into `characters`, the heavier side first: what a
    reader needs around it, and where an answer of two sentences has its second."""
    body = evidence.article(best.item).body
    beside = {s.start: s for s in others if s.item is best.item}
    ordered = sorted(beside)
    low = high = ordered.index(best.start)
    while True:
        steps = [place for place in (low - 1, high + 1) if 0 <= place < len(ordered)]
        fitting = [
            place
            for place in steps
            if _reach(beside, ordered, low, high, place) <= characters
            and _joined(body, beside, ordered, low, high, place)
        ]
        if not fitting:
            return beside[ordered[low]].start, beside[ordered[high]].end
        heavier = max(fitting, key=lambda place: beside[ordered[place]].weight)
        low, high = min(low, heavier), max(high, heavier)


def _reach(beside: Mapping[int, Sentence], ordered: Sequence[int], low: int, high: int, place: int) -> int:
    return beside[ordered[max(high, place)]].end - ordered[min(low, place)]


def _joined(body: str, beside: Mapping[int, Sentence], ordered: Sequence[int], low: int, high: int, place: int) -> bool:
    """Whether nothing but space lies between: what was left out (boilerplate) must not come back in."""
    gap = (
        body[beside[ordered[place]].end : ordered[low]]
        if place < low
        else body[beside[ordered[high]].end : ordered[place]]
    )
    return not gap.strip()


def _of_hit(evidence: Evidence, hit: Hit, place: int, terms: Terms) -> Iterator[Sentence]:
    article = evidence.article(hit.item)
    barred = [*junk(article.body), _headline(article.body, article.source.headline)]
    total = sum(evidence.rarity.values()) or 1.0
    before: set[str] = set()  # the terms of the sentence that came last
    on_it = hit.held >= max(other.held for other in evidence.hits) - _NEARLY
    for near in hit.sentences:
        if any(near.start < end and start < near.end for start, end in barred):
            continue
        start, end = without_tags(article.body, near.start, near.end)
        text = article.body[start:end]
        words = len(text.split())
        held = set(terms(text))
        overlap = _held(evidence.rarity, held) / total
        both = _held(evidence.rarity, before | held) / total
        before = held
        features = {
            "meaning": near.similarity,
            "overlap": overlap,
            "held": near.held,
            "score": hit.score,
            "place": 1 / (1 + place),
            "length": min(words, _LONG) / _LONG,
            "short": float(words < _SHORT),
            "lacks": float(lacks(evidence.question.text, text)),
            "before": both - overlap,
        }
        weight = sum(_SENTENCE[name] * value for name, value in features.items())
        weight += _WHOLE * (on_it and tells_whole(evidence.question.text, text))
        yield Sentence(hit.item, start, end, near.similarity, overlap, near.held, weight)


def _missing_names(question: str, text: str) -> float:
    """The share of the names in a question (capitalised words but its first) that a text lacks."""
    names = _NAME.findall(question)
    present = text.casefold()
    return sum(name.casefold() not in present for name in names) / len(names) if names else 0.0


def _held(rarity: Mapping[str, float], terms: Iterable[str]) -> float:
    present = set(terms)
    return sum(value for term, value in rarity.items() if term in present)


def _headline(body: str, headline: str) -> Span:
    return (0, len(headline)) if headline and body.startswith(headline) else (0, 0)
