"""A verb's frame -> its content: the appeal, clause, infinitive, object or phrase that the verb brings."""

from collections.abc import Callable

from spacy.tokens import Token

from index.attribution import extent, lexicon
from index.attribution.frame import Frame, Pieces
from index.attribution.reaching import reach
from index.attribution.titles import GROUPS, ROLES

_CHARGES = frozenset("for of over as with".split())  # "accused him of lying", "praised her for her calm"
_BELONGING = frozenset("of for from in into about on over with as between among through by without".split())
_BOUNDS = frozenset("above below over under beyond between without against".split())
_PRONOUNS = frozenset(
    "it this that them him her me you us what which whom who himself herself themselves itself so".split()
)
_ADDRESSES = frozenset("on for to upon with".split())


def with_content(frame: Frame) -> Frame | None:
    """The frame with the content its verb brings; without any it waits for a quotation, or is none."""
    for complement in _COMPLEMENTS:
        pieces = complement(frame)
        if pieces:
            return frame.filled(pieces)
    return frame if frame.owns_quotations else None


def _behind(frame: Frame, *relations: str) -> list[Token]:
    """The cue's children of some relations that stand behind it."""
    cue = frame.token
    return [child for child in cue.children if child.i > cue.i and child.dep_ in relations]


def _appeal(frame: Frame) -> Pieces:
    """ "called on the council to resign": who is to act, and how."""
    cue = frame.token
    on = next((child for child in _behind(frame, "prep") if child.i == cue.i + 1), None)
    if on is None or frame.verb not in lexicon.APPEALING or on.lower_ not in _ADDRESSES:
        return []
    actor = next((child for child in on.children if child.dep_ == "pobj"), None)
    if actor is None:
        return []
    actions = [child for child in _behind(frame, "xcomp", "advcl", "ccomp") if child.i > actor.i]
    frame.cue = frame.line.place(cue, on)
    return extent.phrase(frame.line, cue, actor, [actor, *actions])


def _clause(frame: Frame) -> Pieces:
    heads = [child for child in frame.token.children if child.dep_ == "ccomp" or _is_reported(frame, child)]
    if heads and frame.verb in lexicon.SAYING | lexicon.THINKING | lexicon.WITH_ACTOR:
        return extent.clause(frame.line, frame.token, frame.subject, heads)
    return []


def _is_reported(frame: Frame, child: Token) -> bool:
    """Whether a clause is the cue's, whatever the parser took it for: it begins right behind with "that", or with
    "whether" behind a verb of asking."""
    opening = child.left_edge
    if child.i < frame.token.i or child.dep_ not in ("acl", "advcl", "relcl") or opening.dep_ != "mark":
        return False
    if opening.lower_ in ("if", "whether"):
        return frame.verb in lexicon.QUESTIONING
    return opening.lower_ == "that" and opening.i == frame.token.i + 1


def _insertion(frame: Frame) -> Pieces:
    """ "The vote, as Ann Lee said, was close"."""
    cue, subject = frame.token, frame.subject
    if frame.verb not in lexicon.SAYING or cue.tag_ == "VBG" or cue.dep_ not in ("parataxis", "ccomp", "dep", "advcl"):
        return []
    if cue.tag_ == "VBN" and not any(child.dep_ in ("aux", "auxpass", "agent") for child in cue.children):
        return []  # "..., so the taxes requested in May are due"
    own = subject is not None and subject.root.head.i == cue.i
    first = min(cue.i, subject.start) if subject is not None and own else cue.i
    if first <= cue.sent.start or any(child.dep_ == "mark" and child.lower_ != "as" for child in cue.children):
        return []
    if first > cue.sent.start + 1 and cue.doc[first - 1].lower_ == "as":
        first -= 1
    border = cue.doc[first - 1].text in (",", "-", "–", "—")
    tells = any(word.pos_ in ("VERB", "AUX") for word in cue.doc[cue.sent.start : first])
    tells = tells or any(word.text in (",", "-", "–", "—") for word in cue.doc[cue.i + 1 : cue.sent.end])
    return extent.around(frame.line, cue, subject) if border and tells and not _brings(frame) else []


def _brings(frame: Frame) -> bool:
    """Whether what the cue reports stands behind it as its object: "as Ann Lee echoed the criticism"."""
    hears = frame.verb in lexicon.HEARER_OBJECT
    if hears:
        return bool(_behind(frame, "xcomp", "ccomp"))
    return bool(_behind(frame, "dobj", "xcomp", "oprd"))


def _gerund(frame: Frame) -> Pieces:
    """ "denied having met him"."""
    gerunds = [child for child in _behind(frame, "xcomp", "pcomp") if "VBG" in (child.left_edge.tag_, child.tag_)]
    if gerunds and frame.verb in lexicon.WITH_GERUND and frame.token.tag_ != "VBG":
        return extent.phrase(frame.line, frame.token, gerunds[0], gerunds)
    return []


def _infinitive(frame: Frame) -> Pieces:
    infinitives, objects = _behind(frame, "xcomp"), _behind(frame, "dobj")
    inside = [] if infinitives or not objects else _infinitive_inside(objects[0])
    if inside and frame.verb in lexicon.WITH_ACTOR:
        return extent.phrase(frame.line, frame.token, objects[0], [*objects, *inside])
    if not infinitives or frame.verb not in lexicon.WITH_INFINITIVE | lexicon.WITH_ACTOR:
        return []
    whom = objects and frame.verb not in lexicon.HEARER_OBJECT and objects[0].lower_ not in _PRONOUNS
    first = objects[0] if whom else infinitives[0]
    return extent.phrase(frame.line, frame.token, first, [*objects, *infinitives])


def _infinitive_inside(actor: Token) -> list[Token]:
    """What somebody is asked to do, which the parser hung on a word behind it: "asked all who slept there to come"."""
    return [word for word in actor.subtree if word.tag_ == "VB" and word.i > actor.i and _has_to(word)][:1]


def _has_to(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def _naming(frame: Frame) -> Pieces:
    """ "called the deal a betrayal", "described the talks as useless"."""
    objects = _behind(frame, "dobj") or _referred_to(frame)
    made = _behind(frame, "oprd", "ccomp", "xcomp", "attr", "acomp")
    if frame.verb == "call" and objects:  # "called the office to complain" names nothing
        made = [child for child in made if not _has_to(child)]
    as_what = [child for child in _behind(frame, "prep") if child.lower_ == "as"]
    as_what += [word for child in objects for word in child.children if word.dep_ == "prep" and word.lower_ == "as"]
    if frame.verb not in lexicon.NAMING or (frame.verb in lexicon.NAMING_ONLY_WITH_AS and not as_what):
        return []
    alone = bool(objects) and (frame.verb in lexicon.WITH_OBJECT or _holds_quotation(frame, objects[0]))
    if not (made or as_what or alone):
        return []
    parts = [*objects, *made, *as_what]
    first = min(parts, key=lambda part: part.left_edge.i)
    if first.lower_ in _PRONOUNS and not (made or as_what):
        return []
    return extent.phrase(frame.line, frame.token, first, parts)


def _holds_quotation(frame: Frame, thing: Token) -> bool:
    """Whether what somebody made of a thing stands between marks, in one phrase with it: 'called it "a gift"'."""
    last = min(thing.right_edge.i + 1, thing.sent.end - 1)
    return any(frame.line.quoted[i] >= 0 for i in range(thing.left_edge.i, last + 1))


def _referred_to(frame: Frame) -> list[Token]:
    """ "referred to the deal as a betrayal"."""
    to = next((child for child in _behind(frame, "prep") if child.lower_ == "to"), None)
    return [] if to is None or frame.verb != "refer" else [child for child in to.children if child.dep_ == "pobj"]


def _object(frame: Frame) -> Pieces:
    """ "criticised the plan"; a bare "criticised him" says nothing, "criticised him for lying" does."""
    objects = _behind(frame, "dobj")
    particle = next((child.lower_ for child in frame.token.children if child.dep_ == "prt"), "")
    takes = frame.verb in lexicon.WITH_OBJECT | lexicon.WITH_CHARGE or (frame.verb, particle) in lexicon.WITH_PARTICLE
    answers = frame.verb in lexicon.ANSWERING and objects and lexicon.is_reporting_noun(objects[0].lower_)
    if not objects or not (takes or answers) or (frame.verb == "question" and _is_person(objects[0])):
        return []
    charges = [child for child in _behind(frame, "prep") if child.lower_ in _CHARGES or _measures(child, objects[0])]
    if frame.verb in lexicon.WITH_CHARGE and not any(child.lower_ in ("for", "over") for child in charges):
        return []
    charges += [child for child in _behind(frame, "prep", "dative") if (frame.verb, child.lower_) in lexicon.GIVING]
    if frame.token.dep_ == "acl" or (frame.subject is not None and frame.subject.root.lower_ in ("that", "which")):
        return []  # "groups which express a symmetry": that only tells which
    bare = objects[0].lower_ in _PRONOUNS and objects[0].left_edge.i == objects[0].i
    if bare and not charges:
        return []
    charges += _circumstances(frame, max(part.right_edge.i for part in objects + charges))
    also = [child for child in _behind(frame, "conj") if child.pos_ in ("NOUN", "PROPN")]
    return extent.phrase(frame.line, frame.token, objects[0], objects + charges + also)


def _circumstances(frame: Frame, last: int) -> list[Token]:
    """Phrases of the cue right behind its object, which belong to the object where they do not tell when, where or
    to whom it was said: "outlined a plan for the bridge"."""
    found: list[Token] = []
    for child in _behind(frame, "prep"):
        inner = next((word for word in child.children if word.dep_ in ("pobj", "pcomp")), None)
        told = inner is None or inner.lower_ in lexicon.OCCASIONS or inner.ent_type_ in ("DATE", "TIME")
        if child.i == last + 1 and child.lower_ in _BELONGING and not told:
            found.append(child)
            last = child.right_edge.i
    return found


def _is_person(thing: Token) -> bool:
    """Whether an object is somebody: the police question a student, and doubt nothing of him."""
    role = thing.lower_ in ROLES | GROUPS or thing.lower_.removesuffix("s") in ROLES
    return role or thing.ent_type_ == "PERSON" or thing.lower_ in _PRONOUNS


def _measures(preposition: Token, thing: Token) -> bool:
    """Whether a phrase right behind an object bounds it: "opposed any figure above 4 per cent"."""
    return preposition.lower_ in _BOUNDS and preposition.i == thing.right_edge.i + 1


def _phrase(frame: Frame) -> Pieces:
    """ "warned of floods"."""
    for child in _behind(frame, "prep"):
        inner = [word for word in child.children if word.dep_ in ("pobj", "pcomp")]
        told = child.lower_ == "about" and frame.verb in lexicon.SAYING
        if frame.verb in lexicon.CONVERSING and any(word.lower_ == "with" for word in _behind(frame, "prep")):
            return []
        if inner and (told or child.lower_ in lexicon.WITH_PREPOSITION.get(frame.verb, ())):
            frame.cue = frame.line.place(frame.token, child)
            return extent.phrase(frame.line, frame.token, inner[0], [*inner, *_behind(frame, "xcomp")])
    return []


def _far_that(frame: Frame) -> Pieces:
    if frame.verb in lexicon.SAYING and not _behind(frame, "dobj"):
        return extent.after_that(frame.line, frame.token)
    return []


def _behind_colon(frame: Frame) -> Pieces:
    """ "She answered: no court would hear it": a colon leads to words without marks, up to the sentence's end."""
    cue = frame.token
    colon = next((i for i in range(cue.i + 1, cue.sent.end - 2) if cue.doc[i].text == ":"), 0)
    if not colon or frame.verb not in lexicon.SAYING or frame.subject is None:
        return []
    between = range(cue.i + 1, colon)
    if any(cue.doc[i].pos_ == "VERB" for i in between) or any(frame.line.quoted[i] >= 0 for i in between):
        return []
    return [] if frame.line.quoted[colon + 1] >= 0 else [(colon + 1, reach(frame.line, cue, colon + 1))]


# Tried in this order: the surer sign first.
_COMPLEMENTS: tuple[Callable[[Frame], Pieces], ...] = (
    _appeal,
    _clause,
    _insertion,
    _gerund,
    _infinitive,
    _naming,
    _object,
    _phrase,
    _far_that,
    _behind_colon,
)
