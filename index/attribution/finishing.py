"""Drafts -> statements: one statement a content, a name for every speaker."""

import re
from bisect import bisect_right
from collections import deque
from dataclasses import dataclass, replace

from index.article import Article
from index.attribution.cast import Cast
from index.attribution.cutting import exact_spans, subject_span
from index.attribution.draft import Draft
from index.attribution.parsing import Line
from index.attribution.resolving import NOBODY, Resolution, Resolver
from index.attribution.weighing import confidence_of
from index.statement import Kind, Span, Speaker, Statement

_ANONYMITY = re.compile(r"(?:not to be|to remain|on condition of|that (?:his|her|their) names? not)\b", re.IGNORECASE)
_FAR_AWAY = 1_000  # characters; an interview names the one who answers once, pages before
_NOBODYS = ("asked", "heard")  # forms whose speaker the sentence need not name
_DIRECT = 0.9  # share of a content's letters between marks; below it a statement is mixed


@dataclass(slots=True)
class _Entry:
    draft: Draft
    spans: list[Span]
    resolution: Resolution
    outer: "_Entry | None" = None

    @property
    def size(self) -> int:
        return sum(end - start for start, end in self.spans)


def finish(article: Article, lines: list[Line], cast: Cast, drafts: list[Draft]) -> list[Statement]:
    """The statements of an article, in the order of their words."""
    found = [_Entry(draft, exact_spans(article.body, draft), NOBODY) for draft in drafts]
    entries = [entry for entry in found if _worth(article.body, entry)]
    entries.sort(key=lambda entry: (entry.spans[0][0], -entry.size))
    entries = _distinct(entries)
    _nest(entries)
    resolver = Resolver(cast, article.source.outlet, lines)
    for entry in sorted(entries, key=lambda entry: entry.draft.line is lines[0]):  # the headline last: it knows all
        entry.resolution = _resolved(resolver, entry)
    quoted = _quoted(article.body, lines)
    kept = [entry for entry in entries if entry.outer is None or _says_other(entry)]
    return [_statement(article, lines, cast, quoted, entry) for entry in kept]


def _worth(body: str, entry: _Entry) -> bool:
    """Whether there is something said: words between marks, or a reported clause with somebody to report it."""
    draft = entry.draft
    if not any(character.isalnum() for start, end in entry.spans for character in body[start:end]):
        return False
    if draft.quotations or (draft.frame is None and draft.verbatim):
        return True
    if draft.frame is None or (draft.subject is None and draft.frame.form not in _NOBODYS):
        return False
    words = sum(len(body[start:end].split()) for start, end in entry.spans)
    letters = (character for start, end in entry.spans for character in body[start:end])
    number = draft.frame.form != "colon" and any(map(str.isdigit, letters))  # "claimed 2,000"
    return (words >= 2 or number) and not _ANONYMITY.match(body, *entry.spans[0])


def _distinct(entries: list[_Entry]) -> list[_Entry]:
    """One statement a content: of two that share most of their words, the one that came first."""
    kept: list[_Entry] = []
    for entry in entries:
        rivals = [other for other in kept[-4:] if _shared(entry, other) > 0.8 * max(entry.size, other.size)]
        if not rivals:
            kept.append(entry)
    return kept


def _shared(one: _Entry, other: _Entry) -> int:
    """The letters that two contents have in common; the spans of each are in order."""
    shared = i = j = 0
    while i < len(one.spans) and j < len(other.spans):
        (a, b), (c, d) = one.spans[i], other.spans[j]
        shared += max(0, min(b, d) - max(a, c))
        i, j = (i + 1, j) if b <= d else (i, j + 1)
    return shared


def _nest(entries: list[_Entry]) -> None:
    """Finds the statement that another one reports: the last whose words hold its cue, for it lies innermost."""
    framed = ((span, place) for place, e in enumerate(entries) if e.draft.frame is not None for span in e.spans)
    waiting = deque(sorted(framed))
    sizes = [entry.size for entry in entries]
    cued = ((entry.draft.cue, place) for place, entry in enumerate(entries))
    begun: list[tuple[Span, int]] = []  # by place; few are open at once: no sentence is endless
    for cue, place in sorted((cue, place) for cue, place in cued if cue is not None):
        while waiting and waiting[0][0][0] <= cue[0]:
            begun.append(waiting.popleft())
        begun = [(span, other) for span, other in begun if span[1] > cue[0]]
        around = [o for span, o in begun if cue[1] <= span[1] and o != place and sizes[o] > sizes[place]]
        entries[place].outer = entries[max(around)] if around else None


def _says_other(entry: _Entry) -> bool:
    """Whether a statement inside another adds a speaker: "A said that B had told him"."""
    outer = entry.outer
    return outer is not None and bool(entry.resolution.names) and entry.resolution.names != outer.resolution.names


# ---------------------------------------------------------------------- speakers


def _resolved(resolver: Resolver, entry: _Entry) -> Resolution:
    draft = entry.draft
    if draft.subject is None or draft.subject_line is None:
        return NOBODY
    found = resolver.resolve(draft.subject, draft.subject_line, entry.spans)
    return replace(found, how="inherited") if draft.inherited and found.names else found


def _statement(article: Article, lines: list[Line], cast: Cast, quoted: bytearray, entry: _Entry) -> Statement:
    draft, spans = entry.draft, tuple(entry.spans)
    frame = draft.frame
    cue = draft.cue
    subject = subject_span(draft)
    if subject is not None and spans[0][0] - subject[1] > _FAR_AWAY:
        subject = None
    kind = "direct" if draft.verbatim else _kind(article.body, quoted, spans)
    places = [*spans, *(span for span in (cue, subject) if span is not None)]
    sentences = _whole_sentences(article.body, lines, min(a for a, _ in places), max(b for _, b in places))
    outer = entry.outer.resolution.names if entry.outer is not None else ()
    return Statement(
        source=article.source,
        speakers=tuple(_speaker(cast, name) for name in entry.resolution.names),
        speaker_spans=(subject,) if subject is not None else (),
        spans=spans,
        sentences=sentences,
        text=article.body[slice(*sentences)],
        cue=article.body[slice(*cue)] if cue is not None else "",
        cue_span=cue,
        kind=kind,
        how=entry.resolution.how,
        confidence=confidence_of(entry.resolution.how, kind),
        negated=frame is not None and frame.negated and not draft.inherited,
        via=" and ".join(outer),
    )


def _speaker(cast: Cast, name: str) -> Speaker:
    person = cast.people.get(name)
    if person is None:
        return Speaker(name, "", ())
    return Speaker(name, next(iter(person.roles), ""), tuple(sorted(form for form in person.forms if form != name)))


def _quoted(body: str, lines: list[Line]) -> bytearray:
    mask = bytearray(len(body))
    for line in lines:
        for quotation in line.quotations:
            mask[quotation.start : quotation.end] = b"\1" * (quotation.end - quotation.start)
    return mask


def _kind(body: str, quoted: bytearray, spans: tuple[Span, ...]) -> Kind:
    letters = [quoted[i] for start, end in spans for i in range(start, end) if body[i].isalnum()]
    share = sum(letters) / len(letters)
    return "direct" if share >= _DIRECT else "mixed" if sum(letters) >= 3 else "indirect"


def _whole_sentences(body: str, lines: list[Line], start: int, end: int) -> Span:
    """The slice of whole sentences that holds two offsets."""
    first = lines[_line_at(lines, start)]
    last = lines[_line_at(lines, max(start, end - 1))]
    starts = (first.start + s.start_char for s in first.doc.sents if first.start + s.end_char > start)
    ends = (last.start + s.end_char for s in last.doc.sents if last.start + s.start_char < end)
    begin, finish_at = next(starts, start), max(ends, default=end)
    begin, finish_at = min(begin, start), max(finish_at, end)
    text = body[begin:finish_at]
    return begin + len(text) - len(text.lstrip()), begin + len(text.rstrip())


def _line_at(lines: list[Line], offset: int) -> int:
    return max(0, bisect_right(lines, offset, key=lambda line: line.start) - 1)
