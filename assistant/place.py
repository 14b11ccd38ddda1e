"""A sentence of an article that a claim may rest on, and who speaks there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.article import Article
from index.sentencing import sentences
from index.statement import Span, Statement

AROUND = 500  # characters before and behind a sentence in which what it speaks of is told in full


@dataclass(frozen=True, slots=True)
class Place:
    """The sentence ``article.body[start:end]``; `statements` are those whose words or sentences touch it."""

    article: Article
    start: int
    end: int
    statements: tuple[Statement, ...]

    @property
    def text(self) -> str:
        return self.article.body[self.start : self.end]

    @property
    def around(self) -> str:
        """The sentence with the lines around it and the headline: names, numbers and days stand there too."""
        start, end = max(0, self.start - AROUND), self.end + AROUND
        return f"{self.article.source.headline}\n{self.article.body[start:end]}"

    @property
    def beside(self) -> str:
        """The sentence with the one before and the one behind: who speaks in it, where it does not say so itself."""
        body, (start, end) = self.article.body, (self.start, self.end)
        before = sentences(body, max(0, start - AROUND), start)
        behind = sentences(body, end, end + AROUND)
        return body[before[-1][0] if before else start : behind[0][1] if behind else end]

    @property
    def key(self) -> tuple[str, Span]:
        return self.article.source.article_id, (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sense:
    """What the checks need to know of words, given to them so that they stay pure.

    `terms`: the words of a text as an index folds them. `held`: the share of a text's words, by rarity, that each
    of others holds, those of like meaning in part.
    `echoed`: the same with each word as it is meant in its sentence.
    `near`: how near a text is to each of others in meaning (cosine). `who`: the canonical names of those whom
    words may name ("Mr Hale", "the finance minister"); empty when nobody known is meant.
    """

    terms: Callable[[str], Sequence[str]]
    held: Callable[[str, Sequence[str]], Sequence[float]]
    echoed: Callable[[str, Sequence[str]], Sequence[float]]
    near: Callable[[str, Sequence[str]], Sequence[float]]
    who: Callable[[str], frozenset[str]]
