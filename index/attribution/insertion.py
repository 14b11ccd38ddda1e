""" "..., Ann Lee said." and "..., said the minister, ...": a cue set into what it reports, told by its commas.

The parser often takes the clause before for the subject; the commas are surer.
"""

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from index.attribution.lexicon import MESSAGING, verb_of
from index.attribution.occasions import DAYS
from index.attribution.parsing import Line
from index.attribution.subject import mention

_PAST_OR_PRESENT = frozenset(("VBD", "VBZ", "VBP"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_PERSONAL = frozenset("he she they it i we".split())
_IN_A_NAME = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"))
_BEFORE_A_NOUN = frozenset("DET ADJ NUM PROPN NOUN ADV".split())
_LINKS = frozenset("of for at from with the 's ’s and his her their its".split())
_JOINING = frozenset(("of", "and", "'s"))
_WHEN = frozenset("last this late early next".split())
_HEARING = frozenset("told tells asked assured reminded warned".split())
_INVERTING = frozenset("said says wrote writes".split())
_LONGEST_SUBJECT = 12  # tokens
_LONGEST_TAIL = 16  # tokens of "told reporters in Riga on Monday"


def inserted_subject(line: Line, cue: Token) -> Tokens | None:
    """The speaker's mention of a cue that commas set apart; None for any other cue."""
    has = cue.tag_ == "VBN" and any(child.tag_ in _PAST_OR_PRESENT for child in cue.children if child.dep_ == "aux")
    if not (has or cue.tag_ in _PAST_OR_PRESENT) or cue.i == cue.sent.start:
        return None
    subject = _subject_before(line, cue)
    if subject is not None:
        before = cue.doc[cue.sent.start : subject.start]
        told = _told_before(line, subject.start - 1) or _told_around(line, before, cue.i + 1)
        return subject if told and _tail_closes(line, cue) else None
    quoted_before = line.doc[cue.i - 1].is_quote
    if quoted_before or cue.lower_ not in _INVERTING or not _is_border(line, cue.i - 1):
        return None
    behind = _subject_behind(line, cue)
    parts = behind is not None and _told_around(line, cue.doc[cue.sent.start : cue.i], behind.end)
    return behind if parts or _told_before(line, cue.i - 1) else None


def _subject_behind(line: Line, cue: Token) -> Tokens | None:
    """The noun phrase right behind an inverted cue: ", said a former official who ..."."""
    at = cue.i + 1
    if at >= cue.sent.end or line.spoken(cue.doc[at]) or cue.lower_ in _HEARING:
        return None
    token = cue.doc[at]
    while token.pos_ in _BEFORE_A_NOUN and token.head.i > token.i and token.dep_ != "nsubj":
        token = token.head
    if token.pos_ not in ("NOUN", "PROPN") or token.left_edge.i < at or token.i - at > _LONGEST_SUBJECT:
        return None
    subject = mention(token, cue)
    after = cue.doc[subject.end] if subject.end < cue.sent.end else None
    return subject if after is None or after.is_punct or after.tag_ == "WP" else None


def _subject_before(line: Line, cue: Token) -> Tokens | None:
    doc, last = cue.doc, cue.i - 1
    start = cue.sent.start
    while last > start and doc[last].pos_ in ("ADV", "AUX") and doc[last].tag_ != "MD":
        last -= 1
    if doc[last].text == ",":
        return _subject_with_aside(line, cue)
    first = last + 1
    if doc[last].lower_ in _PERSONAL:
        first = last
    else:
        while first > max(start, last - _LONGEST_SUBJECT) and _names(line, doc[first - 1]):
            first -= 1
    named = first <= last and doc[last].pos_ in ("NOUN", "PROPN", "PRON") and doc[first].lower_ not in _JOINING
    if named and first > start and _is_border(line, first - 1):
        return doc[first : last + 1]
    return _subject_with_aside(line, cue)


def _subject_with_aside(line: Line, cue: Token) -> Tokens | None:
    """The subject with an apposition between it and its cue: "..., Ann Lee, the mayor, wrote in a memo."."""
    head = next((child for child in cue.children if child.dep_ == "nsubj" and child.i < cue.i), None)
    if head is None or head.pos_ not in ("NOUN", "PROPN") or line.spoken(head):
        return None
    subject = mention(head, cue)
    if subject.start == cue.sent.start or not _is_border(line, subject.start - 1):
        return None
    between = cue.doc[head.right_edge.i + 1 : cue.i]  # "a person who has spoken to her said"
    whole = head.right_edge.i >= subject.end and all(token.pos_ in ("AUX", "ADV") for token in between)
    return subject if whole or cue.doc[subject.end].text == "," else None


def _names(line: Line, token: Token) -> bool:
    """Whether a token can stand in the noun phrase of a speaker."""
    return (token.pos_ in _IN_A_NAME or token.lower_ in _LINKS) and not line.spoken(token)


def _is_border(line: Line, at: int) -> bool:
    """Whether a comma, or the end of a quotation, stands at a token."""
    token = line.doc[at]
    return token.text == "," or (token.is_quote and at > 0 and line.doc[at - 1].text in (",", "?", "!"))


def _told_before(line: Line, border: int) -> bool:
    """Whether a whole clause, or a quotation, ends at a border."""
    doc = line.doc
    start: int = doc[border].sent.start
    return any(doc[i].tag_ in _FINITE or _has_own_subject(doc[i]) for i in range(start, border))


def _has_own_subject(verb: Token) -> bool:
    """Whether a past form that the tagger takes for a participle is none: "The mill paid for it, three clerks said"."""
    plain = verb.tag_ == "VBN" and not any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    return plain and any(child.dep_ == "nsubj" for child in verb.children)


def _told_around(line: Line, before: Tokens, at: int) -> bool:
    """Whether a cue between commas, the second at token `at`, parts a subject from its verb: "The failure, the inquiry
    finds, was no accident"."""
    doc = line.doc
    nouns = any(token.pos_ in ("NOUN", "PROPN", "PRON") for token in before)
    return nouns and at + 1 < len(doc) and doc[at].text == "," and doc[at + 1].tag_ in _FINITE


def _tail_closes(line: Line, cue: Token) -> bool:
    """Whether only circumstance follows the cue, up to a comma or the sentence's end."""
    doc, end = cue.doc, cue.sent.end
    for i in range(cue.i + 1, min(end, cue.i + _LONGEST_TAIL)):
        token = doc[i]
        if token.text in (",", ";") or token.is_sent_end or (token.is_punct and i + 1 == end):
            return True
        opens = i > cue.i + 1 or token.pos_ in ("ADP", "ADV") or token.lower_ in DAYS or token.lower_ in _WHEN
        hears = cue.lower_ in _HEARING or (verb_of(cue.lower_) in MESSAGING and token.pos_ in ("DET", "PROPN"))
        if line.spoken(token) or token.tag_ in _FINITE or token.lower_ == "that" or not (opens or hears):
            return False
    return cue.i + 1 >= end
