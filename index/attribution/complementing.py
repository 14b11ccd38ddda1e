"""A verb's frame -> its content: the appeal, clause, infinitive, object or phrase that the verb brings."""

from collections.abc import Callable

from spacy.tokens import Token

from index.attribution import extent, lexicon
from index.attribution.frame import Frame, Pieces
from index.attribution.nominal import PRONOUNS, has_to, naming, object_of, prepositional
from index.attribution.reaching import reach

_ADDRESSES = frozenset("on for to upon with".split())
_COMING_UPON = lexicon.COMING_TO_KNOW | {"show", "see"}
_FEWEST = 4  # tokens more than one that a clause has whose verb the parser took for a noun
# What is said without saying what: "said a prayer", "said nothing", "said a few words".
_SAID = PRONOUNS | frozenset(
    "word words thing things something nothing anything everything much more little lot prayer prayers mass grace "
    "goodbye farewell hello yes no thanks name names line lines sentence".split()
)


def with_content(frame: Frame) -> Frame | None:
    """The frame with the content its verb brings; without any it waits for a quotation, or is none."""
    for complement in _COMPLEMENTS:
        pieces = complement(frame)
        if pieces:
            return frame.filled(pieces)
    return frame if frame.owns_quotations else None


def _appeal(frame: Frame) -> Pieces:
    """ "called on the council to resign": who is to act, and how."""
    cue = frame.token
    on = next((child for child in frame.behind("prep") if child.i == cue.i + 1), None)
    if on is None or frame.verb not in lexicon.APPEALING or on.lower_ not in _ADDRESSES:
        return []
    actor = next((child for child in on.children if child.dep_ == "pobj"), None)
    if actor is None:
        return []
    actions = [child for child in frame.behind("xcomp", "advcl", "ccomp") if child.i > actor.i]
    frame.cue = frame.line.place(cue, on)
    return extent.phrase(frame.line, cue, actor, [actor, *actions])


def _clause(frame: Frame) -> Pieces:
    heads = [child for child in frame.token.children if child.dep_ == "ccomp" or _is_reported(frame, child)]
    if frame.verb in _COMING_UPON and heads and heads[0].left_edge.lower_ == "what":
        return []  # "he found what he was looking for"
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


def _fronted(frame: Frame) -> Pieces:
    """ "As Ann Lee said on Monday, the vote was close"."""
    cue = frame.token
    opening = cue.sent[0]
    opens = opening.lower_ == "as" and opening.head.i == cue.i and cue.dep_ == "advcl" and cue.head.i > cue.i
    if not opens or frame.verb not in lexicon.SAYING or cue.tag_ == "VBG" or _brings(frame):
        return []
    first = cue.right_edge.i + 1
    if first + 2 >= cue.sent.end or cue.doc[first].text != "," or frame.line.quoted[first + 1] >= 0:
        return []
    return [(first + 1, reach(frame.line, cue.head, first + 1))]


def _brings(frame: Frame) -> bool:
    """Whether what the cue reports stands behind it as its object: "as Ann Lee echoed the criticism"."""
    hears = frame.verb in lexicon.HEARER_OBJECT
    if hears:
        return bool(frame.behind("xcomp", "ccomp"))
    return bool(frame.behind("dobj", "xcomp", "oprd"))


def _gerund(frame: Frame) -> Pieces:
    """ "denied having met him"."""
    gerunds = [child for child in frame.behind("xcomp", "pcomp") if "VBG" in (child.left_edge.tag_, child.tag_)]
    if gerunds and frame.verb in lexicon.WITH_GERUND and frame.token.tag_ != "VBG":
        return extent.phrase(frame.line, frame.token, gerunds[0], gerunds)
    return []


def _infinitive(frame: Frame) -> Pieces:
    infinitives, objects = frame.behind("xcomp"), frame.behind("dobj")
    inside = [] if infinitives or not objects else _infinitive_inside(objects[0])
    if inside and frame.verb in lexicon.WITH_ACTOR:
        return extent.phrase(frame.line, frame.token, objects[0], [*objects, *inside])
    if not infinitives or frame.verb not in lexicon.WITH_INFINITIVE | lexicon.WITH_ACTOR:
        return []
    whom = objects and frame.verb not in lexicon.HEARER_OBJECT and objects[0].lower_ not in PRONOUNS
    first = objects[0] if whom else infinitives[0]
    return extent.phrase(frame.line, frame.token, first, [*objects, *infinitives])


def _infinitive_inside(actor: Token) -> list[Token]:
    """What somebody is asked to do, which the parser hung on a word behind it: "asked all who slept there to come"."""
    return [word for word in actor.subtree if word.tag_ == "VB" and word.i > actor.i and has_to(word)][:1]


def _far_that(frame: Frame) -> Pieces:
    if frame.verb in lexicon.SAYING and (frame.verb in lexicon.HEARER_OBJECT or not frame.behind("dobj")):
        return extent.after_that(frame.line, frame.token)
    return []


def _taken_for_object(frame: Frame) -> Pieces:
    """ "said 18% of them admit to it": to say takes a clause, and what the parser takes for its object begins one."""
    cue, subject = frame.token, frame.subject
    thing = next(iter(frame.behind("dobj")), None)
    if frame.verb != "say" or thing is None or subject is None or subject.end > cue.i or cue.dep_ == "relcl":
        return []
    first = thing.left_edge.i
    bare = thing.lower_ in _SAID or thing.tag_ in ("WP", "WDT") or frame.line.quoted[first] >= 0
    last = reach(frame.line, cue, first)
    return [] if bare or first != cue.i + 1 or last - first < _FEWEST else [(first, last)]


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
    _fronted,
    _gerund,
    _infinitive,
    _taken_for_object,
    naming,
    object_of,
    prepositional,
    _far_that,
    _behind_colon,
)
