"""Frames and quotations -> drafts: every quotation goes to the cue it belongs to, or stands alone.

Lines are read in order, for a quotation may run over several and take its speaker from the one before.
"""

import re

from spacy.tokens import Span as Tokens

from index.attribution.adjoining import (
    covering,
    cue_ahead,
    cue_behind,
    distance,
    gaps,
    mixed,
    named_before_colon,
    names_a_thing,
    short_speech,
    text_of,
    verb_ahead,
    verb_behind,
)
from index.attribution.draft import Draft
from index.attribution.echoing import echoes
from index.attribution.frame import Frame
from index.attribution.lexicon import SAYING
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
_OF_A_DAY = re.compile(r"[ \t]*(?:―|—|–|--|-)[^\n“\"]{2,60},[^\n“\"]{0,30}\b(?:19|20)\d\d\W*$")
_LETTER = re.compile(r"[^\W\d_]")


def join(lines: list[Line], frames: list[list[Frame]], answers: dict[int, Draft]) -> list[Draft]:
    """The drafts of an article, in no particular order; `frames` holds those of each line, `answers` what whole
    lines say."""
    joiner = _Joiner()
    for number, (line, own) in enumerate(zip(lines, frames, strict=True)):
        whole = [answers[number]] if number in answers else []
        joiner.read(line, whole + [Draft.of(frame) for frame in own])
    return joiner.drafts + echoes(lines[0], joiner.drafts) if lines else []


class _Joiner:
    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._before: Draft | None = None  # what the line before ended with, if it ended in a quotation
        self._here: Draft | None = None

    def read(self, line: Line, own: list[Draft]) -> None:
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
        if _is_cited(line, quotation):
            return None
        spoken = number in line.opaque
        leads = not _LETTER.search(text_of(line, (line.start, quotation.start)))
        draft = (
            (self._signed(line, quotation) if spoken else None)
            or covering(quotation, own, spoken)
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

    def _adjoining(self, line: Line, number: int, quotation: Quotation, own: list[Draft], spoken: bool) -> Draft | None:
        before, after = gaps(line, number)
        behind = cue_behind(line, quotation, after, own)
        ahead = cue_ahead(line, quotation, before, own)
        if behind is None and ahead is None and spoken:
            return self._by_any_verb(line, quotation, before, after)
        opened = text_of(line, (before[0], quotation.start)).rstrip()[-1:] in (":", ",")
        pick = ahead if ahead is not None and (behind is None or (opened and not ahead.quotations)) else behind
        if pick is not None and not spoken and names_a_thing(line, quotation):
            return None
        if pick is not None and pick is ahead and not opened and pick.frame is not None:
            around = mixed(line, pick.frame, quotation)
            pick.spans += around
            if around or (pick.spans and spoken):
                return pick
        if pick is None or spoken or short_speech(line, quotation, pick is behind, opened):
            return pick
        return None

    def _by_any_verb(self, line: Line, quotation: Quotation, before: Span, after: Span) -> Draft | None:
        """A verb that reports nothing by itself introduces or follows a quotation: 'shot back, "..."'."""
        named = named_before_colon(line, quotation)
        if named is not None:
            colon = line.start + line.doc[named.end].idx
            return self._new(Draft.of(Frame(line, "colon", named[-1], (colon, colon + 1), ":", named)))
        verb = verb_ahead(line, quotation, before) or verb_behind(line, quotation, after)
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
        between = text_of(line, (self._here.spans[-1][1], quotation.start))
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
            return min(waiting, key=lambda draft: distance(draft, quotation))
        told = _told_right_before(line, quotation, own)
        if told is not None:
            return self._new(Draft(line, told.frame, told.subject, told.subject_line, [], inherited=True))
        subject = _subject_of_sentence_before(line, quotation)
        return self._new(Draft(line, None, subject, line, []))


def _is_cited(line: Line, quotation: Quotation) -> bool:
    """Whether words between marks are the headline of a source: '"Bridge closed" — The Post, 3 May 2031'."""
    ended = text_of(line, quotation.inner)[-1:] in (*_ENDS, ",")
    return not ended and bool(_OF_A_DAY.match(line.text, quotation.end - line.start))


def _short_sentence(line: Line, quotation: Quotation) -> bool:
    """Whether one to three words between marks are a sentence by themselves: '"Big time."'"""
    words = text_of(line, quotation.inner)
    before = text_of(line, (line.start, quotation.start)).rstrip()
    return words[:1].isupper() and words[-1:] in (".", "?", "!") and before[-1:] in (".", "?", "!")


def _sentence_like(line: Line, quotation: Quotation) -> bool:
    words = text_of(line, quotation.inner)
    if len(words.split()) > 1 and names_a_thing(line, quotation):
        return False
    if not quotation.closed or len(words.split()) >= 12:
        return True
    start, end = (place - line.start for place in quotation.inner)
    inside = line.doc.char_span(start, end, alignment_mode="expand")
    finite = inside is not None and any(token.pos_ in ("VERB", "AUX") for token in inside)
    return finite and words.rstrip(_MARKS + " ")[-1:] in (*_ENDS, ",")


def _waits(draft: Draft) -> bool:
    return (
        draft.frame is not None and draft.frame.form == "saying" and not draft.spans and draft.frame.subject is not None
    )


def _last_said(line: Line, own: list[Draft]) -> Draft | None:
    """What somebody is reported to say in the last sentence of a line: a quotation in the next is his."""
    last = line.doc[len(line.doc) - 1].sent.start
    said = [draft for draft in own if draft.frame is not None and draft.frame.token.i >= last]
    said = [draft for draft in said if draft.subject is not None and draft.frame and draft.frame.verb in SAYING]
    return said[0] if said else None


def _told_right_before(line: Line, quotation: Quotation, own: list[Draft]) -> Draft | None:
    """What the sentence right before a quotation reports: the speaker goes on."""
    at = quotation.start - line.start
    before = [token for token in line.doc if token.idx < at and not token.is_space and not token.is_punct]
    if not before or line.quoted[before[-1].i] >= 0:
        return None
    sentence = before[-1].sent
    told = (d for d in own if d.frame and d.spans and d.frame.token.sent.start == sentence.start)
    return next((d for d in told if d.frame and d.subject and d.frame.form in ("saying", "according")), None)


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
