"""Whose cue it is: the mention of the speaker, found from the cue through the grammar or by its neighbours."""

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from index.attribution.lexicon import SAYING, verb_of
from index.attribution.occasions import TEXTS
from index.attribution.parsing import Line

_LONGEST_ASIDE = 10  # tokens of ", a retired teacher from the coast,"
_CLIMBS = 6  # heads followed from a cue to the verb that has the subject
_HEARERS = frozenset("tell ask remind inform assure urge call describe warn advise label dub".split())
_EMPTY = frozenset("it there that this what which".split())
_QUOTING = frozenset("quoted cited quoting citing".split())
_FINITE = frozenset(("VBD", "VBZ", "VBP", "VBN"))
_SUBJECTS = frozenset("nsubj nsubjpass expl csubj".split())
# Of "it", that a thing is to be seen from another: "it suggests that ..." has no speaker.
_EVIDENT = frozenset(
    "suggest indicate imply reveal signal point reflect call underline underscore recall remind predict explain posit "
    "demand promise argue inform reason read estimate forecast cry echo mean".split()
)
_RELATIVE = frozenset(["who", "which", "that"])
_DASHES = frozenset(("-", "–", "—", "--", ":"))
_CUT_BEHIND = frozenset(("relcl", "appos", "acl"))


def subject_of(line: Line, cue: Token, verb: str) -> Tokens | None:
    """The mention of the one who speaks; None where the sentence names nobody."""
    head = _grammatical(cue)
    if head is None or line.spoken(head) or _said_itself(line, head, cue):
        return _neighbour(line, cue, verb)
    if head.lower_ in _RELATIVE and head.dep_ in ("nsubj", "nsubjpass") and head.tag_ in ("WP", "WDT"):
        return cue.doc[head.i : head.i + 1]
    if head.lower_ in _EMPTY and not _a_body_says(head, cue, verb):
        return None
    if head.pos_ == "VERB":  # a noun before a name that the tagger takes for a verb: "From the benches Ann Lee warned"
        head = next((child for child in head.children if child.dep_ == "nsubj" and child.pos_ == "PROPN"), head)
    return mention(head, cue)


def _a_body_says(subject: Token, cue: Token, verb: str) -> bool:
    """Whether "it" may be a company or a ministry: it says that something is so."""
    clause = any(child.dep_ == "ccomp" and child.i > cue.i for child in cue.children)
    return subject.lower_ == "it" and verb in SAYING - _EVIDENT and clause and subject.head.i == cue.i


def _said_itself(line: Line, head: Token, cue: Token) -> bool:
    """Whether a cue's subject is the short quotation before it: '"Fine," wrote a reader'."""
    number = line.quoted[head.i]
    return number >= 0 and head.i < cue.i and line.quoted[cue.i - 1] == number and cue.doc[cue.i - 1].is_quote


def mention(head: Token, cue: Token | None = None) -> Tokens:
    """The noun phrase of `head` without what trails behind it: appositions, relative clauses, asides."""
    doc = head.doc
    first, last = head.left_edge.i, head.right_edge.i
    for child in head.children:
        trails = child.dep_ in _CUT_BEHIND or child.text in ("(", "[", ",", "-", "–", "—")
        if child.i > head.i and trails and not _pair_of_names(child):
            last = min(last, child.left_edge.i - 1)
    if cue is not None and first <= cue.i <= last:
        first, last = (first, head.i) if cue.i > head.i else (head.i, last)
        if first <= cue.i <= last:
            first = last = head.i
    for i in range(head.i - 1, first - 1, -1):
        if doc[i].text in _DASHES and doc[i].whitespace_:  # a dateline: "RIGA (Reuters) - Olga Petrova"
            first = i + 1
            break
    while last > head.i and (doc[last].is_punct or doc[last].is_space):
        last -= 1
    while first < head.i and (doc[first].is_punct or doc[first].is_space):
        first += 1
    while head.pos_ == "PROPN" and first > head.sent.start and doc[first - 1].pos_ == "PROPN":
        first -= 1  # a name the parser tore apart
    return doc[first : last + 1]


def _pair_of_names(child: Token) -> bool:
    return child.dep_ == "appos" and child.head.i + 1 == child.left_edge.i and child.pos_ == "PROPN"


def _grammatical(cue: Token) -> Token | None:
    quoted = cue.head.head if cue.dep_ == "pcomp" and cue.head.lower_ == "as" else cue
    if quoted.lower_ in _QUOTING and not _is_passive(quoted) and (source := _quoted_source(quoted)) is not None:
        return source
    if cue.dep_ == "acl" and cue.tag_ == "VBG":
        issuer = _own_subject(cue.head.head) if cue.head.dep_ == "dobj" and cue.head.lower_ in TEXTS else None
        return issuer or cue.head  # "she released a statement saying ..."
    verb = cue
    for _ in range(_CLIMBS):
        own = _own_subject(verb)
        if own is not None:
            again = cue.tag_ == "VBG" or tells_again(cue)
            return own if verb is cue or not again else _reporter_of(verb) or own
        above = verb.head
        if verb.dep_ == "pcomp" and above.dep_ == "prep":
            above = above.head
        elif not _shares_subject(verb):
            return None
        if above.i == verb.i:
            return None
        verb = above
    return None


def tells_again(verb: Token) -> bool:
    """Whether a verb joined to another goes on with the reporter's sentence: "..., and blamed the weather"."""
    doc, edge = verb.doc, verb.left_edge.i
    joined = verb.dep_ == "conj" and edge > 1 and not any(child.dep_ in _SUBJECTS for child in verb.children)
    return joined and verb.tag_ in _FINITE and doc[edge - 1].dep_ == "cc" and doc[edge - 2].text == ","


def _reporter_of(verb: Token) -> Token | None:
    """The subject of the cue that reports `verb`: in "Ann said Bo was right, adding ..." it is Ann who adds."""
    at = verb
    while at.dep_ in ("conj", "xcomp", "advcl") and at.head.i != at.i:
        at = at.head
    reporter = at.head
    if at.dep_ != "ccomp" or reporter.i > verb.i or verb_of(reporter.lower_) not in SAYING:
        return None
    return _own_subject(reporter)


def _quoted_source(verb: Token) -> Token | None:
    """Whom "quoted Ann Lee as saying" quotes; nobody in "cited the jobs created" and "quoted a poem"."""
    source = next((child for child in verb.children if child.dep_ == "dobj"), None)
    behind = verb.doc[verb.i + 1 : verb.sent.end - 1]
    saying = any(token.lower_ == "as" and token.nbor().tag_ == "VBG" for token in behind)
    return source if source is not None and (saying or source.ent_type_ in ("PERSON", "ORG")) else None


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ == "auxpass" for child in verb.children)


def _own_subject(verb: Token) -> Token | None:
    passive = None
    for child in verb.children:
        if child.dep_ == "nsubj" and (child.text[0].isalnum() or child.pos_ == "NOUN"):  # "**Ann Lee said"
            return child
        if child.dep_ == "agent":
            return next((grandchild for grandchild in child.children if grandchild.dep_ == "pobj"), None)
        if child.dep_ == "nsubjpass":
            passive = child
    return passive


def _shares_subject(verb: Token) -> bool:
    """Whether a verb without a subject takes that of the verb above it."""
    if verb.dep_ == "conj":
        return verb.head.pos_ in ("VERB", "AUX")
    if verb.dep_ in ("acomp", "attr", "oprd"):
        return True
    if verb.dep_ == "advcl" and verb.tag_ in ("VBD", "VBN") and verb.i > verb.head.i:  # "mocked him, called her a liar"
        return verb.doc[verb.left_edge.i - 1].text == ","
    return verb.dep_ in ("advcl", "xcomp", "ccomp", "dep") and verb.tag_ in ("VBG", "VB")


def _neighbour(line: Line, cue: Token, verb: str) -> Tokens | None:
    """What stands right behind or right before a cue whose subject the parser lost."""
    after_quotation = cue.i > 0 and line.spoken(cue.doc[cue.i - 1])
    return (None if verb in _HEARERS and not after_quotation else _behind(line, cue)) or _before(line, cue)


def _behind(line: Line, cue: Token) -> Tokens | None:
    doc, at = cue.doc, cue.i + 1
    if at >= cue.sent.end or line.quoted[at] >= 0 or cue.i == 0:
        return None
    inverted = line.quoted[cue.i - 1] >= 0 or doc[cue.i - 1].text == ","
    name = doc[at].pos_ == "PROPN" and (inverted or cue.tag_ in _FINITE)
    if name or (inverted and doc[at].lower_ in ("he", "she", "they")):
        end = at
        while end < cue.sent.end and doc[end].pos_ == "PROPN" and line.quoted[end] < 0:
            end += 1
        return doc[at : max(end, at + 1)]
    if inverted and doc[at].pos_ in ("DET", "NOUN", "ADJ", "NUM", "PRON"):
        chunk_end = at
        while chunk_end < cue.sent.end - 1 and doc[chunk_end].pos_ in ("DET", "ADJ", "NUM"):
            chunk_end += 1
        if doc[chunk_end].pos_ == "NOUN":
            return mention(doc[chunk_end])
    return None


def _before(line: Line, cue: Token) -> Tokens | None:
    doc, at = cue.doc, cue.i - 1
    start = cue.sent.start
    spoken = [i for i in range(start, cue.i) if line.spoken(doc[i])]
    start = spoken[-1] + 1 if spoken else start
    while at >= start and doc[at].pos_ in ("ADV", "AUX", "PART"):
        at -= 1
    if at > start and doc[at].text == ",":  # "Rosa Diaz, 43, a baker, said"
        at = _named_before_asides(line, at, start)
    if at < start or line.quoted[at] >= 0:
        return None
    if doc[at].lower_ in ("he", "she", "they", "i", "we"):
        return doc[at : at + 1]
    first = at
    while first >= start and doc[first].pos_ == "PROPN":
        first -= 1
    return doc[first + 1 : at + 1] if first < at else None


def _named_before_asides(line: Line, comma: int, start: int) -> int:
    """The last token of a name that opens the clause, with asides between commas behind it, or that stands between
    commas itself; -1 if none."""
    doc = line.doc
    for at in range(start, min(start + 8, comma)):
        if doc[at].text == "," and doc[at - 1].pos_ == "PROPN" and at > start:
            return at - 1
    opened = next((at for at in range(comma - 1, max(start, comma - _LONGEST_ASIDE), -1) if doc[at].text == ","), -1)
    if opened > start and doc[opened - 1].ent_type_ == "PERSON" and not _acts(doc[opened:comma]):
        first = opened
        while first > start and doc[first - 1].pos_ == "PROPN":
            first -= 1
        if first < opened and (first == start or doc[first - 1].text == ","):
            return opened - 1  # "Speaking for them, Tom Bell, the mayor, said"
    first = comma
    while first > start and doc[first - 1].ent_type_ == "PERSON" and doc[first - 1].pos_ == "PROPN":
        first -= 1
    apposed = comma - first > 1 and first > start and doc[first - 1].text == ","
    return comma - 1 if apposed else -1  # "The head of the prison and river service, Tom Bell, said"


def _acts(tokens: Tokens) -> bool:
    return any(token.tag_ in _FINITE or token.tag_ == "MD" for token in tokens)


def without_genitive(owner: Tokens) -> Tokens:
    """A mention without the 's behind it."""
    last = owner.end
    while last - 1 > owner.start and owner.doc[last - 1].tag_ == "POS":
        last -= 1
    return owner.doc[owner.start : last]
