"""How far the content of a cue reaches, in tokens of one sentence.

Grammar says where a reported clause begins; that it ends with the sentence is the better guess than the
parser's own, unless something that belongs to the reporter stands before.
"""

from collections.abc import Iterable

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from index.attribution.frame import Pieces
from index.attribution.lexicon import HEARER_OBJECT, SAYING, WITH_ACTOR, verb_of
from index.attribution.occasions import OCCASIONS
from index.attribution.parsing import Line
from index.attribution.reaching import reach

_THAT_WITHIN = 16  # tokens between a cue and the "that" of its clause
_WH = frozenset(("WDT", "WP", "WRB"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "VBN"))
_OPENS_PREDICATE = frozenset(("MD", "VBD", "VBZ", "VBP"))
_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")


def clause(line: Line, cue: Token, subject: Tokens | None, heads: list[Token]) -> Pieces:
    """The pieces of a reported clause whose verbs are `heads`: behind the cue, before it, or around it."""
    first, last = _group(cue, subject)
    head = next((head for head in heads if head.i > last), heads[0])
    begins = min((child.left_edge.i for child in _subjects(head)), default=head.i)
    if head.i < first:
        if not _closes_sentence(cue, last):
            return []
        tail = [i for i in _subtree(heads) if i > last]
        pieces = [(_clause_start(line, first), first - 1)]
        return pieces + ([(tail[0], tail[-1])] if _parenthetical(cue.doc, last) and tail else [])
    behind = [i for i in _subtree(heads) if i > last]
    if not behind:
        return []
    start = _with_thing(cue, last, _with_conditions(cue, last, behind[0]), bool(_subjects(head)))
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
        rest = (last + 2, reach(line, cue, last + 2))
        inverted = subject is not None and subject.start > cue.i
        finite = any(cue.doc[i].tag_ in _FINITE for i in range(rest[0], rest[1] + 1))
        told = any(cue.doc[i].tag_ in _FINITE for i in range(pieces[0][0], pieces[0][1] + 1))
        acts = told and not finite and cue.doc[rest[0]].tag_ == "VBG"  # ", he said, wiping his face"
        if (not inverted or finite) and not acts:
            pieces.append(rest)  # behind an inverted cue an apposition may follow: ", said the manager, Bo Ray"
    return [piece for piece in pieces if piece[0] <= piece[1]]


def phrase(line: Line, cue: Token, first: Token, parts: Iterable[Token]) -> Pieces:
    """From `first` to the end of the last of `parts`, or of the quotation that begins in or right behind it."""
    last = max(part.right_edge.i for part in parts)
    last = min(last, reach(line, cue, first.left_edge.i))
    return [(first.left_edge.i, _with_quotation(line, last, cue.sent.end))]


def after_that(line: Line, cue: Token) -> Pieces:
    """The clause behind "said in a letter that ...", which the parser hung on the letter."""
    doc = cue.doc
    for i in range(cue.i + 1, min(cue.i + _THAT_WITHIN, cue.sent.end)):
        token = doc[i]
        acts = token.pos_ == "VERB" and token.tag_ != "VBG" and token.dep_ != "amod"
        if token.is_quote or token.text in (";", ":") or acts:
            return []
        if token.lower_ == "that" and token.tag_ != "DT" and token.dep_ != "nsubj" and token.i + 2 < cue.sent.end:
            return [(i, reach(line, cue, i))]
    return []


def _group(cue: Token, subject: Tokens | None) -> tuple[int, int]:
    """First and last token of cue, subject, the auxiliaries of the cue and the "as" before them."""
    places = [cue.i]
    if subject is not None and (subject.start < cue.i or subject.root.head.i == cue.i):
        places += [subject.start, subject.end - 1]
    places += [child.i for child in cue.children if child.dep_ in ("aux", "auxpass", "neg") and child.i < cue.i]
    first: int = min(places)
    if first > cue.sent.start and cue.doc[first - 1].lower_ == "as" and cue.doc[first - 1].head.i == cue.i:
        first -= 1  # "The vote, as the paper says, was close"
    return first, max(places)


def _subtree(heads: list[Token]) -> list[int]:
    return sorted({token.i for head in heads for token in head.subtree})


def _parenthetical(doc: object, last: int) -> bool:
    """Whether a comma or dash closes the cue's insertion behind token `last`."""
    return last + 1 < len(doc) and doc[last + 1].text in (",", "-", "–", "—")  # type: ignore[arg-type,index]


def _clause_start(line: Line, before: int) -> int:
    """The first token of what precedes token `before` in its sentence, behind any earlier quotation's cue."""
    doc = line.doc
    start = behind_colon(line, before)
    for i in range(before - 1, start - 1, -1):
        if not line.spoken(doc[i]) and doc[i].pos_ == "VERB" and verb_of(doc[i].lower_) in SAYING:
            if _quotation_ended_before(line, i):
                return i + 1
            semicolon = next((k + 1 for k in range(before - 1, i, -1) if doc[k].text == ";"), 0)
            if semicolon or any(line.quoted[k] >= 0 for k in range(i, before)):
                return semicolon or before
    return start


def behind_colon(line: Line, before: int) -> int:
    """Where the sentence of token `before` begins, or goes on behind a colon or '".': what stands before it is told."""
    doc = line.doc
    start: int = doc[before].sent.start
    return next((i + 1 for i in range(before - 2, start, -1) if line.quoted[i] < 0 and _parts(doc[i])), start)


def _parts(mark: Token) -> bool:
    ended = mark.text == "." and mark.nbor(-1).is_quote and mark.nbor().text[:1].isupper()
    return mark.text == ":" or ended


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


def _subjects(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in _SUBJECTS]


def _with_thing(cue: Token, last: int, start: int, has_subject: bool) -> int:
    """Takes in the clause's subject that the parser gave to the cue as its object: "show record numbers came"; of a
    verb that has a hearer only where a clause without a subject follows at once: "warned the bridge could fall"."""
    things = [child.left_edge.i for child in cue.children if child.dep_ == "dobj" and last < child.i < start]
    if verb_of(cue.lower_) in HEARER_OBJECT | WITH_ACTOR:
        bare = cue.doc[start].tag_ in _OPENS_PREDICATE
        things = things if bare and not has_subject and cue.doc[start - 1].dep_ == "dobj" else []
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
