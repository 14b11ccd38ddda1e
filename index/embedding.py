"""Text to vectors: what the index needs of a model, and the embedded default on onnxruntime."""

import os
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Protocol

import numpy as np
import onnxruntime
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from index.minilm import weights
from index.minilm.finding import WEIGHTS_SHA256, verify
from index.minilm.weights import HIDDEN
from index.products import table
from index.running import side_by_side
from index.sentence_vectors import Pieces, SentenceVectors
from index.statement import Span

Vectors = NDArray[np.float32]

WINDOW_TOKENS = 256  # what the model reads, its two special tokens included
# 2 full passages a run: 1 and 2 took 16 to 18 s of the processor for 200 passages, 4 took 18 to 20, 8 took 21.
BATCH_TOKENS = 2 * WINDOW_TOKENS


class Embedder(Protocol):
    """What the index needs of an embedding model. Vectors are float32 rows of unit length."""

    @property
    def name(self) -> str:
        """Names model and weights: vectors of different names never meet in one collection."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), dimension). Raises ModelError when the model cannot be had or reached."""
        ...

    def embed_with_sentences(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, list[SentenceVectors]]:
        """As `embed`, and for each text what is to be kept of its sentences (offsets into the text)."""
        ...

    def pieces(self, words: Sequence[str]) -> list[Pieces]:
        """The numbers of each word's pieces in the model's vocabulary; none where it keeps that to itself."""
        ...

    def likeness(self, some: Pieces, others: Pieces) -> Vectors:
        """Shape (len(some), len(others)): how alike pieces are in meaning, in [-1, 1]."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """The model's own tokens in each text, its special tokens left out."""
        ...


class MiniLM(Embeddings):
    """all-MiniLM-L6-v2: 384 dimensions, English, reads 256 tokens. One session serves all threads.

    Each run of it computes in one thread, and a call with work for several runs has them in as many threads as there
    are cores. Threads inside of a run would wait for each other at every layer: beside the parser, which takes a core,
    an index's texts took 33 and 40 s so, and 28 and 22 in runs side by side (two cores, two rounds)."""

    def __init__(self, folder: Path, int8: bool = False, threads: int | None = None) -> None:
        verify(folder)
        self.name = "all-MiniLM-L6-v2/" + ("int8" if int8 else "fp32") + f"/{WEIGHTS_SHA256[:8]}"
        tensors = weights.read(folder / "model.safetensors")
        if int8:
            tensors = weights.quantised(tensors)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._vocabulary = np.asarray(tensors["word"], np.float32)
        self._lengths = np.linalg.norm(self._vocabulary, axis=1)
        # The session reads these arrays in place, so they live as long as it does.
        self._tensors = [onnxruntime.OrtValue.ortvalue_from_numpy(value) for value in tensors.values()]
        options.add_external_initializers(list(tensors), self._tensors)
        graph = resources.files("index.minilm").joinpath("int8.onnx" if int8 else "fp32.onnx").read_bytes()
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._counter = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._counter.no_truncation()
        self._counter.no_padding()
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(WINDOW_TOKENS)
        self._tokenizer.no_padding()
        self._threads = threads or len(os.sched_getaffinity(0))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Texts of like length share a run, so that little is computed for padding."""
        out = np.zeros((len(texts), HIDDEN), np.float32)
        encodings = _encoded(self._tokenizer, texts)

        def run(rows: list[int]) -> None:
            out[rows] = self._session.run(["embedding"], _inputs([encodings[row].ids for row in rows]))[0]

        self._in_runs(run, encodings)
        return out

    def embed_with_sentences(
        self, texts: Sequence[str], spans: Sequence[Sequence[Span]]
    ) -> tuple[Vectors, list[SentenceVectors]]:
        """A sentence's vector is the mean over its tokens in the pass that embeds its passage: it costs no
        run of its own, and knows what the sentences around it are about."""
        out = np.zeros((len(texts), HIDDEN), np.float32)
        sentences: dict[int, SentenceVectors] = {}
        encodings = _encoded(self._tokenizer, texts)

        def run(rows: list[int]) -> None:
            inputs = _inputs([encodings[row].ids for row in rows])
            out[rows], tokens = self._session.run(["embedding", "tokens"], inputs)
            for place, row in enumerate(rows):
                sentences[row] = _of_sentences(encodings[row], tokens[place], spans[row])

        self._in_runs(run, encodings)
        return out, [sentences[row] for row in range(len(texts))]

    def _in_runs(self, run: Callable[[list[int]], None], encodings: Sequence[Encoding]) -> None:
        """All rows, those of like length in one run."""
        side_by_side(run, _batches([len(encoding.ids) for encoding in encodings]), self._threads)

    def pieces(self, words: Sequence[str]) -> list[Pieces]:
        every = (self._counter.encode(encodable(word), add_special_tokens=False) for word in words)
        return [np.array(encoding.ids, np.uint16) for encoding in every]

    def likeness(self, some: Pieces, others: Pieces) -> Vectors:
        """Cosines of rows of the vocabulary, which the model learnt with the rest: what is written alike or
        means alike lies near."""
        rows = self._vocabulary[some] / self._lengths[some, np.newaxis]
        alike: Vectors = table(rows, self._vocabulary, others) / self._lengths[others]
        return alike

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        encodings = self._counter.encode_batch(list(map(encodable, texts)), add_special_tokens=False)
        return [len(encoding.ids) for encoding in encodings]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's name for `embed`."""
        rows: list[list[float]] = self.embed(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def encodable(text: str) -> str:
    """Lone surrogates cannot be encoded; a query may carry them."""
    return text.encode("utf-8", "replace").decode()


def _encoded(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Encoding]:
    """A single text is not handed to the tokenizer's threads: to wake them takes longer than to read it."""
    if len(texts) == 1:
        return [tokenizer.encode(encodable(texts[0]))]
    return list(tokenizer.encode_batch(list(map(encodable, texts))))


def _inputs(tokens: Sequence[Sequence[int]]) -> dict[str, NDArray[np.int64]]:
    """Token ids padded to the longest row, and a mask that says which are tokens."""
    width = max(map(len, tokens))
    ids = np.zeros((len(tokens), width), np.int64)
    mask = np.zeros_like(ids)
    for place, row in enumerate(tokens):
        ids[place, : len(row)] = row
        mask[place, : len(row)] = 1
    return {"input_ids": ids, "attention_mask": mask}


def _of_sentences(encoding: Encoding, tokens: Vectors, spans: Sequence[Span]) -> SentenceVectors:
    """For each span its pieces, and the mean over its tokens, of unit length; of all tokens where it has none."""
    offsets = np.array(encoding.offsets)
    ids = np.array(encoding.ids, np.uint16)
    tokens = tokens[: len(ids)]
    real = offsets[:, 1] > offsets[:, 0]
    rows, pieces = [], []
    for start, end in spans:
        inside = real & (offsets[:, 0] >= start) & (offsets[:, 0] < end)
        mean = tokens[inside if inside.any() else real].mean(0)
        rows.append(mean / max(float(np.linalg.norm(mean)), 1e-12))
        pieces.append(np.unique(ids[inside]))
    vectors = np.stack(rows).astype(np.float32) if rows else np.zeros((0, HIDDEN), np.float32)
    return SentenceVectors(tuple(spans), vectors, tuple(pieces))


def _batches(lengths: list[int]) -> Iterator[list[int]]:
    """Rows in runs of at most BATCH_TOKENS padded tokens, longest first."""
    rows: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda row: -lengths[row]):
        if rows and (len(rows) + 1) * lengths[rows[0]] > BATCH_TOKENS:
            yield rows
            rows = []
        rows.append(row)
    if rows:
        yield rows
