"""Frames and quotations -> drafts: every quotation goes to the cue it belongs to, or stands alone.

Lines are read in order, for a quotation may run over several and take its speaker from the one before.
"""

import re

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from index.attribution.draft import Draft
from index.attribution.extent import reach
from index.attribution.frame import Frame
from index.attribution.lexicon import LEADING_CLOSELY, NAMING, SAYING, WITH_OBJECT
from index.attribution.marks import Quotation
from index.attribution.parsing import Line
from index.attribution.subject import mention
from index.statement import Span

_ENDS = ".!?…"
_MARKS = "\"“”„«»'‘’`＂"
_BY_DASH = re.compile(
    r"[ \t]*(?:―|—|–|--|-)[ \t]*((?:[A-Z][\w.’'-]{1,40})(?: (?:[A-Z][\w.’'-]{0,40}|of|de|von|van|bin|al)){0,4})"
    r"(?=[ \t]*(?:,[^\n“\"]{0,80})?\.?[ \t]*(?:$|[“\"]))"
)
_FAR = 120  # characters that may stand between a cue and its quotation
_FAR_BEHIND = 110
_LETTER = re.compile(r"[^\W\d_]")


def join(lines: list[Line], frames: list[list[Frame]]) -> list[Draft]:
    """The drafts of an article, in no particular order; `frames` holds those of each line."""
    joiner = _Joiner()
    for line, own in zip(lines, frames, strict=True):
        joiner.read(line, own)
    return joiner.drafts


class _Joiner:
    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._before: Draft | None = None  # what the line before ended with, if it ended in a quotation
        self._here: Draft | None = None

    def read(self, line: Line, frames: list[Frame]) -> None:
        own = [Draft.of(frame) for frame in frames]
        self.drafts += own
        self._here = None
        for number, quotation in enumerate(line.quotations):
            draft = self._owner(line, number, quotation, own)
            if draft is not None:
                draft.take(quotation)
                self._here = draft
        self._before = self._here or _last_said(line, own)

    def _owner(self, line: Line, number: int, quotation: Quotation, own: list[Draft]) -> Draft | None:
        """The draft a quotation belongs to; None for a title or a scare quote."""
        spoken = number in line.opaque
        leads = not _LETTER.search(_text(line, (line.start, quotation.start)))
        draft = (
            (self._signed(line, quotation) if spoken else None)
            or _covering(quotation, own, spoken)
            or self._adjoining(line, number, quotation, own, spoken)
        )
        if draft is not None:
            return draft
        if leads and self._before is not None and self._before.quotations and not self._before.quotations[-1].closed:
            return self._before  # the mark is repeated at each paragraph's head, and closed at the last
        if not spoken:
            return self._continued(line, quotation) if _short_sentence(line, quotation) else None
        return self._continued(line, quotation) or self._alone(line, quotation, own, leads)

    def _new(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        return draft

    # ------------------------------------------------------------------ a cue of its own

    def _signed(self, line: Line, quotation: Quotation) -> Draft | None:
        """ "..." - Name: a pull quote."""
        at = quotation.end - line.start
        found = _BY_DASH.match(line.text[at : at + 200])
        if found is None:
            return None
        name = line.doc.char_span(at + found.start(1), at + found.end(1), alignment_mode="contract")
        if name is None or line.quoted[name.start] >= 0:
            return None
        dash = line.start + at + len(found[0]) - len(found[0].lstrip())
        frame = Frame(line, "dash", name[0], (dash, dash + 1), "", name)
        return self._new(Draft.of(frame))

    def _adjoining(
        self, line: Line, number: int, quotation: Quotation, own: list[Draft], spoken: bool
    ) -> Draft | None:
        before, after = _gaps(line, number)
        behind = _cue_behind(line, quotation, after, own)
        ahead = _cue_ahead(line, quotation, before, own)
        if behind is None and ahead is None and spoken:
            return self._by_any_verb(line, quotation, before, after)
        opened = _text(line, (before[0], quotation.start)).rstrip()[-1:] in (":", ",")
        pick = ahead if ahead is not None and (behind is None or (opened and not ahead.quotations)) else behind
        if pick is not None and pick is ahead and not opened and pick.frame is not None:
            pick.spans += _mixed(line, pick.frame, quotation)
            if pick.spans:
                return pick
        if pick is None or spoken or _short_speech(line, quotation, pick is behind, opened):
            return pick
        return None

    def _by_any_verb(self, line: Line, quotation: Quotation, before: Span, after: Span) -> Draft | None:
        """A verb that reports nothing by itself introduces or follows a quotation: 'shot back, "..."'."""
        verb = _verb_ahead(line, quotation, before) or _verb_behind(line, quotation, after)
        if verb is None:
            return None
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        if subject is None or subject.lower_ in ("it", "that", "this", "which", "there", "what"):
            return None
        frame = Frame(line, "saying", verb, line.place(verb, verb), verb.lower_, mention(subject, verb))
        return self._new(Draft.of(frame))

    # ------------------------------------------------------------------ the cue of another quotation

    def _continued(self, line: Line, quotation: Quotation) -> Draft | None:
        """ "A," she said. "B." """
        if self._here is None or not self._here.spans:
            return None
        between = _text(line, (self._here.spans[-1][1], quotation.start))
        last_end = max(between.rstrip().rfind(end) for end in _ENDS)
        cue = self._here.cue
        told_between = cue is not None and cue[0] >= self._here.spans[-1][1]
        if not _LETTER.search(between):
            return self._here
        return self._here if told_between and len(between) < 260 and not _LETTER.search(between[last_end:]) else None

    def _alone(self, line: Line, quotation: Quotation, own: list[Draft], leads: bool) -> Draft | None:
        """A quotation without a cue: its line's unclaimed cue, the line before, or the sentence before."""
        if not _sentence_like(line, quotation):
            return None
        if leads and self._before is not None:
            heir = self._before
            return self._new(Draft(line, heir.frame, heir.subject, heir.subject_line, [], inherited=True))
        waiting = [draft for draft in own if _waits(draft)]
        if waiting:
            return min(waiting, key=lambda draft: _distance(draft, quotation))
        subject = _subject_of_sentence_before(line, quotation)
        return self._new(Draft(line, None, subject, line, []))


def _covering(quotation: Quotation, own: list[Draft], spoken: bool) -> Draft | None:
    """The draft whose grammatical content holds the quotation: the outermost, of equals the nearest."""
    holding: list[Draft] = []
    for draft in own:
        shared = sum(max(0, min(b, quotation.end) - max(a, quotation.start)) for a, b in draft.spans)
        if shared > 0.4 * (quotation.end - quotation.start) and (draft.subject is not None or spoken):
            holding.append(draft)
    outer = [draft for draft in holding if not any(_holds(other, draft.cue) for other in holding)]
    return min(outer or holding, key=lambda draft: _distance(draft, quotation), default=None)


def _holds(draft: Draft, cue: Span | None) -> bool:
    return cue is not None and any(start <= cue[0] and cue[1] <= end for start, end in draft.spans)


def _distance(draft: Draft, quotation: Quotation) -> int:
    return abs((draft.cue or (0, 0))[0] - quotation.start)


def _mixed(line: Line, frame: Frame, quotation: Quotation) -> list[Span]:
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
    if _text(line, (end, line.end)).lstrip()[:1].isalnum():
        end = max(end, line.place(doc[first.i], doc[reach(line, cue, first.i)])[1])
    return [(line.start + first.idx, end)]


def _gaps(line: Line, number: int) -> tuple[Span, Span]:
    """What lies between a quotation and its neighbours in the line, before and after."""
    all_of_line = line.quotations
    here = all_of_line[number]
    before = (all_of_line[number - 1].end if number else line.start, here.start)
    after = (here.end, all_of_line[number + 1].start if number + 1 < len(all_of_line) else line.end)
    return before, after


def _text(line: Line, span: Span) -> str:
    return line.text[span[0] - line.start : span[1] - line.start]


def _sentence_at(line: Line, offset: int) -> int:
    """The first token of the sentence that holds an article offset: a name for the sentence."""
    tokens = line.doc.char_span(offset - line.start, offset - line.start + 1, alignment_mode="expand")
    start: int = tokens[0].sent.start if tokens is not None and len(tokens) else -1
    return start


def _cue_behind(line: Line, quotation: Quotation, after: Span, own: list[Draft]) -> Draft | None:
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
        near = subject[0] - quotation.end <= 3 or cue[0] - quotation.end <= _FAR_BEHIND
        if near and (subject[0] < cue[0] or cue[0] - quotation.end <= 30) and _sentence_at(line, last) == _sentence_at(line, cue[0]):
            return draft
    return None


def _cue_ahead(line: Line, quotation: Quotation, before: Span, own: list[Draft]) -> Draft | None:
    for draft in reversed(own):
        frame = draft.frame
        if frame is None or not frame.owns_quotations or frame.subject is None:
            continue
        if before[0] <= frame.cue[1] <= quotation.start:
            gap = _text(line, (frame.cue[1], quotation.start)).rstrip()
            if frame.verb in LEADING_CLOSELY and _LETTER.search(gap):
                continue
            same = _sentence_at(line, quotation.inner[0]) == _sentence_at(line, frame.cue[0])
            if (same or gap.endswith(":")) and (len(gap) <= _FAR or gap.endswith((":", ","))):
                return draft
    return None


def _short_speech(line: Line, quotation: Quotation, behind: bool, opened: bool) -> bool:
    """Whether one to three words between marks are speech, for there is a cue beside them."""
    ends = line.text[quotation.inner[1] - line.start - 1 : quotation.inner[1] - line.start]
    return ends in (",", "?", "!") if behind else opened


def _short_sentence(line: Line, quotation: Quotation) -> bool:
    """Whether one to three words between marks are a sentence by themselves: '"Big time."'"""
    words = _text(line, quotation.inner)
    before = _text(line, (line.start, quotation.start)).rstrip()
    return words[:1].isupper() and words[-1:] in (".", "?", "!") and before[-1:] in (".", "?", "!")


def _verb_ahead(line: Line, quotation: Quotation, before: Span) -> Token | None:
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
        if token.pos_ == "VERB" and any(child.dep_ == "nsubj" for child in token.children):
            return token
    return None


def _verb_behind(line: Line, quotation: Quotation, after: Span) -> Token | None:
    ends = line.text[quotation.inner[1] - line.start - 1 : quotation.inner[1] - line.start]
    if ends not in (",", "?", "!"):
        return None
    tokens = [token for token in line.doc if after[0] <= line.start + token.idx < after[1]][:8]
    for token in tokens:
        if token.text in (".", ";"):
            return None
        subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
        if token.pos_ == "VERB" and subject is not None and line.start + subject.idx >= after[0]:
            return token
    return None


def _sentence_like(line: Line, quotation: Quotation) -> bool:
    words = _text(line, quotation.inner)
    if not quotation.closed or len(words.split()) >= 12:
        return True
    start, end = (place - line.start for place in quotation.inner)
    inside = line.doc.char_span(start, end, alignment_mode="expand")
    finite = inside is not None and any(token.pos_ in ("VERB", "AUX") for token in inside)
    return finite and words.rstrip(_MARKS + " ")[-1:] in (*_ENDS, ",")


def _waits(draft: Draft) -> bool:
    return (
        draft.frame is not None
        and draft.frame.form == "saying"
        and not draft.spans
        and draft.frame.subject is not None
    )


def _last_said(line: Line, own: list[Draft]) -> Draft | None:
    """What somebody is reported to say in the last sentence of a line: a quotation in the next is his."""
    last = line.doc[len(line.doc) - 1].sent.start
    said = [draft for draft in own if draft.frame is not None and draft.frame.token.i >= last]
    said = [draft for draft in said if draft.subject is not None and draft.frame and draft.frame.verb in SAYING]
    return said[0] if said else None


def _subject_of_sentence_before(line: Line, quotation: Quotation) -> Tokens | None:
    """The person a sentence right before a quotation is about."""
    at = quotation.start - line.start
    before = [token for token in line.doc if token.idx < at and not token.is_space and not token.is_punct]
    if not before or line.quoted[before[-1].i] >= 0:
        return None
    for token in before[-1].sent:
        person = token.ent_type_ == "PERSON" or token.lower_ in ("he", "she")
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ in ("ROOT", "conj") and person:
            return mention(token)
    return None
