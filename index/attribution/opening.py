"""The reporter's own opening before a quotation: 'Because of the rain, "we stayed at home," she said.'"""

from bisect import bisect_right

from spacy.tokens import Token

from index.attribution.draft import Draft

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


def behind_opening(draft: Draft, start: int, end: int) -> int:
    """Where a span begins whose first quotation is a whole clause, with only circumstance and a comma before it."""
    line, cue = draft.line, draft.cue
    first_inside = bisect_right(draft.quotations, start, key=lambda quotation: quotation.start)
    quotation = draft.quotations[first_inside] if first_inside < len(draft.quotations) else None
    if quotation is None or quotation.start >= end or cue is None or not line.start <= start < line.end:
        return start
    before = line.doc.char_span(start - line.start, quotation.start - line.start, alignment_mode="contract")
    first, last = quotation.inner
    inside = line.doc.char_span(first - line.start, last - line.start, alignment_mode="contract")
    if before is None or inside is None or not len(before) or not len(inside):
        return start
    tokens = [token for token in before if not token.is_space]
    if not tokens or tokens[-1].text != "," or not _is_clause(inside[0]):
        return start
    told = any(token.tag_ in _FINITE for token in tokens)
    circumstance = not told if cue[0] >= quotation.end else _subordinates(tokens[0]) and told
    return quotation.start if circumstance else start


def _subordinates(first: Token) -> bool:
    """Whether a word opens a clause of circumstance: "when", "although", not "that"."""
    return first.dep_ in ("mark", "advmod") and first.lower_ != "that"


def _is_clause(first: Token) -> bool:
    """Whether a quotation opens with the subject of a verb."""
    subject = first
    while subject.dep_ in ("det", "compound", "poss", "amod", "nummod") and subject.head.i > subject.i:
        subject = subject.head
    return subject.dep_ in ("nsubj", "nsubjpass", "expl") and subject.left_edge.i >= first.i
