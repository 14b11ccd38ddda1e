"""Which sentences weigh most where the whole of a count is asked for, and what counts as a name that is missing."""

from dataclasses import replace

import pytest

from assistant.asking import understand
from assistant.directory import Directory
from assistant.expecting import tells_whole
from assistant.question import Message
from assistant.weighing import signs, weighed
from index.filters import EVERYTHING
from tests.fakes import evidence_of, terms


@pytest.mark.parametrize(
    ("question", "text", "whole"),
    [
        ("In all, how many elms were felled?", "A total of 340 elms were felled.", True),
        ("What was the final number of elms felled?", "The ministry's final count was 340.", True),
        ("How much did the bridge end up costing?", "The overall cost was 9 million crowns.", True),
        ("How many elms were felled?", "A total of 340 elms were felled.", False),  # any count may be meant
        ("In all, how many elms were felled?", "By Tuesday 120 elms had been felled.", False),
        ("In all, how many elms were felled?", "The total is not known.", False),  # no count
        ("How many goals fell in the final?", "A total of 340 elms were felled.", False),
    ],
)
def test_a_whole_count_is_told_as_one(question: str, text: str, whole: bool) -> None:
    """Where the whole is asked for, in a sentence with a count that says it is the whole."""
    assert tells_whole(question, text) == whole


def test_the_whole_count_leads_where_it_is_asked_for() -> None:
    """Before those of earlier reports, though these share more words with the question."""
    reports = ("By Tuesday 120 diseased elms had been felled.", "A total of 340 trees were felled.")
    asked = {True: "In all, how many diseased elms were felled?", False: "How many diseased elms were felled?"}
    for whole, question in asked.items():
        evidence = evidence_of(*reports, question=question)
        best = weighed(evidence, terms)[0]
        assert ("total" in evidence.article(best.item).body[best.start : best.end]) == whole


def test_an_outlets_name_is_not_missing_from_its_articles() -> None:
    """ "As the Courier printed" asks for no article that has the word."""
    found = []
    for outlet in ("Courier", "Lantern"):  # the articles are The Vale Courier's
        question = f"Was the keeper really warned about the weir, as the {outlet} printed?"
        evidence = evidence_of("Nobody had warned the keeper of the weir.", question=question)
        found.append(signs(evidence, weighed(evidence, terms)[0], terms)["names"])
    assert found == [0.0, 1.0]


def test_a_question_is_narrowed_to_an_outlet_by_per() -> None:
    """As notes and footnotes say it."""
    directory = Directory((), ("The Vale Courier", "The Lamp"), None)
    question = understand(Message("per the Vale Courier, when does the weir open", (), EVERYTHING), directory)
    assert question.filters.outlets == ("The Vale Courier",)


def test_the_whole_count_of_other_things_does_not_lead() -> None:
    """Of two passages, one holds clearly less of the question."""
    reports = ("By Tuesday 120 diseased elms had been felled.", "A total of 340 sheep were shorn.")
    evidence = evidence_of(*reports, question="In all, how many diseased elms were felled?")
    first, second = evidence.hits
    evidence = replace(evidence, hits=(replace(first, held=0.8), replace(second, held=0.4)))
    best = weighed(evidence, terms)[0]
    assert "elms" in evidence.article(best.item).body[best.start : best.end]
