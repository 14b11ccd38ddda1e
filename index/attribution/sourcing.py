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
    if source is None and token.i + 2 < token.sent.end:
        return _without_grammar(line, token)
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


def _without_grammar(line: Line, token: Token) -> Frame | None:
    """ "According to Rathbun the boat was sold", the name taken for a verb: the capitalised words are it."""
    doc, first = line.doc, token.i + 2
    last = first
    while last < token.sent.end and doc[last].text[:1].isupper():
        last += 1
    if last == first or token.i > token.sent.start + 1 or last + 2 >= token.sent.end:
        return None
    frame = Frame.at(line, "according", (token, doc[token.i + 1]), "according", doc[first:last])
    return frame.filled([(last, reach(line, token, last))])


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


def in_words_of(line: Line, token: Token) -> Frame | None:
    """ "In the words of the mayor, Ann Lee, "..."": it leads to a quotation."""
    if token.lower_ != "in":
        return None
    words = next((child for child in token.children if child.dep_ == "pobj" and child.lower_ == "words"), None)
    of = None if words is None else next((child for child in words.children if child.lower_ == "of"), None)
    source = None if of is None else next((child for child in of.children if child.dep_ == "pobj"), None)
    if words is None or of is None or source is None or line.spoken(source):
        return None
    name = next((child for child in source.children if child.dep_ == "appos" and child.pos_ == "PROPN"), source)
    return Frame.at(line, "saying", (token, of), "words", mention(name))


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
