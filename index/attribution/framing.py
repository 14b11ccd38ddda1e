"""A parsed line -> its frames: every cue with its speaker's mention and what grammar gives as content."""

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from index.attribution import extent, lexicon
from index.attribution.frame import Form, Frame
from index.attribution.insertion import inserted_subject
from index.attribution.parsing import Line
from index.attribution.subject import mention, subject_of

_UNREAL = frozenset(["if", "unless", "whether"])
_WHOLE = frozenset("if whether what who why how when where which".split())
_VIEWS = frozenset("view opinion words judgment judgement estimation telling account".split())
_CHARGES = frozenset("for of over as with".split())  # "accused him of lying", "praised her for her calm"
_PRONOUN_OBJECTS = frozenset(
    "it this that them him her me you us what which whom who himself herself themselves itself so".split()
)


def frames_of(line: Line) -> list[Frame]:
    """Every cue of the line outside quoted speech, in order."""
    found: list[Frame] = []
    for token in line.doc:
        if line.spoken(token):
            continue
        frame = _according(line, token) or _in_view(line, token) or _verb(line, token) or _adjective(line, token) or _noun(line, token)
        if frame is not None:
            found.append(frame)
    return found


def _frame(line: Line, form: Form, tokens: tuple[Token, Token], verb: str, subject: Tokens | None) -> Frame:
    return Frame(line, form, tokens[0], line.place(*tokens), verb, subject)


def _fill(frame: Frame, pieces: extent.Pieces) -> Frame:
    doc = frame.line.doc
    frame.contents = [frame.line.place(doc[a], doc[b]) for a, b in pieces if a <= b]
    return frame


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
        pieces = [(rest[0], extent.reach(line, token, rest[0]))] if rest else []
    return _fill(frame, pieces)


def _beside_source(line: Line, token: Token, source: Token) -> extent.Pieces:
    """What stands before "according to X", and behind it where a comma leads on."""
    doc, sentence = line.doc, token.sent
    pieces = [(sentence.start, token.i - 1)]
    if doc[token.i - 1].text == "," and doc[token.i - 2].lower_ in ("that", "which"):
        pieces = []  # "reported that, according to the study, ...": the words are the reporter's
    after = source.right_edge.i + 1
    if doc[token.i - 1].text == "," and after + 2 < sentence.end and doc[after].text == ",":
        pieces.append((after + 1, extent.reach(line, token, after + 1)))
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
        pieces.append((end + 1, extent.reach(line, token, end + 1)))
    return _fill(frame, pieces)


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
    inserted = inserted_subject(line, token) if verb in lexicon.SAYING and not passive else None
    subject = inserted or subject_of(line, token, verb)
    form: Form = "saying" if verb in lexicon.SAYING or verb == "quote" else "thinking"
    frame = _frame(line, form, (token, token), verb, subject)
    frame.negated = any(child.dep_ == "neg" for child in token.children) or verb == "deny"
    if inserted is not None:
        return _fill(frame, extent.around(line, token, inserted))
    if form == "thinking" and not _is_reported(token, subject):
        return None
    return _with_content(frame, token, verb, subject)


def _is_reported(token: Token, subject: Tokens | None) -> bool:
    """Whether the article reports a thought as somebody's own: no purpose, possibility, question or aside."""
    if subject is None or subject.root.lower_ in ("i", "we", "you") or token.dep_ == "acl":
        return False
    if token.dep_ == "relcl" and not _adds_a_remark(subject):
        return False
    helpers = [child for child in token.children if child.dep_ == "aux"]
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
    return _fill(_frame(line, "saying", (token, token), "put", subject), extent.phrase(line, token, thing, [thing, *at]))


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
        return _fill(frame, pieces)
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "about":
            return _fill(frame, extent.phrase(line, token, child, [child]))
    return None


def _adds_a_remark(relative: Tokens) -> bool:
    """Whether a relative clause asserts something of somebody already named: ", who has criticised the plan"."""
    return relative.start > 0 and relative.root.lower_ == "who" and relative.doc[relative.start - 1].text == ","


def _with_content(frame: Frame, cue: Token, verb: str, subject: Tokens | None) -> Frame | None:
    line = frame.line
    children = [*cue.children]
    clauses = [child for child in children if child.dep_ == "ccomp"]
    called_on = _called_on(frame, cue, verb)
    if called_on is not None:
        return called_on
    if clauses and (verb in lexicon.SAYING or verb in lexicon.THINKING or verb in lexicon.WITH_ACTOR):
        return _fill(frame, extent.clause(line, cue, subject, clauses))
    if verb in lexicon.SAYING and _inserted(cue, subject):
        return _fill(frame, extent.around(line, cue, subject))
    if verb in lexicon.SAYING and cue.tag_ != "VBG":
        gerunds = [c for c in children if c.dep_ in ("xcomp", "pcomp") and c.i > cue.i and c.left_edge.tag_ == "VBG"]
        if gerunds:
            return _fill(frame, extent.phrase(line, cue, gerunds[0], gerunds))
    objects = [child for child in children if child.dep_ == "dobj" and child.i > cue.i]
    infinitives = [child for child in children if child.dep_ == "xcomp" and child.i > cue.i]
    if infinitives and (verb in lexicon.WITH_INFINITIVE or verb in lexicon.WITH_ACTOR):
        first = objects[0] if objects and verb not in lexicon.HEARER_OBJECT else infinitives[0]
        return _fill(frame, extent.phrase(line, cue, first, [*objects, *infinitives]))
    if verb in lexicon.NAMING:
        named = _named(frame, cue, verb)
        if named is not None:
            return named
    if objects and verb in lexicon.WITH_OBJECT and _tells(objects[0], children):
        parts = objects + [child for child in children if child.dep_ == "prep" and child.lower_ in _CHARGES]
        return _fill(frame, extent.phrase(line, cue, objects[0], parts))
    for child in children:
        if child.dep_ == "prep" and child.lower_ in lexicon.WITH_PREPOSITION.get(verb, ()) and child.i > cue.i:
            inner = [word for word in child.children if word.dep_ in ("pobj", "pcomp")]
            if inner:
                frame.cue = line.place(cue, child)
                return _fill(frame, extent.phrase(line, cue, inner[0], [*inner, *infinitives]))
    if verb in lexicon.SAYING and not objects:
        return _fill(frame, extent.after_that(line, cue))
    return frame if frame.owns_quotations else None


def _called_on(frame: Frame, cue: Token, verb: str) -> Frame | None:
    """ "called on the council to resign": who is to act, and how."""
    on = next((child for child in cue.children if child.dep_ == "prep" and child.i == cue.i + 1), None)
    if on is None or verb not in lexicon.APPEALING or on.lower_ not in ("on", "for", "to", "upon", "with"):
        return None
    actor = next((child for child in on.children if child.dep_ == "pobj"), None)
    if actor is None:
        return None
    actions = [child for child in cue.children if child.dep_ in ("xcomp", "advcl", "ccomp") and child.i > actor.i]
    frame.cue = frame.line.place(cue, on)
    return _fill(frame, extent.phrase(frame.line, cue, actor, [actor, *actions]))


def _tells(thing: Token, children: list[Token]) -> bool:
    """Whether an object says something by itself; "criticised him" does not, "criticised him for lying" does."""
    charged = any(child.dep_ == "prep" and child.lower_ in _CHARGES for child in children)
    return charged or thing.lower_ not in _PRONOUN_OBJECTS


def _inserted(cue: Token, subject: Tokens | None) -> bool:
    """Whether cue and subject are set into the clause they report: ", X said," or ", X said." """
    own = subject is not None and subject.root.head.i == cue.i
    first = min(cue.i, subject.start) if subject is not None and own else cue.i
    if cue.tag_ == "VBG" or cue.dep_ not in ("parataxis", "ccomp", "dep", "advcl") or first <= cue.sent.start:
        return False
    if any(child.dep_ == "mark" and child.lower_ != "as" for child in cue.children):
        return False
    if first > cue.sent.start + 1 and cue.doc[first - 1].lower_ == "as":  # "The vote, as Ann Lee said, was close"
        first -= 1
    return cue.doc[first - 1].text in (",", "-", "–", "—")


def _named(frame: Frame, cue: Token, verb: str) -> Frame | None:
    """ "called the deal a betrayal", "described the talks as useless"."""
    after = [child for child in cue.children if child.i > cue.i]
    made = [child for child in after if child.dep_ in ("oprd", "ccomp", "xcomp", "attr", "acomp")]
    as_what = [child for child in after if child.dep_ == "prep" and child.lower_ == "as"]
    objects = [child for child in after if child.dep_ == "dobj"]
    as_what += [word for child in objects for word in child.children if word.dep_ == "prep" and word.lower_ == "as"]
    parts = [*objects, *made, *as_what]
    if verb in lexicon.NAMING_ONLY_WITH_AS and not as_what:
        return None
    if not parts or not (made or as_what or (objects and verb in lexicon.WITH_OBJECT)):
        return None
    first = min(parts, key=lambda part: part.left_edge.i)
    if first in objects and first.lower_ in _PRONOUN_OBJECTS and not (made or as_what):
        return None
    return _fill(frame, extent.phrase(frame.line, cue, first, parts))


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
            return _fill(frame, extent.phrase(line, token, child, [child]))
        if child.dep_ == "prep":
            inner = [word for word in child.children if word.dep_ in ("pobj", "pcomp")]
            if inner:
                frame.cue = line.place(token, child)
                return _fill(frame, extent.phrase(line, token, inner[0], inner))
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
            return _fill(frame, extent.phrase(line, token, child, [child]))
    return None


def _without_genitive(owner: Tokens) -> Tokens:
    last = owner.end
    while last - 1 > owner.start and owner.doc[last - 1].tag_ == "POS":
        last -= 1
    return owner.doc[owner.start : last]
