"""What a question asks for has a form, and a sentence that holds nothing of that form does not answer it."""

import pytest

from assistant.expecting import lacks, lacks_future, lacks_past, thing_measured


@pytest.mark.parametrize(
    ("question", "answers", "does_not"),
    [
        ("How heavy is the new bell?", "The bell weighs 640 kilograms.", "The bell was cast by a team of 30."),
        ("By what margin did the bill pass?", "It passed by 61 votes to 40.", "The bill taxes profits at 12 per cent."),
        ("What was the result of the match?", "Harrow 3, Weld 1.", "A crowd of 9,000 came."),
        ("In what year was the bridge built?", "Masons built it in 1402.", "Some 300 masons built it."),
        ("What does a ferry ticket cost?", "A single is 14 crowns.", "There are 14 ferries."),
        ("What share of pupils passed?", "Of the pupils 71 per cent passed.", "At the school 900 pupils passed."),
        ("How long will the road be closed?", "It will be shut for three weeks.", "Route 3 will be shut."),
        ("How many people died?", "Nineteen people are dead.", "It let out 9 million cubic metres of water."),
        ("What was the number of dead?", "The toll stood at 17.", "At 4:40 a.m. it burst; the loss is $5 million."),
        ("How many metres high is the wall?", "It is 20 metres high.", "It is high."),
        ("When was the lock opened?", "It opened on 4 May.", "It was opened by the mayor."),
        ("Who opened the lock?", "The ribbon was cut by Ines Varro.", "The ribbon was cut by the mayor."),
    ],
)
def test_a_sentence_must_hold_the_form_that_is_asked_for(question: str, answers: str, does_not: str) -> None:
    assert not lacks(question, answers)
    assert lacks(question, does_not)


def test_a_question_that_asks_for_no_form_rules_nothing_out() -> None:
    """Why and how may be answered by any sentence."""
    assert not lacks("Why was the road closed?", "Stones had fallen on it.")


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("Who will run the ferries next year?", "The ferries are run by Ada Lorn.", True),
        ("Who will run the ferries next year?", "Ada Lorn is to become head of the ferries.", False),
        ("What will the bridge cost?", "The bridge would cost 4 million crowns.", False),
        ("Who runs the ferries?", "The ferries are run by Ada Lorn.", False),
        ("When was her will read?", "It was read on Monday.", True),  # the price of not parsing: a will is rare
    ],
)
def test_what_is_to_come_is_told_by_words_for_it(question: str, text: str, missing: bool) -> None:
    """Not by how things are today."""
    assert lacks_future(question, text) is missing


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("What fine did the smuggler get?", "The smuggler will be tried in May.", True),
        ("What fine did the smuggler get?", "The smuggler was tried and will appeal.", False),
        ("What fine did the smuggler get?", "The smuggler paid 300 crowns and will appeal.", False),
        ("What fine did the smuggler get?", "The smuggler, whose boat may be sold, will be tried in May.", True),
        ("When was the lock meant to open?", "The lock will open in May.", False),  # a plan may be told as one
        ("When will the lock open?", "The lock will open in May.", False),
    ],
)
def test_what_was_is_not_told_by_what_will_be(question: str, text: str, missing: bool) -> None:
    """A sentence of the future alone answers no question for the past."""
    assert lacks_past(question, text) is missing


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("How much does a child's ferry pass to Weld cost?", "pass"),
        ("How much will the second lock cost?", "lock"),
        ("How many tonnes does the new bell of the abbey weigh?", "bell"),
        ("How much does it cost?", ""),
        ("How much does Weld earn?", ""),
        ("How many people live in Weld?", ""),
    ],
)
def test_the_thing_measured_is_the_noun_before_the_verb(question: str, thing: str) -> None:
    """No pronoun, no name, and nothing where no cost or weight is asked for."""
    assert thing_measured(question) == thing
