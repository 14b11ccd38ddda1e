"""A parsed line -> its frames: every cue with its speaker's mention and what grammar gives as content."""

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from index.attribution import extent, lexicon
from index.attribution.complementing import with_content
from index.attribution.frame import Form, Frame, Pieces
from index.attribution.insertion import inserted_subject
from index.attribution.parsing import Line
from index.attribution.reaching import reach
from index.attribution.subject import mention, subject_of

_UNREAL = frozenset(["if", "unless", "whether"])
_GOING_ON = frozenset("continue continues continued began begun begins started starts came comes".split())
_VIEWS = frozenset("view opinion words judgment judgement estimation telling account".split())


def frames_of(line: Line) -> list[Frame]:
    """Every cue of the line outside quoted speech, in order."""
    found: list[Frame] = []
    for token in line.doc:
        if line.spoken(token):
            continue
        frames = (find(line, token) for find in (_according, _in_view, _verb, _adjective, _noun))
        found += [frame for frame in frames if frame is not None][:1]
    return found


def _frame(line: Line, form: Form, tokens: tuple[Token, Token], verb: str, subject: Tokens | None) -> Frame:
    return Frame(line, form, tokens[0], line.place(*tokens), verb, subject)


def _according(line: Line, token: Token) -> Frame | None:
    doc = line.doc
    if token.lower_ != "according" or token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    to = doc[token.i + 1]
    source = next((child for word in (to, token) for child in word.children if child.dep_ == "pobj"), None)
    if source is None:
        return None
    subject = mention(source)
    frame = _frame(line, "according", (token, to), "according", subject)
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
    pieces = [(sentence.start, token.i - 1)]
    if doc[token.i - 1].text == "," and doc[token.i - 2].lower_ in ("that", "which"):
        pieces = []  # "reported that, according to the study, ...": the words are the reporter's
    after = source.right_edge.i + 1
    if doc[token.i - 1].text == "," and after + 2 < sentence.end and doc[after].text == ",":
        pieces.append((after + 1, reach(line, token, after + 1)))
    return pieces


def _in_view(line: Line, token: Token) -> Frame | None:
    """ "In his view, ..." and "in Ann Lee's opinion": a thought with an owner and no verb."""
    if token.lower_ != "in":
        return None
    view = next((child for child in token.children if child.dep_ == "pobj" and child.lower_ in _VIEWS), None)
    owner = None if view is None else next((child for child in view.children if child.dep_ == "poss"), None)
    if view is None or owner is None or line.spoken(owner):
        return None
    sentence, end = token.sent, view.i + 1
    frame = _frame(line, "thinking", (token, view), "view", _without_genitive(mention(owner)))
    pieces = [(sentence.start, token.i - 1)] if token.i - sentence.start > 1 else []
    if end + 1 < sentence.end and line.doc[end].text == ",":
        pieces.append((end + 1, reach(line, token, end + 1)))
    return frame.filled(pieces)


def _verb(line: Line, token: Token) -> Frame | None:
    verb = lexicon.verb_of(token.lower_)
    if not verb or (token.pos_ not in ("VERB", "AUX") and not token.tag_.startswith("VB")) or token.dep_ == "amod":
        return None
    passive = any(child.dep_ == "auxpass" for child in token.children)
    agent = any(child.dep_ == "agent" for child in token.children)
    if verb == "put":
        return _put_at(line, token)
    if verb == "ask" and not agent and (passive or _bare_participle(token)):
        return _asked(line, token)
    if passive and not agent:
        return None
    inserts = verb in lexicon.SAYING or verb in lexicon.INSERTED
    inserted = inserted_subject(line, token) if inserts and not passive else None
    subject = inserted or subject_of(line, token, verb)
    form: Form = "saying" if verb in lexicon.SAYING or verb == "quote" else "thinking"
    frame = _frame(line, form, (token, token), verb, subject)
    frame.negated = any(child.dep_ == "neg" for child in token.children) or verb == "deny"
    if inserted is not None:
        return frame.filled(extent.around(line, token, inserted))
    if form == "thinking" and not _is_reported(token, subject):
        return None
    return with_content(frame)


def _is_reported(token: Token, subject: Tokens | None) -> bool:
    """Whether the article reports a thought as somebody's own: no purpose, possibility, question or aside."""
    if subject is None or subject.root.lower_ in ("i", "we", "you") or token.dep_ == "acl":
        return False
    if token.dep_ == "relcl" and not _adds_a_remark(subject):
        return False
    helpers = [child for child in token.children if child.dep_ == "aux"]
    if token.dep_ == "xcomp" and token.head.lower_ in _GOING_ON:
        helpers = [child for child in token.head.children if child.dep_ == "aux"]
    if any(child.tag_ in ("MD", "TO") for child in helpers):
        return False
    return token.sent[-1].text != "?" and not any(c.dep_ == "mark" and c.lower_ in _UNREAL for c in token.children)


def _put_at(line: Line, token: Token) -> Frame | None:
    """ "put the crowd at 900": an estimate."""
    thing = next((child for child in token.children if child.dep_ == "dobj" and child.i > token.i), None)
    at = [child for child in token.children if child.dep_ == "prep" and child.lower_ == "at"]
    at += [child for child in thing.children if child.dep_ == "prep" and child.lower_ == "at"] if thing else []
    subject = subject_of(line, token, "put")
    if thing is None or not at or subject is None or not any(word.like_num for word in at[0].subtree):
        return None
    frame = _frame(line, "saying", (token, token), "put", subject)
    return frame.filled(extent.phrase(line, token, thing, [thing, *at]))


def _bare_participle(token: Token) -> bool:
    """ "Asked whether ..., he said": a participle that opens its clause."""
    if token.i == token.sent.start:
        return True
    return token.tag_ == "VBN" and not any(child.dep_ in ("nsubj", "aux") for child in token.children)


def _asked(line: Line, token: Token) -> Frame | None:
    frame = _frame(line, "asked", (token, token), "ask", None)
    clauses = [child for child in token.children if child.dep_ in ("ccomp", "advcl") and child.i > token.i]
    if clauses:
        pieces = extent.phrase(line, token, clauses[0], clauses)
        commas = [word.i for word in token.sent if word.text == "," and word.i > token.i]
        if commas and token.i == token.sent.start:  # "Asked whether he would go, he said ..."
            pieces = [(a, min(b, commas[0] - 1)) for a, b in pieces]
        return frame.filled(pieces)
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "about":
            return frame.filled(extent.phrase(line, token, child, [child]))
    return None


def _adds_a_remark(relative: Tokens) -> bool:
    """Whether a relative clause asserts something of somebody already named: ", who has criticised the plan"."""
    return relative.start > 0 and relative.root.lower_ == "who" and relative.doc[relative.start - 1].text == ","


def _adjective(line: Line, token: Token) -> Frame | None:
    """ "is confident that ...", "was skeptical of ..."."""
    if token.lower_ not in lexicon.ATTITUDE_ADJECTIVES or token.dep_ != "acomp":
        return None
    subject = subject_of(line, token.head, "be")
    if subject is None:
        return None
    frame = _frame(line, "thinking", (token, token), token.lower_, subject)
    frame.negated = any(child.dep_ == "neg" for child in token.head.children)
    for child in token.children:
        if child.i < token.i:
            continue
        if child.dep_ in ("ccomp", "xcomp"):
            return frame.filled(extent.phrase(line, token, child, [child]))
        if child.dep_ == "prep":
            inner = [word for word in child.children if word.dep_ in ("pobj", "pcomp")]
            if inner:
                frame.cue = line.place(token, child)
                return frame.filled(extent.phrase(line, token, inner[0], inner))
    return None


def _noun(line: Line, token: Token) -> Frame | None:
    """ "his claim that ...", "Marsh's promise to ..."."""
    if token.pos_ != "NOUN" or token.lower_.removesuffix("s") not in lexicon.REPORTING_NOUNS:
        return None
    owner = next((child for child in token.children if child.dep_ == "poss"), None)
    if owner is None or line.spoken(owner):
        return None
    for child in token.children:
        opening = child.left_edge.lower_
        if child.i > token.i and child.dep_ in ("acl", "ccomp", "relcl") and opening in ("that", "to"):
            if child.dep_ == "relcl" and child.left_edge.dep_ != "mark":
                continue
            frame = _frame(line, "noun", (token, token), token.lower_, _without_genitive(mention(owner)))
            return frame.filled(extent.phrase(line, token, child, [child]))
    return None


def _without_genitive(owner: Tokens) -> Tokens:
    last = owner.end
    while last - 1 > owner.start and owner.doc[last - 1].tag_ == "POS":
        last -= 1
    return owner.doc[owner.start : last]
