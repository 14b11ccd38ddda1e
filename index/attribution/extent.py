"""How far the content of a cue reaches, in tokens of one sentence.

Grammar says where a reported clause begins; that it ends with the sentence is the better guess than the
parser's own, unless something that belongs to the reporter stands before.
"""

from collections.abc import Iterable

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from index.attribution.lexicon import HEARER_OBJECT, OCCASIONS, SAYING, WITH_ACTOR, verb_of
from index.attribution.parsing import Line

Pieces = list[tuple[int, int]]  # first and last token of each piece, both inside

_THAT_WITHIN = 16  # tokens between a cue and the "that" of its clause
_SHORTEST = 4  # tokens a content keeps when its tail is cut
_RELATIVES = frozenset("who which whose whom".split())
_TURNS = frozenset("while although though whereas but".split())
_WH = frozenset(("WDT", "WP", "WRB"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "VBN"))
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_ASIDES = ("advcl", "prep", "npadvmod", "advmod")


def clause(line: Line, cue: Token, subject: Tokens | None, heads: list[Token]) -> Pieces:
    """The pieces of a reported clause whose verbs are `heads`: behind the cue, before it, or around it."""
    first, last = _group(cue, subject)
    head = next((head for head in heads if head.i > last), heads[0])
    begins = min((child.left_edge.i for child in head.children if child.dep_ in _SUBJECTS), default=head.i)
    if head.i < first:
        if not _closes_sentence(cue, last):
            return []
        tail = [i for i in _subtree(heads) if i > last]
        pieces = [(_clause_start(line, first), first - 1)]
        return pieces + ([(tail[0], tail[-1])] if _parenthetical(cue.doc, last) and tail else [])
    behind = [i for i in _subtree(heads) if i > last]
    if not behind:
        return []
    start = _with_thing(cue, last, _with_conditions(cue, last, behind[0]))
    if begins >= first:
        return [(_past_occasion(cue, start, begins), reach(line, cue, start))]
    relative = cue.doc[begins]
    if relative.tag_ in _WH or relative.lower_ == "that":
        return [(begins, begins), (start, reach(line, cue, start))]
    if _parenthetical(cue.doc, last):
        return [(_clause_start(line, first), first - 1), (start, reach(line, cue, start))]
    return [(start, reach(line, cue, start))]


def around(line: Line, cue: Token, subject: Tokens | None) -> Pieces:
    """What a cue set between commas reports: its sentence without itself ("The vote, X said, was close")."""
    first, last = _group(cue, subject)
    last = max([last, *(child.right_edge.i for child in cue.children if child.i > last and not child.is_punct)])
    pieces = [(_clause_start(line, first), first - 1)]
    if _parenthetical(cue.doc, last) and last + 2 < cue.sent.end:
        pieces.append((last + 2, reach(line, cue, last + 2)))
    return [piece for piece in pieces if piece[0] <= piece[1]]


def phrase(line: Line, cue: Token, first: Token, parts: Iterable[Token]) -> Pieces:
    """From `first` to the end of the last of `parts`, or of the quotation that begins in or right behind it."""
    last = max(part.right_edge.i for part in parts)
    last = min(last, reach(line, cue, first.left_edge.i))
    return [(first.left_edge.i, _with_quotation(line, last, cue.sent.end))]


def reach(line: Line, cue: Token, start: int) -> int:
    """The last token of a content that begins at token `start` behind `cue`."""
    doc, end = cue.doc, _clause_end(cue, start)
    end = _before_aside(line, start, end)
    for i in range(start + 1, end):
        if not line.spoken(doc[i]):
            cut = _reporter_again(cue, doc[i], start)
            if cut is not None and cut > start:
                return cut - 1
    return end - 1


def _clause_end(cue: Token, start: int) -> int:
    """The end of the sentence; for a cue in a relative clause, of that clause."""
    above = cue
    while above.dep_ in ("conj", "xcomp", "pcomp", "prep") and above.head.i != above.i:
        above = above.head
    fronted = above.dep_ == "advcl" and above.i < above.head.i
    if (fronted or above.dep_ in ("relcl", "acl")) and above.right_edge.i > start:
        return above.right_edge.i + 1
    end: int = cue.sent.end
    return end


def _before_aside(line: Line, start: int, end: int) -> int:
    """The end of a content without the reporter's own remark at its tail: ", who ...", "- the first in years"."""
    doc = line.doc
    last = end - 1
    while last > start and (doc[last].is_punct or doc[last].is_space) and not doc[last].is_quote:
        last -= 1
    for i in range(last - 1, start + _SHORTEST, -1):
        if line.quoted[i] >= 0:
            return end
        if doc[i].text == "," and doc[i + 1].lower_ in _RELATIVES and _closes_at(doc[i + 1], last):
            return i
    return end


def _closes_at(relative: Token, last: int) -> bool:
    """Whether the relative clause that a word opens ends the sentence."""
    verb = relative
    while verb.dep_ != "relcl" and verb.head.i != verb.i:
        verb = verb.head
    return verb.dep_ == "relcl" and verb.right_edge.i >= last and verb.left_edge.i >= relative.i - 1


def after_that(line: Line, cue: Token) -> Pieces:
    """The clause behind "said in a letter that ...", which the parser hung on the letter."""
    doc = cue.doc
    for i in range(cue.i + 1, min(cue.i + _THAT_WITHIN, cue.sent.end)):
        token = doc[i]
        if token.is_quote or token.text in (";", ":") or (token.pos_ == "VERB" and token.tag_ != "VBG"):
            return []
        if token.lower_ == "that" and token.i + 2 < cue.sent.end:
            return [(i, reach(line, cue, i))]
    return []


def _reporter_again(cue: Token, token: Token, start: int) -> int | None:
    """Where the content must end because `token` belongs to the reporter again; None where it does not."""
    doc = cue.doc
    before = doc[token.i - 1]
    verb = verb_of(token.lower_) if token.pos_ == "VERB" else ""
    if token.dep_ == "conj" and _conjoined_with(token, cue, start) and (verb or not _has_subject(token)):
        return None if not verb and _is_modal(token) else _coordinator(token)
    if token.head.i == cue.i and token.dep_ in _ASIDES and token.i > start:
        edge = token.left_edge.i
        if edge > start and _behind_comma(doc[edge]):
            return edge - 1
    if before.text == "," and token.lower_ == "according" and doc[token.i - 2].lower_ != "that":
        return token.i - 1
    if verb not in SAYING:
        return None
    at = _coordinator(token)
    comma_before = at > start and doc[at].dep_ == "cc" and doc[at - 1].text == ","
    if token.tag_ == cue.tag_ and comma_before and token.dep_ == "conj" and not _has_subject(token):
        return at
    if (token.tag_ == cue.tag_ or (cue.tag_ == "VBG" and token.tag_ in _FINITE)) and token.dep_ in ("conj", "advcl") and _reports_clause(token):
        if doc[at].dep_ == "cc":  # "said he was glad and added ...": the parser gave the second verb to him
            return at
    if token.tag_ == "VBG" and _behind_comma(token):
        return token.i - 1
    turns = (c.i for c in token.children if c.dep_ in ("mark", "cc") and c.lower_ in _TURNS and c.i > start)
    return next(turns, None)


def _is_modal(verb: Token) -> bool:
    """Whether a verb stands in reported future: "said it was sorry and would pay"."""
    return any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in _SUBJECTS for child in verb.children)


def _reports_clause(verb: Token) -> bool:
    """Whether a verb without a subject of its own brings a clause or a quotation."""
    if _has_subject(verb):
        return False
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    brings = after is not None and (after.text in (",", ":") or after.is_quote or after.lower_ == "that")
    return brings or any(child.dep_ == "ccomp" and child.i > verb.i for child in verb.children)


def _behind_comma(token: Token) -> bool:
    """Whether a comma stands before a token or before the closing mark before it."""
    before = token.doc[token.i - 1]
    return before.text == "," or (before.is_quote and token.i > 1 and token.doc[token.i - 2].text == ",")


def _conjoined_with(token: Token, cue: Token, start: int) -> bool:
    head = token.head
    while head.dep_ == "conj" and head.i > start:
        head = head.head
    return head.i == cue.i


def _coordinator(token: Token) -> int:
    """Where the conjunction before a coordinated verb stands; the verb's first word when there is none."""
    doc, edge = token.doc, token.left_edge.i
    return next((i for i in range(edge - 1, max(edge - 5, -1), -1) if doc[i].dep_ == "cc"), edge)


def _group(cue: Token, subject: Tokens | None) -> tuple[int, int]:
    """First and last token of cue, subject and the auxiliaries of the cue."""
    places = [cue.i]
    if subject is not None and (subject.start < cue.i or subject.root.head.i == cue.i):
        places += [subject.start, subject.end - 1]
    places += [child.i for child in cue.children if child.dep_ in ("aux", "auxpass", "neg") and child.i < cue.i]
    return min(places), max(places)


def _subtree(heads: list[Token]) -> list[int]:
    return sorted({token.i for head in heads for token in head.subtree})


def _parenthetical(doc: object, last: int) -> bool:
    """Whether a comma or dash closes the cue's insertion behind token `last`."""
    return last + 1 < len(doc) and doc[last + 1].text in (",", "-", "–", "—")  # type: ignore[arg-type,index]


def _clause_start(line: Line, before: int) -> int:
    """The first token of what precedes token `before` in its sentence, behind any earlier quotation's cue."""
    doc = line.doc
    start: int = doc[before].sent.start
    for i in range(before - 1, start - 1, -1):
        if not line.spoken(doc[i]) and doc[i].pos_ == "VERB" and verb_of(doc[i].lower_) in SAYING:
            if _quotation_ended_before(line, i):
                return i + 1
            return next((k + 1 for k in range(before - 1, i, -1) if doc[k].text == ";"), before)
    return start


def _quotation_ended_before(line: Line, i: int) -> bool:
    return any(line.quoted[k] in line.opaque for k in range(max(line.doc[i].sent.start, i - 6), i))


def _closes_sentence(cue: Token, last: int) -> bool:
    """Whether a cue that follows its content is a reporter's: finite, with nothing but circumstance behind it."""
    doc = cue.doc
    if verb_of(cue.lower_) not in SAYING or cue.tag_ not in _FINITE:
        return False
    after = doc[last + 1] if last + 1 < cue.sent.end else None
    return after is None or after.is_punct or after.pos_ in ("ADP", "ADV", "SCONJ") or after.lower_ in OCCASIONS


def _with_conditions(cue: Token, last: int, start: int) -> int:
    """Takes in a condition that the parser gave to the cue: "said that if it rained, ..." """
    for i in range(last + 1, start):
        if cue.doc[i].dep_ == "mark" or cue.doc[i].tag_ == "WRB":
            return i
    return start


def _with_thing(cue: Token, last: int, start: int) -> int:
    """Takes in the clause's subject that the parser gave to the cue as its object: "show record numbers came"."""
    if verb_of(cue.lower_) in HEARER_OBJECT | WITH_ACTOR:
        return start
    things = [child.left_edge.i for child in cue.children if child.dep_ == "dobj" and last < child.i < start]
    return min([start, *things])


def _past_occasion(cue: Token, start: int, begins: int) -> int:
    """Skips "on Tuesday", "in a statement" between the cue and the clause, which the parser may give to either."""
    doc = cue.doc
    for i in range(start, begins):
        if doc[i].lower_ == "that" and doc[i].dep_ == "mark":
            return i
    if start < begins and (doc[start].pos_ == "ADP" or doc[start].lower_ in OCCASIONS):
        words = [doc[i] for i in range(start, begins) if doc[i].lower_ in OCCASIONS]
        if words and words[0].i - start <= 4:
            at = words[0].i + 1
            return at if at <= begins else start
    return start


def _with_quotation(line: Line, last: int, end: int) -> int:
    """Extends a phrase to the end of the quotation its last token stands in, or that follows at once."""
    at = last + 1 if last + 1 < end and line.quoted[last + 1] >= 0 else last
    number = line.quoted[at]
    if number < 0:
        return last
    while at + 1 < end and line.quoted[at + 1] == number:
        at += 1
    return at
