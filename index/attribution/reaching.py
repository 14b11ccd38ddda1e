"""Where a content ends: with its sentence, unless something that belongs to the reporter stands before."""

from spacy.tokens import Token

from index.attribution.insertion import inserted_subject
from index.attribution.lexicon import NAMING, SAYING, THINKING, WITH_OBJECT, verb_of
from index.attribution.parsing import Line
from index.attribution.subject import tells_again

_SHORTEST = 4  # tokens a content keeps when its tail is cut
_RELATIVES = frozenset("who which whose whom".split())
_TURNS = frozenset("while although though whereas but".split())
_EXCEPTING = frozenset("beyond except besides".split())


_SUBJECTS = frozenset("nsubj nsubjpass expl csubj".split())
_FINITE = frozenset("VBD VBZ VBP VBN".split())


def reach(line: Line, cue: Token, start: int) -> int:
    """The last token of a content that begins at token `start` behind `cue`."""
    doc, end = cue.doc, _clause_end(cue, start)
    end = _before_aside(line, start, end)
    for i in range(start + 1, end):
        if not line.spoken(doc[i]):
            cut = _reporter_again(line, cue, doc[i], start)
            if cut is not None and cut > start:
                return cut - 1
    return end - 1


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
        if doc[i].text == "," and _apposed_at(doc[i + 1], last):
            return i
    return end


def _closes_at(relative: Token, last: int) -> bool:
    """Whether the relative clause that a word opens ends the sentence."""
    verb = relative
    while verb.dep_ != "relcl" and verb.head.i != verb.i:
        verb = verb.head
    return verb.dep_ == "relcl" and verb.right_edge.i >= last and verb.left_edge.i >= relative.i - 1


def _apposed_at(first: Token, last: int) -> bool:
    """Whether the apposition that a word opens ends the sentence: ", one of the two firms", ", the first in years"."""
    noun = first
    while noun.dep_ != "appos" and noun.head.i > noun.i:
        noun = noun.head
    told = first.pos_ in ("DET", "NUM") and noun.dep_ == "appos"
    return told and noun.left_edge.i == first.i and noun.right_edge.i >= last


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


def _reporter_again(line: Line, cue: Token, token: Token, start: int) -> int | None:
    """Where the content must end because `token` belongs to the reporter again; None where it does not."""
    doc = cue.doc
    before = doc[token.i - 1]
    verb = verb_of(token.lower_) if token.pos_ == "VERB" else ""
    acts = token.pos_ in ("VERB", "AUX")
    if token.dep_ == "conj" and acts and _conjoined_with(token, cue, start) and (verb or not _has_subject(token)):
        return None if not verb and _is_modal(token) else _coordinator(token)
    # ", in May" is as often the content's; a clause, or ", according to Bo Ray", is the reporter's
    aside = token.dep_ == "advcl" or (token.dep_ == "prep" and token.tag_ == "VBG")
    if token.head.i == cue.i and aside and token.i > start:
        edge = token.left_edge.i
        if edge > start and _behind_comma(doc[edge]):
            return edge - 1
    if token.dep_ == "conj" and not _has_subject(token) and _told_in_the_tense_of(cue, token, start):
        return _coordinator(token)
    if before.text == "," and token.lower_ == "according" and doc[token.i - 2].lower_ != "that":
        return token.i - 1
    if verb in ("quote", "cite") and token.tag_ == "VBG" and _behind_comma(token):
        return token.i - 1
    if _goes_on_telling(cue, token, start):
        return _coordinator(token)
    if verb not in SAYING:
        return None
    inserted = inserted_subject(line, token)
    if inserted is not None and start < inserted.start <= token.i:
        return inserted.start - 1  # "..., the paper reported on Monday."
    at = _coordinator(token)
    matches = token.tag_ in (cue.tag_, _governor(cue).tag_) or (cue.tag_ == "VBG" and token.tag_ in _FINITE)
    nearer = token.head.i > start and verb_of(token.head.lower_) in SAYING and _has_subject(token.head)
    if matches and not nearer and doc[at].dep_ == "cc" and token.dep_ in ("conj", "advcl") and _reports_clause(token):
        return at  # "said he was glad and added ...": the parser gave the second verb to him
    if token.tag_ == "VBG" and _behind_comma(token):
        return token.i - 1
    if token.dep_ == "pcomp" and token.head.lower_ in _EXCEPTING:
        return token.head.i  # "declined to comment beyond saying that ..."
    if token.dep_ == "relcl" and _told_by_another(token) and token.left_edge.i > start + _SHORTEST:
        return token.left_edge.i
    turns = (c.i for c in token.children if c.dep_ in ("mark", "cc") and c.lower_ in _TURNS and c.i > start)
    return next(turns, None)


def _governor(cue: Token) -> Token:
    """The finite verb that an infinitive cue hangs on: "wanted to ask ..., and added ..."."""
    return cue.head if cue.tag_ == "VB" and cue.dep_ == "xcomp" else cue


def _goes_on_telling(cue: Token, verb: Token, start: int) -> bool:
    """Whether a reporting verb behind a comma is the cue's subject's again: "said it was late, and blamed him"."""
    told = verb_of(verb.lower_) if verb.pos_ == "VERB" else ""
    own = told in SAYING | WITH_OBJECT | THINKING and verb.tag_ == cue.tag_ and tells_again(verb)
    return own and verb.head.i > start and verb_of(verb.head.lower_) not in SAYING


def _told_by_another(verb: Token) -> bool:
    """Whether the verb of a relative clause has a speaker of its own: "the trips, at which prosecutors say ..."."""
    opening = verb.left_edge
    told = opening.lower_ != "that" and any(child.dep_ == "ccomp" for child in verb.children)
    told = told or (opening.lower_ in ("whom", "which") and verb_of(verb.lower_) in NAMING and _behind_comma(opening))
    return told and any(child.dep_ == "nsubj" and child.i > opening.i for child in verb.children)


def _told_in_the_tense_of(cue: Token, verb: Token, start: int) -> bool:
    """Whether a verb joined to one of the content has the cue's tense and not that one's: "has vowed to stay and
    thanked them"."""
    other = verb.head
    while other.dep_ == "conj" and other.head.i >= start and other.head.i != other.i:
        other = other.head
    if other.i < start or other.pos_ not in ("VERB", "AUX") or other.tag_ in ("VBN", "VBD"):
        return False  # "has thanked them and called ...": a past form may go on with either
    tense, told, said = _tense(verb), _tense(other), _tense(cue)
    return tense in _FINITE and tense != told and tense == said


def _tense(verb: Token) -> str:
    """The tag of a verb's first auxiliary, or its own; of present forms the one."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    tag: str = (helpers[0] if helpers else verb).tag_
    return "VBZ" if tag == "VBP" else tag


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in _SUBJECTS for child in verb.children)


def _is_modal(verb: Token) -> bool:
    """Whether a verb stands in reported future: "said it was sorry and would pay"."""
    return any(child.dep_ == "aux" and child.tag_ == "MD" for child in verb.children)


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
