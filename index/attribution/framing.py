"""A parsed line -> its frames: every cue with its speaker's mention and what grammar gives as content."""

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from index.attribution import extent, lexicon
from index.attribution.complementing import with_content
from index.attribution.frame import Form, Frame
from index.attribution.hearing import heard, hears
from index.attribution.insertion import inserted_subject
from index.attribution.parsing import Line
from index.attribution.sourcing import according, in_view, in_words_of
from index.attribution.subject import mention, subject_of, without_genitive

_KNOWING = frozenset(("aware", "unaware", "certain", "uncertain", "sure"))  # of a thing: that reports no thought
_HEARD = frozenset("told asked urged advised warned ordered informed".split())  # of whom nobody tells without a hearer
_INVITED = frozenset("advised asked encouraged instructed invited ordered pressed told urged".split())
_TO_OTHERS = lexicon.WITH_OBJECT | lexicon.WITH_CHARGE | {"accuse"}  # what follows their "for" another has done
_UNREAL = frozenset(["if", "unless", "whether"])


def frames_of(line: Line) -> list[Frame]:
    """Every cue of the line outside quoted speech, in order."""
    found: list[Frame] = []
    if not line.doc.has_annotation("DEP"):
        return found  # a table or noise, which was not parsed: spaCy may crash where its grammar is asked for
    for token in line.doc:
        if line.spoken(token):
            continue
        frames = (find(line, token) for find in (according, in_view, in_words_of, hears, _verb, _adjective, _noun))
        found += [frame for frame in frames if frame is not None][:1]
    return found


def _verb(line: Line, token: Token) -> Frame | None:
    verb = lexicon.verb_of(token.lower_)
    acts = token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB") or _mistaken_for_noun(token)
    if not verb or not acts or (token.dep_ == "amod" and not _right_behind_quotation(line, token, verb)):
        return None
    if _is_yet_to_be(token):
        return None
    passive = any(child.dep_ == "auxpass" for child in token.children) and not _has_said(token)
    passive = passive or _goes_on_passive(token)
    agent = any(child.dep_ == "agent" for child in token.children)
    if verb == "put":
        return _put_at(line, token)
    if verb == "ask" and not agent and (passive or _bare_participle(token)):
        return _asked(line, token)
    if passive and not agent:
        return heard(line, token)
    inserts = verb in lexicon.SAYING or verb in lexicon.INSERTED
    inserted = inserted_subject(line, token) if inserts and not passive else None
    subject = inserted or subject_of(line, token, verb)
    if (subject is not None and subject.root.lower_ == "you") or _not_said(token):
        return None
    form: Form = "saying" if verb in lexicon.SAYING or verb == "quote" else "thinking"
    frame = Frame.at(line, form, (token, token), verb, subject)
    frame.negated = any(child.dep_ == "neg" for child in token.children) or verb == "deny"
    if inserted is not None:
        return frame.filled(extent.around(line, token, inserted))
    if form == "thinking" and (not _is_reported(token, subject) or (frame.negated and verb in lexicon.COMING_TO_KNOW)):
        return None
    return with_content(frame)


def _right_behind_quotation(line: Line, token: Token, verb: str) -> bool:
    """Whether what looks like an adjective inverts: '"...", added Reuters.'"""
    doc, at = line.doc, token.i - 1
    at -= at > 0 and doc[at].text == ","
    named = token.i + 1 < token.sent.end and doc[token.i + 1].pos_ == "PROPN"
    return verb in lexicon.SAYING and at >= 0 and line.quoted[at] in line.opaque and doc[at].is_quote and named


def _not_said(token: Token) -> bool:
    """Whether nobody is reported to say it: "It is like saying ...", "talked him into promising ...", "blame her for
    denying ..."; "a call to suggest ...", "were invited to suggest ..."; "refused to say ..."."""
    above = token.head
    if token.dep_ == "pcomp":
        blames = above.lower_ in ("for", "of", "over") and lexicon.verb_of(above.head.lower_) in _TO_OTHERS
        return above.lower_ in ("like", "than", "into") or blames
    first = token
    while first.dep_ == "conj" and first.tag_ == "VB" and first.head.tag_ == "VB":
        first = first.head
    above = first.head
    if first.tag_ != "VB" or not any(child.tag_ == "TO" for child in first.children):
        return False
    if first.dep_ == "acl":
        return above.pos_ == "NOUN" and not lexicon.is_reporting_noun(above.lower_)
    verb = lexicon.verb_of(above.lower_)
    invited = above.tag_ == "VBN" and any(child.dep_ == "auxpass" for child in above.children)
    return first.dep_ == "xcomp" and (verb in lexicon.REFUSING or (invited and above.lower_ in _INVITED))


def _goes_on_passive(token: Token) -> bool:
    """Whether a participle shares the passive of the verb it is joined to: "was called in and told that ..."."""
    own = any(child.dep_ in ("nsubj", "aux", "auxpass") for child in token.children)
    shares = token.dep_ == "conj" and token.tag_ in ("VBN", "VBD") and token.head.tag_ == "VBN" and not own
    return shares and any(child.dep_ == "auxpass" for child in token.head.children) and token.lower_ in _HEARD


def _has_said(token: Token) -> bool:
    """Whether a passive is none: "he's said he will go"."""
    short = any(child.dep_ == "auxpass" and child.lower_ in ("'s", "’s") for child in token.children)
    return short and any(child.dep_ == "ccomp" and child.i > token.i for child in token.children)


def _is_yet_to_be(token: Token) -> bool:
    """Whether an infinitive has its own subject: in "expects the court to say no" the court says nothing."""
    if token.tag_ != "VB" or token.dep_ not in ("ccomp", "xcomp", "advcl"):
        return False
    relations = {child.dep_ for child in token.children if child.tag_ == "TO" or child.dep_ == "nsubj"}
    return {"aux", "nsubj"} <= relations


def _mistaken_for_noun(token: Token) -> bool:
    """Whether a root that the tagger holds for a noun has a subject before and an object behind it."""
    if token.pos_ != "NOUN" or token.dep_ != "ROOT":
        return False
    sides = {child.dep_: child.i > token.i for child in token.children}
    return sides.get("nsubj") is False and sides.get("dobj") is True


def _is_reported(token: Token, subject: Tokens | None) -> bool:
    """Whether the article reports a thought as somebody's own: no purpose, possibility, question or aside."""
    if subject is None or subject.root.lower_ in ("i", "we", "you") or token.dep_ == "acl":
        return False
    if token.dep_ == "relcl" and not _adds_a_remark(subject):
        return False
    helpers = [child for child in token.children if child.dep_ == "aux"]
    if token.dep_ == "xcomp" and lexicon.verb_of(token.head.lower_) in lexicon.GOING_ON:
        helpers = [child for child in token.head.children if child.dep_ == "aux"]
    if any(child.tag_ in ("MD", "TO") for child in helpers):
        return False
    return token.sent[-1].text != "?" and not any(c.dep_ == "mark" and c.lower_ in _UNREAL for c in token.children)


def _put_at(line: Line, token: Token) -> Frame | None:
    """ "put the crowd at 900": an estimate."""
    thing = next((child for child in token.children if child.dep_ == "dobj" and child.i > token.i), None)
    things = [] if thing is None else [thing, *thing.conjuncts, *(c for c in token.children if c.dep_ == "conj")]
    at = [child for word in (token, *things) for child in word.children if child.lower_ == "at"]
    at = [child for child in at if any(word.like_num for word in child.subtree)]
    subject = subject_of(line, token, "put")
    if thing is None or not at or subject is None:
        return None
    frame = Frame.at(line, "saying", (token, token), "put", subject)
    return frame.filled(extent.phrase(line, token, thing, [thing, *at]))


def _bare_participle(token: Token) -> bool:
    """ "Asked whether ..., he said": a participle that opens its clause, or stands behind its noun's only comma."""
    if token.i == token.sent.start:
        return True
    subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
    if subject is None or subject.i > token.i:
        return token.tag_ == "VBN" and not any(child.dep_ in ("nsubj", "aux") for child in token.children)
    commas = [word.i for word in token.doc[subject.left_edge.i : token.i] if word.text == ","]
    return commas == [token.i - 1]  # "Mr Lee, asked whether ..., said": one comma parts no subject from its verb


def _asked(line: Line, token: Token) -> Frame | None:
    frame = Frame.at(line, "asked", (token, token), "ask", None)
    clauses = [child for child in token.children if child.dep_ in ("ccomp", "advcl") and child.i > token.i]
    if clauses:
        pieces = extent.phrase(line, token, clauses[0], clauses)
        commas = [word.i for word in token.sent if word.text == "," and word.i > token.i]
        aside = token.i == token.sent.start or line.doc[token.i - 1].text == ","
        if commas and aside:  # "Asked whether he would go, he said ...", "Mr Lee, asked whether ..., said"
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
    """ "is confident that ...", "was skeptical of ...", "are concerned the roof may fall"."""
    if token.lower_ not in lexicon.ATTITUDE_ADJECTIVES:
        return None
    relations = {child.dep_ for child in token.children}
    felt = "auxpass" in relations and "agent" not in relations
    if not (felt or token.dep_ == "acomp"):
        return None
    verb = token if felt else token.head
    subject = subject_of(line, verb, "be")
    if subject is None:
        return None
    frame = Frame.at(line, "thinking", (token, token), token.lower_, subject)
    frame.negated = any(child.dep_ == "neg" for child in verb.children)
    for child in token.children:
        if child.i < token.i:
            continue
        if child.dep_ in ("ccomp", "xcomp"):
            return frame.filled(extent.phrase(line, token, child, [child]))
        if child.dep_ == "prep":
            inner = [word for word in child.children if word.dep_ in ("pobj", "pcomp")]
            known = token.lower_ in _KNOWING and all(word.dep_ == "pobj" for word in inner)
            if inner and not known:
                frame.cue = line.place(token, child)
                return frame.filled(extent.phrase(line, token, inner[0], inner))
    return None


def _noun(line: Line, token: Token) -> Frame | None:
    """ "his claim that ...", "Marsh's promise to ..."."""
    if token.pos_ != "NOUN" or not lexicon.is_reporting_noun(token.lower_):
        return None
    owner = _voice_of(line, token)
    if owner is None or line.spoken(owner.root):
        return None
    for child in token.children:
        opening = child.left_edge.lower_
        if child.i > token.i and child.dep_ in ("acl", "ccomp", "relcl") and opening in ("that", "to"):
            if child.dep_ == "relcl" and child.left_edge.dep_ != "mark":
                continue
            return Frame.at(line, "noun", (token, token), token.lower_, owner).filled(
                extent.phrase(line, token, child, [child])
            )
    return None


def _voice_of(line: Line, noun: Token) -> Tokens | None:
    """Whose a claim or a promise is: its owner's, or of him who makes, issues or repeats it."""
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    if owner is not None:
        return without_genitive(mention(owner))
    verb = noun.head
    uttered = noun.dep_ == "dobj" and lexicon.utters(verb.lower_) and not line.spoken(verb)
    return subject_of(line, verb, verb.lower_) if uttered else None
