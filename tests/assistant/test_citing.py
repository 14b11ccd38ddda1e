"""A model's reply, checked: whatever it writes, quotations are the articles' and labels were given."""

import re
import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer
from assistant.citing import DECLINE, Citing
from assistant.evidence import Evidence
from tests.fakes import evidence_of, terms

LORNE = (
    "Mayor Hanne Lorne opened the bridge on Monday. “We built it – on time – and the river’s still there,” she said. "
    "The bridge cost nine million crowns."
)
MARA = 'Engineer Mara Voss disagreed. "The river is still there," she said, "but the money is not."'
WIRE = "“The river is still there,” the engineer said. He [Lorne] had [4] no comment."
EVIDENCE = evidence_of(LORNE, MARA, WIRE)

# What a reply is made of when it means harm or is clumsy: marks, labels, and words that do stand in the evidence.
MARKS = ["“", "”", '"', "„", "«", "»", "[", "]", "[1]", " [2]", "[3, 1]", "[99]", "[[1]]", "‘", "’s", "1", "9"]
WORDS = ["We built it", "The river is still there", "the river's still there", "nine million", "but", "no such words"]
OTHERS = [
    " ",
    ". ",
    ", ",
    "\n",
    "?",
    "<b>",
    "![x](http://evil.example/?q=",
    "\ud800",
    "🐝",
    "e\u0301",
    "\u200b",
    DECLINE,
]
PIECES = st.sampled_from([*MARKS, *WORDS, *OTHERS])
REPLIES = st.lists(PIECES | st.text(max_size=8), max_size=30)


def said(evidence: Evidence, pieces: Sequence[str]) -> tuple[str, Answer]:
    """What was streamed, and the answer."""
    citing = Citing(evidence, terms)
    return "".join(map(citing.feed, pieces)), citing.finish()


def answer_to(reply: str) -> Answer:
    return said(EVIDENCE, [reply])[1]


def check(evidence: Evidence, answer: Answer) -> None:
    """What holds for every answer: exact quotations, labels that were given, citations that are slices."""
    bodies = [article.body for article in evidence.articles.values()]
    quotations = re.findall("“([^”]*)”?", answer.text)
    assert all(any(words in body for body in bodies) for words in quotations), answer.text
    outside = re.sub("“[^”]*”", "", answer.text)
    assert not re.search('["“”„«»]', outside), answer.text
    labels = re.findall(r"\[(\w*)\]", outside)
    assert set(labels) == {str(citation.label) for citation in answer.citations}, answer.text
    assert outside.count("[") == outside.count("]") == len(labels), answer.text
    for citation in answer.citations:
        body = evidence.article(citation.item).body
        assert citation.item is evidence.item(citation.label)
        assert citation.text == body[citation.start : citation.end]
        assert citation.spans and list(citation.spans) == sorted(citation.spans)
        assert all(citation.start <= start < end <= citation.end for start, end in citation.spans)
        assert all(before[1] <= after[0] for before, after in pairwise(citation.spans))
    for words in quotations if answer.standing != "declined" else ():
        assert any(
            words in evidence.article(citation.item).body[start:end]
            for citation in answer.citations
            for start, end in citation.spans
        ), (words, answer)


@given(REPLIES)
def test_whatever_a_model_writes_the_answer_holds_nothing_unchecked(pieces: list[str]) -> None:
    """Quotations are verbatim and cited, labels were given, citations are exact slices; nothing raises."""
    streamed, answer = said(EVIDENCE, pieces)
    check(EVIDENCE, answer)
    if answer.standing != "declined":
        assert answer.text.startswith(streamed.strip())


@given(REPLIES, st.data())
def test_the_answer_does_not_depend_on_how_the_reply_was_cut(pieces: list[str], data: st.DataObject) -> None:
    """A label or quotation split across pieces is still one."""
    reply = "".join(pieces)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(reply)), max_size=12)))
    parts = [reply[start:end] for start, end in pairwise([0, *cuts, len(reply)])]
    assert said(EVIDENCE, parts)[1] == said(EVIDENCE, [reply])[1] == said(EVIDENCE, list(reply))[1]


@given(st.text(min_size=1, max_size=60), st.data())
def test_any_words_of_the_evidence_may_be_quoted(body: str, data: st.DataObject) -> None:
    """In any writing: a slice of whole words comes back as it stands in the article, and is cited."""
    evidence = evidence_of(f"x {body} y")
    words = data.draw(st.sampled_from(evidence.hits[0].item.text.split() or ["x"]))
    answer = said(evidence, [f"A “{words}” [1]."])[1]
    check(evidence, answer)


@pytest.mark.parametrize(
    "unit", ["[", "“", '"', "„", "[1]", "[1", "“a” [1] ", '" ', "[ ", "]", "«»", "a ", " ", "9", "“ [9]"]
)
def test_the_longest_replies_take_time_in_proportion(unit: str) -> None:
    """100,000 characters of marks, in one piece or in many, are checked in seconds."""
    reply = (unit * 100_000)[:100_000]
    began = time.perf_counter()
    check(EVIDENCE, said(EVIDENCE, [reply])[1])
    said(EVIDENCE, [reply[at : at + 7] for at in range(0, 100_000, 7)])
    assert time.perf_counter() - began < 10


def test_a_quotation_is_copied_as_the_article_has_it() -> None:
    """Kinds of marks, dashes and space may differ; the answer has the article's."""
    answer = answer_to('Lorne said "We built it - on time - and  the river\'s still there" [1].')
    assert answer.text == "Lorne said “We built it – on time – and the river’s still there” [1]."
    assert answer.standing == "grounded"
    (citation,) = answer.citations
    assert citation.text == "“We built it – on time – and the river’s still there,” she said."


def test_words_that_stand_nowhere_lose_their_marks() -> None:
    """An altered quotation is shown as the model's own words, and the answer is not called grounded."""
    answer = answer_to("Lorne said “We built it under budget” [1].")
    assert answer.text == "Lorne said We built it under budget [1]."
    assert answer.standing == "ungrounded"


def test_punctuation_inside_the_marks_moves_out() -> None:
    """“words,” of another style are the words."""
    assert answer_to("“nine million crowns,” they say [1].").text == "“nine million crowns”, they say [1]."


def test_half_a_word_is_no_quotation() -> None:
    """A slice that cuts words would say something else."""
    assert answer_to("“illion” [1].").text == "illion [1]."


def test_a_label_that_was_not_given_is_left_out() -> None:
    """With the space before it; and the claim counts as ungrounded."""
    answer = answer_to("The bridge is open [9]. It cost nine million [1].")
    assert answer.text == "The bridge is open. It cost nine million [1]."
    assert answer.standing == "ungrounded"


@pytest.mark.parametrize(
    "reply", ["[[9]1] x", "[0] x", '["1"] x', "[[9]]", "[1][", "[12345]", "[²] x", "[1.5]", "[n]", "[-1]"]
)
def test_brackets_that_are_no_label_cannot_pass_for_one(reply: str) -> None:
    """Not even when something between them is left out."""
    check(EVIDENCE, answer_to(reply))
    assert all(citation.label == 1 for citation in answer_to(reply).citations)


@pytest.mark.parametrize("labels", ["[2]", "[9]", "[2][1]", "[2, 9]", ""])
def test_a_quotation_gets_the_label_under_which_it_stands(labels: str) -> None:
    """Whatever label the model gave it, or none."""
    answer = answer_to(f"Lorne: “We built it” {labels}".strip())
    assert answer.text == "Lorne: “We built it” [1]"
    assert [citation.label for citation in answer.citations] == [1]


def test_words_that_stand_in_several_articles_keep_the_label_given() -> None:
    """Wire copy: the model's choice among the right ones stands."""
    answer = answer_to("The engineer said “The river is still there” [3].")
    assert [citation.label for citation in answer.citations] == [3]
    assert answer.standing == "grounded"


def test_a_second_article_that_writes_the_words_otherwise_is_no_place_for_them() -> None:
    """What is shown was copied from the first, so the first is cited."""
    evidence = evidence_of("“The river’s still there,” she said.", '"The river\'s still there," she said.')
    answer = said(evidence, ["She said “The river's still there” [2]."])[1]
    assert answer.text == "She said “The river’s still there” [1]."
    check(evidence, answer)


def test_two_quotations_of_one_claim_are_both_cited() -> None:
    """The label that the model forgot is added."""
    answer = answer_to("Lorne said “We built it”, Voss “but the money is not” [2].")
    assert answer.text == "Lorne said “We built it”, Voss “but the money is not” [2][1]."


def test_labels_in_a_row_rest_on_the_same_claim() -> None:
    """The second label cites the sentence that shares most words with the claim, not just any."""
    answer = answer_to("The bridge cost nine million crowns, and Voss says the money is not there [1] [2].")
    assert answer.citations[0].text == "The bridge cost nine million crowns."
    assert "but the money is not" in answer.citations[1].text


def test_every_sentence_needs_its_label() -> None:
    """One without makes the answer ungrounded, even when its neighbour is short."""
    assert answer_to("The bridge is open [1]. It cost nine million [1].").standing == "grounded"
    assert answer_to("The bridge is open. [1] It cost nine million. [1]").standing == "grounded"
    assert answer_to("The bridge is open. It is [1].").standing == "ungrounded"
    assert answer_to("The bridge is open [1]. Believe me").standing == "ungrounded"


@pytest.mark.parametrize("reply", [DECLINE, f"{DECLINE}.", f'"{DECLINE}"', f"**{DECLINE}**", " Not in the articles.\n",
                                   f"The passages tell of a bridge only. {DECLINE}"])  # fmt: skip
def test_the_agreed_words_decline(reply: str) -> None:
    """However a model wraps them; the reader sees the project's own words, not the model's."""
    answer = answer_to(reply)
    assert (answer.standing, answer.citations) == ("declined", ())
    assert DECLINE not in answer.text


def test_nothing_of_a_declining_reply_is_streamed() -> None:
    """The reader does not see the agreed words go by."""
    assert said(EVIDENCE, [*DECLINE, "."])[0] == ""


def test_words_stream_as_they_come_but_marks_wait_for_their_end() -> None:
    """Plain words at once; a quotation and a label when they are whole."""
    citing = Citing(EVIDENCE, terms)
    assert citing.feed("Lorne said ") == "Lorne said"
    assert citing.feed("“We bu") == " "
    assert citing.feed("ilt it") == ""
    assert citing.feed("” [") == "“We built it”"
    assert citing.feed("1") == ""
    assert citing.feed("]. More") == " [1]. More"


def test_markup_in_a_reply_stays_plain_text() -> None:
    """It is the page's to escape; links and images lose their brackets."""
    answer = answer_to('<img src=x onerror="alert(1)"> ![x](https://evil.example/?q=1) [a](javascript:x) [1]')
    assert answer.text.startswith("<img src=x onerror=alert(1)> !(x)(https://evil.example/?q=1) (a)(javascript:x)")
