"""A verb's frame -> its content where that is no clause: what it names, its object, or a phrase."""

from spacy.tokens import Token

from index.attribution import extent, lexicon
from index.attribution.frame import Frame, Pieces
from index.attribution.occasions import OCCASIONS
from index.attribution.titles import GROUPS, ROLES

_CHARGES = frozenset("for of over as with".split())  # "accused him of lying", "praised her for her calm"
_BELONGING = frozenset("of for from in into about on over with as between among through by without".split())
_BOUNDS = frozenset("above below over under beyond between without against".split())
PRONOUNS = frozenset(
    "it this that them him her me you us what which whom who himself herself themselves itself so".split()
)


def naming(frame: Frame) -> Pieces:
    """ "called the deal a betrayal", "described the talks as useless"."""
    objects = frame.behind("dobj") or _referred_to(frame)
    made = frame.behind("oprd", "ccomp", "xcomp", "attr", "acomp")
    if frame.verb == "call" and objects:  # "called the office to complain" names nothing
        made = [child for child in made if not has_to(child)]
    as_what = [child for child in frame.behind("prep") if child.lower_ == "as"]
    as_what += [word for child in objects for word in child.children if word.dep_ == "prep" and word.lower_ == "as"]
    if frame.verb not in lexicon.NAMING or (frame.verb in lexicon.NAMING_ONLY_WITH_AS and not as_what):
        return []
    alone = bool(objects) and (frame.verb in lexicon.WITH_OBJECT or _holds_quotation(frame, objects[0]))
    if not (made or as_what or alone):
        return []
    parts = [*objects, *made, *as_what]
    first = min(parts, key=lambda part: part.left_edge.i)
    if first.lower_ in PRONOUNS and not (made or as_what):
        return []
    return extent.phrase(frame.line, frame.token, first, parts)


def _holds_quotation(frame: Frame, thing: Token) -> bool:
    """Whether what somebody made of a thing stands between marks, in one phrase with it: 'called it "a gift"'."""
    last = min(thing.right_edge.i + 1, thing.sent.end - 1)
    return any(frame.line.quoted[i] >= 0 for i in range(thing.left_edge.i, last + 1))


def _referred_to(frame: Frame) -> list[Token]:
    """ "referred to the deal as a betrayal"."""
    to = next((child for child in frame.behind("prep") if child.lower_ == "to"), None)
    return [] if to is None or frame.verb != "refer" else [child for child in to.children if child.dep_ == "pobj"]


def object_of(frame: Frame) -> Pieces:
    """ "criticised the plan"; a bare "criticised him" says nothing, "criticised him for lying" does."""
    objects = frame.behind("dobj")
    particle = next((child.lower_ for child in frame.token.children if child.dep_ == "prt"), "")
    takes = frame.verb in lexicon.WITH_OBJECT | lexicon.WITH_CHARGE or (frame.verb, particle) in lexicon.WITH_PARTICLE
    answers = frame.verb in lexicon.ANSWERING and objects and lexicon.is_reporting_noun(objects[0].lower_)
    if not objects or not (takes or answers) or (frame.verb == "question" and _is_person(objects[0])):
        return []
    charges = [child for child in frame.behind("prep") if child.lower_ in _CHARGES or _measures(child, objects[0])]
    if frame.verb in lexicon.WITH_CHARGE and not any(child.lower_ in ("for", "over") for child in charges):
        return []
    charges += [child for child in frame.behind("prep", "dative") if (frame.verb, child.lower_) in lexicon.GIVING]
    if frame.token.dep_ == "acl" or (frame.subject is not None and frame.subject.root.lower_ in ("that", "which")):
        return []  # "groups which express a symmetry": that only tells which
    bare = objects[0].lower_ in PRONOUNS and objects[0].left_edge.i == objects[0].i
    if bare and not charges:
        return []
    charges += _circumstances(frame, max(part.right_edge.i for part in objects + charges))
    also = [child for child in frame.behind("conj") if child.pos_ in ("NOUN", "PROPN")]
    return extent.phrase(frame.line, frame.token, objects[0], objects + charges + also)


def _circumstances(frame: Frame, last: int) -> list[Token]:
    """Phrases of the cue right behind its object, which belong to the object where they do not tell when, where or
    to whom it was said: "outlined a plan for the bridge"."""
    found: list[Token] = []
    for child in frame.behind("prep"):
        inner = next((word for word in child.children if word.dep_ in ("pobj", "pcomp")), None)
        told = inner is None or inner.lower_ in OCCASIONS or inner.ent_type_ in ("DATE", "TIME")
        if child.i == last + 1 and child.lower_ in _BELONGING and not told:
            found.append(child)
            last = child.right_edge.i
    return found


def _is_person(thing: Token) -> bool:
    """Whether an object is somebody: the police question a student, and doubt nothing of him."""
    role = thing.lower_ in ROLES | GROUPS or thing.lower_.removesuffix("s") in ROLES
    return role or thing.ent_type_ == "PERSON" or thing.lower_ in PRONOUNS


def _measures(preposition: Token, thing: Token) -> bool:
    """Whether a phrase right behind an object bounds it: "opposed any figure above 4 per cent"."""
    return preposition.lower_ in _BOUNDS and preposition.i == thing.right_edge.i + 1


def prepositional(frame: Frame) -> Pieces:
    """ "warned of floods", "called for schools to close"."""
    if "for" in lexicon.WITH_PREPOSITION.get(frame.verb, ()):
        for child in frame.behind("advcl", "xcomp", "ccomp"):
            opening = child.left_edge
            if opening.lower_ == "for" and opening.i == frame.token.i + 1 and has_to(child):
                frame.cue = frame.line.place(frame.token, opening)
                return extent.phrase(frame.line, frame.token, opening.nbor(), [child])
    for child in frame.behind("prep"):
        inner = [word for word in child.children if word.dep_ in ("pobj", "pcomp")]
        told = child.lower_ == "about" and frame.verb in lexicon.SAYING
        if frame.verb in lexicon.CONVERSING and any(word.lower_ == "with" for word in frame.behind("prep")):
            return []
        if inner and (told or child.lower_ in lexicon.WITH_PREPOSITION.get(frame.verb, ())):
            frame.cue = frame.line.place(frame.token, child)
            return extent.phrase(frame.line, frame.token, inner[0], [*inner, *frame.behind("xcomp")])
    return []


def has_to(verb: Token) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return any(child.tag_ == "TO" for child in verb.children)
