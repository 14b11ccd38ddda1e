"""Whom "he" and "she" mean in a talk: somebody who may be so called, or nobody."""

import pytest

from assistant.answer import Answer
from assistant.answering import Assistant
from assistant.question import Message, Turn
from index.filters import EVERYTHING

ARTICLES = {
    "kiln.md": """---
headline: Kiln at Orsett to close
outlet: The Clay Record
published: 2046-03-04
---
Grzelda Vunt, the potter, said on Monday that the kiln at Orsett would close. “Nobody buys bricks,” she said.

Robert Anselm, the mayor of Orsett, said the kiln had paid for the school. He called Vunt “a gifted pessimist”.

Helga Lunde, the owner of the clay pit, said Anselm had never visited the kiln.
""",
    "ferry.md": """---
headline: Ferry to stop at Orsett
outlet: The Clay Record
published: 2046-05-09
---
Henrik Salk, the ferryman, said on Wednesday that the ferry would stop at Orsett from June.
""",
}


def talk(assistant: Assistant, *questions: str) -> Answer:
    turns: list[Turn] = []
    for question in questions:
        answer = assistant.invoke(Message(question, tuple(turns), EVERYTHING))
        turns.append(Turn(question, answer.text))
    return answer


@pytest.mark.parametrize(
    ("first", "then", "pronoun"),
    [
        ("What did Henrik Salk say about the ferry?", "Did she agree?", "she"),  # by the first name
        ("What did Grzelda Vunt say about bricks?", "Did he agree?", "he"),  # by the articles' own "she"
        ("What did Grzelda Vunt say about bricks?", "And what did he say about her?", "he"),
    ],
)
def test_a_pronoun_that_fits_nobody_is_asked_back(assistant: Assistant, first: str, then: str, pronoun: str) -> None:
    """No man's words are given for "she", and none of what was asked before for "he"."""
    answer = talk(assistant, first, then)
    assert answer.standing == "declined"
    assert f"is a “{pronoun}”" in answer.text


def test_two_pronouns_mean_two_people(assistant: Assistant) -> None:
    """The one who speaks and the one spoken of, and nothing of the matter before."""
    answer = talk(assistant, "What did Grzelda Vunt say about Robert Anselm?", "And what did he say about her?")
    assert answer.question.filters.speakers == ("Robert Anselm",)
    assert answer.question.about == ("Grzelda Vunt",)
    assert "a gifted pessimist" in answer.citations[0].text


def test_a_pronoun_behind_a_name_of_the_other_kind_means_somebody_else(assistant: Assistant) -> None:
    """ "What did Helga say about him?" asks about the man before."""
    answer = talk(assistant, "What did Robert Anselm say about the school?", "And what did Helga Lunde say about him?")
    assert answer.question.about == ("Robert Anselm",)
    assert "had never visited" in answer.citations[0].text


def test_a_pronoun_behind_a_name_of_its_own_kind_is_that_one(assistant: Assistant) -> None:
    """ "Did Helga say she ...": nobody of the talk before."""
    answer = talk(assistant, "What did Grzelda Vunt say about bricks?", "Did Helga Lunde say she owned the kiln?")
    assert answer.question.filters.speakers == ("Helga Lunde",)
    assert answer.question.about == ()
