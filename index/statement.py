"""A statement: who said what, in exact slices of one article."""

from dataclasses import dataclass
from typing import Literal

from index.article import Source

Span = tuple[int, int]  # half-open character offsets into Article.body
Kind = Literal["direct", "indirect", "mixed"]
How = Literal["name", "pronoun", "role", "inherited", "none"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or body that spoke. `name` is the canonical name; `role` what this article states
    ("finance minister", empty when it states none); `aliases` the other names this article uses."""

    name: str
    role: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one or several speakers are reported to have said, thought, denied or called something.

    `spans` are the exact words, one slice or several, in order, never overlapping; quotation marks
    stay outside. `sentences` is the slice of whole sentences that holds words, cue and speaker, and
    `text` is that slice: ``article.body[sentences[0]:sentences[1]] == text``, always.
    `how` tells how the speaker was resolved: by name, from a pronoun, from a role noun, inherited
    from the statement before (a paragraph that is nothing but a quotation), or not at all ("none":
    `speakers` is empty, because blank beats wrong). `confidence` is in [0, 1]. `via` names who
    relayed it ("A said that B had told him": speakers (B,), via "A"); empty when nobody did.
    """

    source: Source
    speakers: tuple[Speaker, ...]
    speaker_spans: tuple[Span, ...]
    spans: tuple[Span, ...]
    sentences: Span
    text: str
    cue: str
    cue_span: Span | None
    kind: Kind
    how: How
    confidence: float
    negated: bool
    via: str

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]

    @property
    def words(self) -> tuple[str, ...]:
        """The exact words, a slice for each span."""
        base = self.sentences[0]
        return tuple(self.text[a - base : b - base] for a, b in self.spans)

    @property
    def statement_id(self) -> str:
        """Made of content and place, like a passage's id."""
        return f"{self.source.article_id}:" + "+".join(f"{a}-{b}" for a, b in self.spans)
