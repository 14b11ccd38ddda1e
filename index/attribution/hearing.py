"""What a court or an inquiry hears: words that nobody is named for ("the court heard that ...", "a jury was told")."""

from spacy.tokens import Token

from index.attribution import extent
from index.attribution.frame import Frame
from index.attribution.parsing import Line

_HEARERS = frozenset("court jury inquest inquiry tribunal hearing trial committee commission panel judge".split())
_FINITE = frozenset(("VBD", "VBZ", "VBP"))


def hears(line: Line, token: Token) -> Frame | None:
    """ "the court heard that ..." and "..., a jury hears"."""
    return (
        _frame(line, token, "nsubj") if token.lower_ in ("hear", "hears", "heard") and token.tag_ in _FINITE else None
    )


def heard(line: Line, token: Token) -> Frame | None:
    """ "the inquiry was told that ..."."""
    return _frame(line, token, "nsubjpass") if token.lower_ == "told" else None


def _frame(line: Line, token: Token, relation: str) -> Frame | None:
    hearers = [child for child in token.children if child.dep_ == relation and child.lower_ in _HEARERS]
    if not hearers:
        return None
    hearer = hearers[-1]  # the parser may take the clause before for another: "The boat sank, a court was told"
    frame = Frame.at(line, "heard", (token, token), "hear", None)
    clauses = [child for child in token.children if child.dep_ == "ccomp" and child.i > token.i]
    if clauses:
        return frame.filled(extent.clause(line, token, None, clauses))
    first, sentence = hearer.left_edge.i, token.sent
    told = first > sentence.start + 1 and line.doc[first - 1].text == ","
    if told and any(word.tag_ in _FINITE for word in line.doc[sentence.start : first]):
        return frame.filled([(sentence.start, first - 2)])
    return None
