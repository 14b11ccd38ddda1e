"""A frame: a cue in the text, whose it is, and what grammar alone gives as its content."""

from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from index.attribution.parsing import Line
from index.statement import Span

Pieces = list[tuple[int, int]]  # first and last token of each piece, both inside
Form = Literal["saying", "thinking", "according", "colon", "dash", "noun", "asked", "heard"]


@dataclass(slots=True)
class Frame:
    """`token` is the cue's head, `cue` its whole place. `subject` is the mention of the speaker (None: nobody
    is named). `contents` are article offsets, still with marks and punctuation at their edges; a frame without
    any waits for a quotation beside it."""

    line: Line
    form: Form
    token: Token
    cue: Span
    verb: str
    subject: Tokens | None
    contents: list[Span] = field(default_factory=list)
    negated: bool = False
    verbatim: bool = False  # the speaker's own words, though no marks enclose them
    subject_line: Line | None = None  # where the speaker is named, when it is another line

    @classmethod
    def at(cls, line: Line, form: Form, tokens: tuple[Token, Token], verb: str, subject: Tokens | None) -> "Frame":
        """A frame whose cue reaches from the first to the last of `tokens`."""
        return cls(line, form, tokens[0], line.place(*tokens), verb, subject)

    def filled(self, pieces: Pieces) -> "Frame":
        """This frame with the content that lies between the tokens of each piece."""
        doc = self.line.doc
        self.contents = [self.line.place(doc[first], doc[last]) for first, last in pieces if first <= last]
        return self

    def behind(self, *relations: str) -> list[Token]:
        """The cue's children of some relations that stand behind it."""
        return [child for child in self.token.children if child.i > self.token.i and child.dep_ in relations]

    @property
    def owns_quotations(self) -> bool:
        """Whether a quotation beside it can be its content."""
        return self.form in ("saying", "colon", "dash")

    @property
    def subject_span(self) -> Span | None:
        line = self.subject_line or self.line
        return None if self.subject is None else line.place(self.subject[0], self.subject[-1])
