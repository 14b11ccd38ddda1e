"""Passages -> the articles' own sentences that answer, each cited, with no language model."""

import re

from assistant.answer import Answer, Citation
from assistant.evidence import Evidence
from assistant.weighing import LIKELY, Sentence, Terms, likelihood, weighed, window

_MARK = re.compile('["“”„«»]')

MOST = 3  # sentences an answer quotes at most
CITED = 330  # characters of a citation: three stay within a thousand
ENOUGH = 0.85  # a further sentence is quoted when it weighs so much of the best one


def excerpt(evidence: Evidence, terms: Terms) -> Answer | None:
    """Quotes as few sentences as carry the answer; None when none does."""
    sentences = weighed(evidence, terms)
    if not sentences or likelihood(evidence, sentences[0], terms) < LIKELY:
        return None
    chosen: list[Citation] = []
    for sentence in sentences:
        if len(chosen) == MOST or sentence.weight < ENOUGH * sentences[0].weight:
            break
        if not any(_covers(citation, sentence) for citation in chosen):
            chosen.append(_cited(evidence, len(chosen) + 1, sentence, sentences))
    lines = [f"{_origin(citation)}: {quoted(evidence, citation)} [{citation.label}]" for citation in chosen]
    return Answer(
        question=evidence.question,
        text="\n\n".join(lines),
        citations=tuple(chosen),
        standing="grounded",
        outcome=None,
        candidates=(),
        coverage=evidence.coverage,
    )


def quoted(evidence: Evidence, citation: Citation) -> str:
    """The exact words of a citation between quotation marks, copied by offset. Words that bring marks of
    their own get no second pair."""
    body = evidence.article(citation.item).body
    slices = [body[start:end] for start, end in citation.spans]
    return " ... ".join(words if _MARK.search(words) else f"“{words}”" for words in slices)


def _cited(evidence: Evidence, label: int, sentence: Sentence, others: list[Sentence]) -> Citation:
    start, end = window(evidence, sentence, others, CITED)
    text = evidence.article(sentence.item).body[start:end]
    return Citation(label, sentence.item, start, end, text, ((sentence.start, sentence.end),))


def _covers(citation: Citation, sentence: Sentence) -> bool:
    same = citation.item.source.article_id == sentence.item.source.article_id
    return same and citation.start <= sentence.start and sentence.end <= citation.end


def _origin(citation: Citation) -> str:
    source = citation.item.source
    return ", ".join(filter(None, (source.outlet, source.published[:10]))) or source.path
