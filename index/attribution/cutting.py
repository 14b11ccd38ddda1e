"""A draft -> the exact spans of its content: without marks, cue, speaker and the reporter's own remarks."""

import re
from bisect import bisect_left

from index.attribution.draft import Draft
from index.attribution.opening import behind_opening
from index.statement import Span

_BEFORE_WORDS = " \t\r\n\"“”„«»＂'‘’`.,;:!?-–—)]*_>|#"
_BEHIND_WORDS = " \t\r\n\"“”„«»＂'‘’`.,;:-–—([*_>|#"
_REMARK = re.compile(r"\s*[(\[].*[)\]]\W*", re.DOTALL)


def exact_spans(body: str, draft: Draft) -> list[Span]:
    """The draft's spans without marks, without the cue and the speaker, in order, none overlapping."""
    holes = [span for span in (draft.cue, subject_span(draft)) if span is not None]
    spans: list[Span] = []
    for start, end in _one_side(body, draft):
        start = behind_opening(draft, start, end)
        start = max(start, spans[-1][1] if spans else 0)
        start, end = _beside(start, end, holes)
        start, end = _trimmed(body, start, _before_remark(body, draft, start, end))
        if start < end:
            spans.append((start, end))
    return spans


def _one_side(body: str, draft: Draft) -> list[Span]:
    """The spans in order; beside a whole quotation on one side of the cue, nothing unquoted on the other, but
    where it goes on with the sentence: 'Although it rained, Ann Lee said, "we danced"'."""
    spans, cue = sorted(draft.spans), draft.cue
    if cue is None or len(spans) < 2:
        return spans
    quoted = {(quotation.start, quotation.end) for quotation in draft.quotations}
    marks = sorted(quoted)
    touching = [_overlap(marks, span) for span in spans]
    before = any(span in quoted and span[1] <= cue[0] for span in spans)
    following = [q for q in draft.quotations if q.start >= cue[1] and (q.start, q.end) in spans]
    after = bool(following) and not body[following[0].inner[0]].islower()
    return [
        span
        for span, touches in zip(spans, touching, strict=True)
        if touches or not ((before and span[0] >= cue[1]) or (after and span[1] <= cue[0]))
    ]


def _overlap(quoted: list[Span], span: Span) -> bool:
    """Whether a quotation, of several in order that do not overlap, shares letters with a span."""
    last = bisect_left(quoted, span[1], key=lambda quotation: quotation[0])
    return last > 0 and quoted[last - 1][1] > span[0]


def subject_span(draft: Draft) -> Span | None:
    if draft.subject is None or draft.subject_line is None:
        return None
    return draft.subject_line.place(draft.subject[0], draft.subject[-1])


def _beside(start: int, end: int, holes: list[Span]) -> Span:
    """The longer side of a span that a cue or a speaker lies in."""
    for a, b in holes:
        if start < b and a < end:
            start, end = (start, a) if a - start > end - b else (b, end)
    return start, end


def _before_remark(body: str, draft: Draft, start: int, end: int) -> int:
    """The end of a span without the brackets that the reporter sets behind its last quotation: '"yes" (in French)'."""
    behind = bisect_left(draft.quotations, end, key=lambda quotation: quotation.start)
    last = draft.quotations[behind - 1] if behind else None
    closed = last.end if last is not None and start <= last.start and last.end <= end else end
    return closed if _REMARK.fullmatch(body, closed, end) else end


def _trimmed(body: str, start: int, end: int) -> Span:
    while start < end and (body[start] in _BEFORE_WORDS or _unbalanced(body, start, end, start)):
        start += 1
    while start < end and (body[end - 1] in _BEHIND_WORDS or _unbalanced(body, start, end, end - 1)):
        end -= 1
    return start, end


def _unbalanced(body: str, start: int, end: int, at: int) -> bool:
    """Whether the bracket at the edge of a span has no partner inside: "(T)hose" keeps its own."""
    partner = {"(": ")", "[": "]", ")": "(", "]": "["}.get(body[at], "")
    return bool(partner) and body.find(partner, start, end) < 0
