"""The cue of a quotation: the draft whose content holds it, or a cue right before or behind it."""

import re

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from index.attribution.draft import Draft
from index.attribution.frame import Frame
from index.attribution.lexicon import LEADING_CLOSELY, NAMING, WITH_OBJECT
from index.attribution.marks import Quotation
from index.attribution.occasions import WORKS
from index.attribution.parsing import Line
from index.attribution.reaching import reach
from index.statement import Span

_FAR = 120  # characters that may stand between a cue and its quotation
_FAR_BEHIND = 110
_INVERTED = 30  # "...", said a spokesman
_AT_ONCE = 3  # the speaker follows the quotation; the verb may come after long appositions
_SMALL_WORD = 4  # letters; "from" and "with" stay small in a title
_PEOPLE = frozenset(("PERSON", "ORG"))
_LETTER = re.compile(r"[^\W\d_]")


def covering(quotation: Quotation, own: list[Draft], spoken: bool) -> Draft | None:
    """The draft whose grammatical content holds the quotation: the outermost, of equals the nearest."""
    holding: list[Draft] = []
    for draft in own:
        shared = sum(max(0, min(b, quotation.end) - max(a, quotation.start)) for a, b in draft.spans)
        if shared > 0.4 * (quotation.end - quotation.start) and (draft.subject is not None or spoken):
            holding.append(draft)
    outer = [draft for draft in holding if not any(_holds(other, draft.cue) for other in holding)]
    return min(outer or holding, key=lambda draft: distance(draft, quotation), default=None)


def _holds(draft: Draft, cue: Span | None) -> bool:
    return cue is not None and any(start <= cue[0] and cue[1] <= end for start, end in draft.spans)


def distance(draft: Draft, quotation: Quotation) -> int:
    return abs((draft.cue or (0, 0))[0] - quotation.start)


def mixed(line: Line, frame: Frame, quotation: Quotation) -> list[Span]:
    """The unquoted words around a quotation that are content too: 'called the deal "a betrayal" of farmers'."""
    doc, cue = line.doc, frame.token
    gap = [token for token in doc[cue.i + 1 : cue.sent.end] if line.start + token.idx < quotation.start]
    if not gap or line.place(cue, cue)[1] > quotation.start or frame.contents:
        return []
    first = next((token for token in gap if token.lower_ == "that"), None)
    if first is None and (frame.verb in NAMING or frame.verb in WITH_OBJECT):
        first = gap[0]
    if first is None:
        subjects = (child for token in gap for child in token.children if child.dep_ in ("nsubj", "nsubjpass"))
        first = next((child.left_edge for child in subjects if child.left_edge.i > cue.i), None)
    if first is None:
        return []
    end = quotation.end
    if text_of(line, (end, line.end)).lstrip()[:1].isalnum():
        end = max(end, line.place(doc[first.i], doc[reach(line, cue, first.i)])[1])
    return [(line.start + first.idx, end)]


def gaps(line: Line, number: int) -> tuple[Span, Span]:
    """What lies between a quotation and its neighbours in the line, before and after."""
    all_of_line = line.quotations
    here = all_of_line[number]
    before = (all_of_line[number - 1].end if number else line.start, here.start)
    after = (here.end, all_of_line[number + 1].start if number + 1 < len(all_of_line) else line.end)
    return before, after


def text_of(line: Line, span: Span) -> str:
    return line.text[span[0] - line.start : span[1] - line.start]


def _sentence_at(line: Line, offset: int) -> int:
    """The first token of the sentence that holds an article offset: a name for the sentence."""
    tokens = line.doc.char_span(offset - line.start, offset - line.start + 1, alignment_mode="expand")
    start: int = tokens[0].sent.start if tokens is not None and len(tokens) else -1
    return start


def cue_behind(line: Line, quotation: Quotation, after: Span, own: list[Draft]) -> Draft | None:
    last = quotation.inner[1] - 1
    ended = line.text[last - line.start : last - line.start + 1] in (".", "…")
    if ended and not line.text[quotation.end - line.start :].lstrip()[:1].islower():
        return None
    for draft in own:
        frame = draft.frame
        if frame is None or not frame.owns_quotations or frame.subject_span is None:
            continue
        cue, subject = frame.cue, frame.subject_span
        if not after[0] <= cue[0] < after[1] or subject[0] < quotation.end - 1:
            continue
        to_subject, to_cue = subject[0] - quotation.end, cue[0] - quotation.end
        near = to_cue <= _INVERTED or (to_subject < to_cue and (to_subject <= _AT_ONCE or to_cue <= _FAR_BEHIND))
        if near and (_sentence_at(line, last) == _sentence_at(line, cue[0]) or _only_tells(line, quotation, frame)):
            return draft
    return None


def _only_tells(line: Line, quotation: Quotation, frame: Frame) -> bool:
    """Whether the sentence right behind a question or a shout is but its cue: '"Who?" Ann Lee repeated.'"""
    doc, cue, subject = line.doc, frame.token, frame.subject
    asks = line.text[quotation.inner[1] - line.start - 1 : quotation.inner[1] - line.start] in ("?", "!")
    first = next((token for token in cue.sent if not token.is_punct), cue)
    bare = subject is not None and subject.start == first.i and subject.end == cue.i
    return asks and bare and cue.i + 1 < len(doc) and doc[cue.i + 1].is_punct


def cue_ahead(line: Line, quotation: Quotation, before: Span, own: list[Draft]) -> Draft | None:
    for draft in reversed(own):
        frame = draft.frame
        if frame is None or not frame.owns_quotations or frame.subject is None:
            continue
        if before[0] <= frame.cue[1] <= quotation.start:
            gap = text_of(line, (frame.cue[1], quotation.start)).rstrip()
            if frame.verb in LEADING_CLOSELY and _LETTER.search(gap):
                continue
            same = _sentence_at(line, quotation.inner[0]) == _sentence_at(line, frame.cue[0])
            if (same or gap.endswith(":")) and (len(gap) <= _FAR or gap.endswith((":", ","))):
                return draft
    return None


def short_speech(line: Line, quotation: Quotation, behind: bool, opened: bool) -> bool:
    """Whether one to three words between marks are speech, for there is a cue beside them."""
    if names_a_thing(line, quotation):
        return False
    ends = line.text[quotation.inner[1] - line.start - 1 : quotation.inner[1] - line.start]
    return ends in (",", "?", "!") if behind else opened


def named_before_colon(line: Line, quotation: Quotation) -> Tokens | None:
    """The name of two words and more that a colon parts from a quotation: 'the view of Ann Lee: "..."'."""
    doc = line.doc
    at = next((token.i for token in doc if line.start + token.idx >= quotation.start), 0) - 1
    if at < 1 or doc[at].text != ":" or doc[at].idx + 1 < quotation.start - line.start - 2:
        return None
    first = at
    while first > doc[at - 1].sent.start and doc[first - 1].pos_ == "PROPN" and line.quoted[first - 1] < 0:
        first -= 1
    name = doc[first:at]
    person = all(token.text[:1].isupper() and token.ent_type_ in _PEOPLE for token in name)
    return name if len(name) > 1 and person else None


def names_a_thing(line: Line, quotation: Quotation) -> bool:
    """Whether words between marks are a title or a name: capitalised, behind "in", "on the" or "author of"."""
    words = text_of(line, quotation.inner).split()
    capital = [word[:1].isupper() or not word[:1].isalpha() for word in words if len(word) > _SMALL_WORD]
    tokens = line.doc.char_span(0, quotation.start - line.start, alignment_mode="contract")
    ended = quotation.inner[1] > quotation.inner[0] and words[-1:] and words[-1][-1] in "?!"
    if not words or ended or not words[0][:1].isupper() or not all(capital) or tokens is None or not len(tokens):
        return False
    before = tokens[-1]
    if before.text == "," and len(tokens) > 1:
        return tokens[-2].lower_ in WORKS  # "in his book, ''The Salt Road,''"
    return before.pos_ in ("ADP", "DET", "NOUN", "PROPN", "ADJ") or before.tag_ in ("POS", "PRP$")


def verb_ahead(line: Line, quotation: Quotation, before: Span) -> Token | None:
    doc = line.doc
    tokens = [token for token in doc if before[0] <= line.start + token.idx < quotation.start]
    while tokens and tokens[-1].is_space:
        tokens.pop()
    if not tokens or not (tokens[-1].text in (",", ":") or tokens[-1].pos_ == "VERB"):
        return None
    sentence = tokens[-1].sent.start
    for token in reversed(tokens):
        if token.sent.start != sentence:
            return None
        if quotation.start - line.start - token.idx > _FAR_BEHIND:
            return None
        if token.pos_ == "VERB" and any(child.dep_ == "nsubj" for child in token.children):
            last = tokens[-1]  # without comma or colon the words are the object of the verb right before them
            return token if last.pos_ != "VERB" or token.i == last.i or token.is_ancestor(last) else None
    return None


def verb_behind(line: Line, quotation: Quotation, after: Span) -> Token | None:
    ends = line.text[quotation.inner[1] - line.start - 1 : quotation.inner[1] - line.start]
    if ends not in (",", "?", "!"):
        return None
    tokens = [token for token in line.doc if after[0] <= line.start + token.idx < after[1]][:8]
    for token in tokens:
        if token.text in (".", ";"):
            return None
        subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
        acts = any(child.dep_ == "dobj" for child in token.children)  # "...?" Lee and others drew up a plan
        if token.pos_ == "VERB" and not acts and subject is not None and line.start + subject.idx >= after[0]:
            return token
    return None
