"""What an article says a person is, beside the name: "Kim Gunn, a South Korean lawmaker, ..."."""

import re
from itertools import pairwise

from spacy.tokens import Span as Tokens

from index.attribution.titles import ROLES

_LONGEST = 90  # characters; longer is no role but a story
_ARTICLE = re.compile(r"^(?:an?|the|its|their|our|his|her|and|former top)\s+", re.IGNORECASE)
# What has befallen somebody is no part of the role: "Beaten PM Ann Lee".
_BEFALLEN = re.compile(
    r"^(?:arrested|beaten|defeated|disgraced|embattled|injured|jailed|ousted|sacked|wounded)\s+(?=\S)", re.IGNORECASE
)
_NOT_A_ROLE = frozenset("mr mrs ms miss dr sir dame lord lady mx".split())


def role_beside(tokens: Tokens) -> str:
    """The words before the name in its noun phrase, or the apposition behind it; empty when there are none."""
    return _before(tokens) or _behind(tokens) or _ahead(tokens)


def _before(tokens: Tokens) -> str:
    doc, first = tokens.doc, tokens.start
    begin = first
    while begin > tokens.sent.start:
        token = doc[begin - 1]
        part = token.dep_ in ("compound", "amod", "nmod", "poss", "case", "det") or token.tag_ == "POS"
        if not part or token.is_punct or token.head.i > tokens.end + 3:
            break
        begin -= 1
    inside = [token for token in tokens if token.text[0].islower()]
    if inside and tokens[0].text[0].islower():
        first = inside[-1].i + 1
    words = doc[begin:first]
    if not any(token.pos_ in ("NOUN", "PROPN") and token.dep_ != "poss" for token in words):
        return ""
    return _clean(words.text)


def _ahead(tokens: Tokens) -> str:
    """ "the health minister, Kaspar Wynn": the name is the apposition."""
    root = tokens.root
    role = root.head
    if root.dep_ != "appos" or role.i >= tokens.start or role.pos_ != "NOUN" or role.lower_ not in ROLES:
        return ""
    return _clean(tokens.doc[role.left_edge.i : role.i + 1].text)


def _behind(tokens: Tokens) -> str:
    doc, at = tokens.doc, tokens.end
    if at + 1 >= len(doc) or doc[at].text != ",":
        return ""
    head = tokens.root
    found = next((child for child in head.children if child.dep_ == "appos" and child.i > at), None)
    if found is None or found.left_edge.i > at + 3 or found.pos_ not in ("NOUN", "PROPN"):
        return ""
    last = found.right_edge.i
    for child in found.children:
        if child.dep_ == "relcl" or (child.is_punct and child.i > found.i):
            last = min(last, child.left_edge.i - 1)
    words = _without_aside(doc[found.left_edge.i : last + 1])
    return _clean(words.text) if words.text[0].islower() or found.pos_ == "NOUN" else ""


def _without_aside(words: Tokens) -> Tokens:
    """The words before ", who ..." and ", which ...": what somebody once did is no part of the role."""
    for comma, relative in pairwise(words):
        if comma.text == "," and relative.tag_ in ("WDT", "WP", "WP$", "WRB"):
            return words.doc[words.start : comma.i]
    return words


def _clean(text: str) -> str:
    text = _BEFALLEN.sub("", _ARTICLE.sub("", " ".join(text.split()))).strip(" ,;:-–—()[]\"“”'’")
    plain = text.casefold().rstrip(".")
    return "" if len(text) > _LONGEST or plain in _NOT_A_ROLE or not text[:1].isalpha() else text
