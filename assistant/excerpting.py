"""Passages -> the articles' own sentences that answer, each cited, with no language model."""

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.answer import Answer, Citation
from assistant.evidence import Evidence
from assistant.expecting import lacks, lacks_future, lacks_past, thing_measured
from assistant.pairing import paired
from assistant.weighing import LIKELY, Sentence, Terms, likelihood, weighed, window
from index.folding import folds

_YEAR = re.compile(r"(?<![\w.,-])(?:1\d|2[01])\d\d(?![\w,]|[.-]\d)")
_MARK = re.compile('["“”„«»]')

MOST = 3  # sentences an answer quotes at most
CITED = 450  # characters a citation may have: a sentence with those around it that fit
AGAIN = 1.0  # how much less a sentence weighs when its article is cited already
WITHOUT = 1.5  # and when it holds nothing of the form asked for (a sum, a time): what `weighed` takes off, once more
TOGETHER = 1_000  # characters of all citations of an answer
NEARLY = 2.0  # where the latest is asked for, so much less is as good
CLOSE = 3.0  # a further sentence is quoted when it weighs at most so much less than the best


def excerpt(evidence: Evidence, terms: Terms) -> Answer | None:
    """Quotes as few sentences as carry the answer; None when none does."""
    sentences = weighed(evidence, terms)
    if not sentences or likelihood(evidence, sentences[0], terms) < LIKELY:
        return None
    chosen = _chosen(evidence, sentences, sentences)
    if not (chosen and _carries(evidence, sentences[0], chosen[0]) and _of_thing(evidence, chosen[0], terms)):
        return None
    if evidence.question.order == "newest":
        chosen = _chosen(evidence, sentences, _newest(sentences))
    lines = [f"{citation.item.source.origin}: {quoted(citation)} [{citation.label}]" for citation in chosen]
    return Answer(
        question=evidence.question,
        text="\n\n".join(lines),
        citations=tuple(chosen),
        standing="grounded",
        outcome=None,
        candidates=(),
        coverage=evidence.coverage,
    )


def _chosen(evidence: Evidence, sentences: list[Sentence], fit: list[Sentence]) -> list[Citation]:
    """The citations of those that are quoted of the fit ones, with what of all the sentences stands around them."""
    chosen: list[Citation] = []
    while len(chosen) < MOST and (best := _next(evidence, fit, chosen)):
        room = min(CITED, TOGETHER - sum(len(citation.text) for citation in chosen))
        chosen.append(_cited(evidence, len(chosen) + 1, best, sentences, room))
    return chosen


def _newest(sentences: list[Sentence]) -> list[Sentence]:
    """The heaviest sentence of each article, of those nearly as heavy as the best: the newest few, newest first."""
    heaviest: dict[str, Sentence] = {}
    for sentence in sentences:
        if sentence.weight >= sentences[0].weight - NEARLY:
            heaviest.setdefault(sentence.item.source.article_id, sentence)
    newest = sorted(heaviest.values(), key=lambda one: one.item.source.published, reverse=True)
    return [replace(one, weight=-float(place)) for place, one in enumerate(newest[:MOST])]


def _next(evidence: Evidence, sentences: list[Sentence], chosen: list[Citation]) -> Sentence | None:
    """The heaviest sentence that is not cited yet, nor carried by another article in nearly the same words, is close
    to the best and fits. The first holds the form asked for (a sum, a time); of the others those without it count for
    less, as do those of articles already cited, for reports differ and later ones know more."""
    cited = {citation.item.source.article_id for citation in chosen}
    room = TOGETHER - sum(len(citation.text) for citation in chosen)
    left = []
    for place, sentence in enumerate(sentences):
        close = sentence.weight >= sentences[0].weight - CLOSE
        fits = not chosen or sentence.end - sentence.start <= room
        without = lacks(evidence.question.text, _words(evidence, sentence))
        if close and fits and (chosen or not without) and not any(_touches(one, sentence) for one in chosen):
            again = sentence.item.source.article_id in cited
            left.append((sentence.weight - AGAIN * again - WITHOUT * without, -place, sentence))
    told = {citation.label: " ".join(_spoken(citation)) for citation in chosen}
    ordered = (one[2] for one in sorted(left, key=lambda one: one[:2], reverse=True))
    return next((one for one in ordered if not _is_told(_words(evidence, one), told)), None)


def _carries(evidence: Evidence, best: Sentence, first: Citation) -> bool:
    """Whether the first citation may open an answer: it stands in the passage of the best sentence (in another, the
    form asked for is there by chance), tells of what is to come or was, whichever is asked, and of the years named."""
    asked = evidence.question.text
    untimely = lacks_future(asked, first.text) or lacks_past(asked, " ".join(_spoken(first)))
    return first.item is best.item and not untimely and _of_year(evidence, first)


def _of_thing(evidence: Evidence, citation: Citation, terms: Terms) -> bool:
    """Whether the article of a citation names the thing whose cost or weight is asked for, where one is."""
    thing = {*terms(thing_measured(evidence.question.text))}
    source = citation.item.source
    return thing <= {*terms(f"{source.headline} {evidence.article(citation.item).body}")}


def _is_told(words: str, told: Mapping[int, str]) -> bool:
    """Whether a sentence is one already told, or that with a dateline or a few words more."""
    return bool(folds({0: words}, told) or folds(told, {0: words}))


def _words(evidence: Evidence, sentence: Sentence) -> str:
    return evidence.article(sentence.item).body[sentence.start : sentence.end]


def _of_year(evidence: Evidence, citation: Citation) -> bool:
    """Whether a passage tells of the years that a question names: published in one, or with it in its text. Of an
    article without a date nobody can tell."""
    source = citation.item.source
    told = f"{source.published[:4]} {source.headline} {citation.item.text}"
    return not source.published or all(year in told for year in _YEAR.findall(evidence.question.text))


def _spoken(citation: Citation) -> list[str]:
    """The exact words of a citation, span by span."""
    return [citation.text[start - citation.start : end - citation.start] for start, end in citation.spans]


def quoted(citation: Citation) -> str:
    """The exact words of a citation between quotation marks, copied by offset. A sentence that brings marks of its
    own gets no second pair."""
    return " ... ".join(paired(words) if _MARK.search(words) else f"“{words}”" for words in _spoken(citation))


def _cited(evidence: Evidence, label: int, sentence: Sentence, others: list[Sentence], characters: int) -> Citation:
    start, end = window(evidence, sentence, others, characters)
    text = evidence.article(sentence.item).body[start:end]
    return Citation(label, sentence.item, start, end, text, ((sentence.start, sentence.end),))


def _touches(citation: Citation, sentence: Sentence) -> bool:
    """Whether a sentence stands in a citation already; copies of it in other articles are another matter."""
    same = citation.item.source.article_id == sentence.item.source.article_id
    return same and sentence.start < citation.end and citation.start < sentence.end
