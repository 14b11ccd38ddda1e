"""A draft: a frame with the quotations that are its content; a statement before its speaker has a name."""

from dataclasses import dataclass, field

from spacy.tokens import Span as Tokens

from index.attribution.frame import Frame
from index.attribution.marks import Quotation
from index.attribution.parsing import Line
from index.statement import Span


@dataclass(slots=True)
class Draft:
    """`frame` is None where a quotation stands without a cue. `subject` lies in `subject_line`; `quotations` are
    in order. `verbatim` tells of words that are the speaker's own though no marks enclose them: turns of an
    interview."""

    line: Line
    frame: Frame | None
    subject: Tokens | None
    subject_line: Line | None
    spans: list[Span]
    quotations: list[Quotation] = field(default_factory=list)
    inherited: bool = False
    verbatim: bool = False

    @classmethod
    def of(cls, frame: Frame) -> "Draft":
        return cls(
            frame.line,
            frame,
            frame.subject,
            frame.subject_line or frame.line,
            [*frame.contents],
            verbatim=frame.verbatim,
        )

    @property
    def cue(self) -> Span | None:
        return self.frame.cue if self.frame is not None and not self.inherited else None

    def take(self, quotation: Quotation) -> None:
        """Joins a quotation to the content, melting into what it overlaps."""
        self.quotations.append(quotation)
        if self.spans and self.spans[-1][1] <= quotation.start:  # mostly the next paragraph's
            self.spans.append((quotation.start, quotation.end))
            return
        merged: list[Span] = []
        for start, end in sorted([*self.spans, (quotation.start, quotation.end)]):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self.spans = merged
