"""Text to vectors by any server that speaks the OpenAI embeddings protocol, named by the user."""

from collections.abc import Sequence

import numpy as np
from langchain_core.embeddings import Embeddings
from langchain_openai import OpenAIEmbeddings
from openai import OpenAIError

from index.embedding import Vectors, encodable
from index.errors import ModelError
from index.sentence_vectors import Pieces, SentenceVectors
from index.statement import Span

OPENAI = "https://api.openai.com/v1"


class EmbeddingServer(Embeddings):
    """An `Embedder` (index/embedding.py) whose model runs elsewhere: passages are sent to `base_url`."""

    def __init__(self, model: str, base_url: str, api_key: str) -> None:
        self.name = f"openai:{model}@{base_url or OPENAI}"
        self._client = OpenAIEmbeddings(
            model=model,
            base_url=base_url or OPENAI,  # always named: else the client takes one that was meant for another purpose
            api_key=api_key or "none",  # type: ignore[arg-type] # local servers want any word here
            check_embedding_ctx_length=False,  # would fetch a tokenizer file, and send token numbers
        )

    def embed(self, texts: Sequence[str]) -> Vectors:
        try:
            rows = self._client.embed_documents(list(map(encodable, texts)))
        except OpenAIError as error:
            raise ModelError(
                f"the embeddings server of {self.name} failed: {error}. "
                "Check INDEX_OPENAI_BASE_URL, INDEX_OPENAI_API_KEY and that the server runs; then try again."
            ) from error
        vectors = np.asarray(rows, np.float32).reshape(len(texts), -1)
        length = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = vectors / np.maximum(length, 1e-12)
        return unit

    def embed_with_sentences(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, list[SentenceVectors]]:
        """Sentences are embedded each for itself: the protocol gives no vectors of tokens."""
        sentences = [text[start:end] for text, of_text in zip(texts, spans, strict=True) for start, end in of_text]
        vectors = self.embed([*texts, *sentences])
        whole, rest = vectors[: len(texts)], vectors[len(texts) :]
        ends = np.cumsum([len(of_text) for of_text in spans])
        parts = [rest[end - len(of_text) : end] for end, of_text in zip(ends, spans, strict=True)]
        none = np.zeros(0, np.uint16)
        return whole, [SentenceVectors(tuple(s), v, (none,) * len(s)) for s, v in zip(spans, parts, strict=True)]

    def pieces(self, words: Sequence[str]) -> list[Pieces]:
        """None: the protocol does not show the model's vocabulary."""
        return [np.zeros(0, np.uint16) for _ in words]

    def likeness(self, some: Pieces, others: Pieces) -> Vectors:
        return np.zeros((len(some), len(others)), np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """A bound, since the server's tokenizer is unknown: a token for each four bytes of UTF-8 is
        what English text comes to with the usual vocabularies."""
        return [len(encodable(text).encode()) // 4 for text in texts]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = self.embed(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]
