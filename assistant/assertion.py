"""What one sentence of a text asserts, taken apart so that each part can be checked. Pure."""

from dataclasses import dataclass

from index.statement import Span


@dataclass(frozen=True, slots=True)
class Telling:
    """ "X said ...": `told` names X as the text does, `names` are the canonical names that may mean (none: nobody
    the index knows). `words` are what X is given as saying; `negated`: X is given as denying them."""

    told: str
    names: frozenset[str]
    words: str
    spans: tuple[Span, ...]
    cue: str
    negated: bool


@dataclass(frozen=True, slots=True)
class Assertion:
    """``text[start:end]`` of a text, without its labels. `quotations` are what stands between marks (offsets of
    the words into the text; marks outside); `plain` is the sentence with its labels blanked."""

    start: int
    end: int
    plain: str
    labels: tuple[int, ...]
    quotations: tuple[Span, ...]
    tellings: tuple[Telling, ...]

    def words(self, span: Span) -> str:
        return self.plain[span[0] - self.start : span[1] - self.start]

    @property
    def unquoted(self) -> str:
        """The sentence without the words between marks."""
        text = self.plain
        for start, end in self.quotations:
            text = text[: start - self.start] + " " * (end - start) + text[end - self.start :]
        return text
