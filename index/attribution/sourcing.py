"""Cues that are no verb: "according to Ann Lee", "in his view", "by the ministry's estimate"."""

from spacy.tokens import Token

from index.attribution.extent import behind_colon
from index.attribution.frame import Frame, Pieces
from index.attribution.parsing import Line
from index.attribution.reaching import reach
from index.attribution.subject import mention, without_genitive

_VIEWS = {
    "in": frozenset("view opinion words judgment judgement estimation telling account assessment".split()),
    "by": frozenset("estimate estimates reckoning account count calculation calculations admission".split()),
}


def according(line: Line, token: Token) -> Frame | None:
    doc = line.doc
    if token.lower_ != "according" or token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    to = doc[token.i + 1]
    source = next((child for word in (to, token) for child in word.children if child.dep_ == "pobj"), None)
    if source is None:
        return None
    subject = mention(source)
    frame = Frame.at(line, "according", (token, to), "according", subject)
    sentence = token.sent
    if token.i - sentence.start > 1:
        pieces = _beside_source(line, token, source)
    else:
        head = token.head
        own = {word.i for word in token.subtree} if head.i != token.i else set()
        rest = [i for i in range(subject.end, sentence.end) if i not in own]
        rest = [i for i in rest if not doc[i].is_punct or doc[i].is_quote]
        pieces = [(rest[0], reach(line, token, rest[0]))] if rest else []
    return frame.filled(pieces)


def _beside_source(line: Line, token: Token, source: Token) -> Pieces:
    """What stands before "according to X", and behind it where a comma leads on."""
    doc, sentence = line.doc, token.sent
    pieces = [(behind_colon(line, token.i), token.i - 1)]
    if doc[token.i - 1].text == "," and doc[token.i - 2].lower_ in ("that", "which"):
        pieces = []  # "reported that, according to the study, ...": the words are the reporter's
    after = source.right_edge.i + 1
    if doc[token.i - 1].text == "," and after + 2 < sentence.end and doc[after].text == ",":
        pieces.append((after + 1, reach(line, token, after + 1)))
    return pieces


def in_view(line: Line, token: Token) -> Frame | None:
    """ "In his view, ..." and "..., by Ann Lee's estimate": a thought with an owner and no verb."""
    views = _VIEWS.get(token.lower_)
    if views is None:
        return None
    view = next((child for child in token.children if child.dep_ == "pobj" and child.lower_ in views), None)
    owner = None if view is None else next((child for child in view.children if child.dep_ == "poss"), None)
    if view is None or owner is None or line.spoken(owner):
        return None
    sentence, end = token.sent, view.i + 1
    frame = Frame.at(line, "thinking", (token, view), "view", without_genitive(mention(owner)))
    pieces = [(sentence.start, token.i - 1)] if token.i - sentence.start > 1 else []
    behind = end + 1 if end < sentence.end and line.doc[end].text == "," else end
    if behind < sentence.end and (behind > end or not pieces):
        pieces.append((behind, reach(line, token, behind)))
    return frame.filled(pieces)
