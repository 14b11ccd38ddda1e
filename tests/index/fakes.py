"""Small real children of the index's seams: fast, deterministic, and counting what they are asked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.embedding import Vectors
from index.sentence_vectors import Pieces, SentenceVectors
from index.statement import Span, Speaker, Statement

DIMENSION = 64


class HashedWords:
    """An Embedder: texts that share words are near. `embedded` lists every text it was given, in order;
    after `fails_after` calls it raises, as a model may whose server went away."""

    def __init__(self, name: str = "hashed-words/1", fails_after: int | None = None) -> None:
        self.name = name
        self.embedded: list[str] = []
        self._calls_left = fails_after

    def embed(self, texts: Sequence[str]) -> Vectors:
        if self._calls_left is not None:
            if self._calls_left == 0:
                raise ConnectionError("the model is gone")
            self._calls_left -= 1
        self.embedded += texts
        return np.stack([_vector(text) for text in texts])

    def embed_with_sentences(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, list[SentenceVectors]]:
        parts = [
            np.stack([_vector(text[start:end]) for start, end in some])
            if some
            else np.zeros((0, DIMENSION), np.float32)
            for text, some in zip(texts, spans, strict=True)
        ]
        none = np.zeros(0, np.uint16)
        kept = [SentenceVectors(tuple(s), v, (none,) * len(s)) for s, v in zip(spans, parts, strict=True)]
        return self.embed(texts), kept

    def pieces(self, words: Sequence[str]) -> list[Pieces]:
        return [np.zeros(0, np.uint16) for _ in words]

    def likeness(self, some: Pieces, others: Pieces) -> Vectors:
        return np.zeros((len(some), len(others)), np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]


class QuotedLines:
    """An Attributor that knows one form: "Words," said Name, the role."""

    _FORM = re.compile(r'"(?P<words>[^"\n]+?),?" said (?P<name>[\w. ]*\w)(?:, the (?P<role>[\w ]+))?[.\n]')

    def __init__(self, fingerprint: str = "quoted-lines/1") -> None:
        self.fingerprint = fingerprint
        self.attributed: list[str] = []  # paths of the articles it was given

    def attribute(self, articles: Iterable[Article]) -> Iterator[list[Statement]]:
        for article in articles:
            self.attributed.append(article.source.path)
            yield [self._statement(article, found) for found in self._FORM.finditer(article.body)]

    def _statement(self, article: Article, found: re.Match[str]) -> Statement:
        return statement(article, found.span("words"), found["name"], found["role"] or "", found.span())


def statement(article: Article, words: Span, name: str, role: str = "", sentences: Span | None = None) -> Statement:
    """A direct statement, its words as given."""
    start, end = sentences or words
    return Statement(
        source=article.source,
        speakers=(Speaker(name, role, ()),) if name else (),
        speaker_spans=(),
        spans=(words,),
        sentences=(start, end),
        text=article.body[start:end],
        cue="said",
        cue_span=None,
        kind="direct",
        how="name" if name else "none",
        confidence=1.0,
        negated=False,
        via="",
    )


def _vector(text: str) -> NDArray[np.float32]:
    vector = np.full(DIMENSION, 0.01, np.float32)  # no text is without direction
    for word in re.findall(r"\w+", text.casefold()):
        digest = blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
        vector[digest[0] % DIMENSION] += 1.0 if digest[1] % 2 else -1.0
    unit: NDArray[np.float32] = vector / np.linalg.norm(vector)
    return unit
