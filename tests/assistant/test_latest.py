"""The latest leads where it is asked for: who holds an office now, what is new on a matter."""

import pytest

from assistant.answer import Answer
from assistant.answering import Assistant
from assistant.question import Message
from index.filters import EVERYTHING
from index.statement import Statement

ARTICLES = {
    "early.md": """---
headline: Cable car to cross the Murn
outlet: The Fell Gazette
published: 2050-02-01
---
Prime Minister Aud Selmer said on Tuesday that the cable car over the Murn would carry 900 people an hour.

“It is cheaper than a bridge,” Selmer said. Opposition leader Ketil Voss said the cable car would freeze.
""",
    "middle.md": """---
headline: Cable car over the Murn delayed
outlet: The Fell Gazette
published: 2050-09-12
---
The cable car over the Murn has been delayed by a year because of frozen bearings.

PM Aud Selmer told reporters that patience was a form of steel. She did not rule out a ferry. She denied that the \
bearings had been bought second-hand.
""",
    "late.md": """---
headline: Cable car over the Murn opens
outlet: The Fell Gazette
published: 2051-10-03
---
The cable car over the Murn opened on Monday with 40 cabins.

Ketil Voss, the prime minister, said he had been wrong about the frost.
""",
    "note.txt": """Ropeway grease found in the Murn

Anglers found grease from the ropeway in the river Murn below the weir.
""",
}


def ask(assistant: Assistant, text: str) -> Answer:
    return assistant.invoke(Message(text, (), EVERYTHING))


@pytest.mark.parametrize(
    "text", ["Who is prime minister?", "Who is the prime minister?", "Who's prime minister now?", "Who is the PM?"]
)
def test_an_office_is_its_latest_holders(assistant: Assistant, text: str) -> None:
    """However it is called, and the sentence that tells of it before those of other roles."""
    answer = ask(assistant, text)
    assert answer.text.startswith("Ketil Voss (prime minister)")
    assert "Selmer" not in answer.text


def test_an_office_is_its_holders_of_the_days_asked_about(assistant: Assistant) -> None:
    """Whoever held it then, by the name it had then."""
    assert ask(assistant, "Who was prime minister in 2050?").text.startswith("Aud Selmer")


def test_roles_are_told_the_latest_first(assistant: Assistant) -> None:
    """What somebody is now, then what they were."""
    days = [one.item.source.published for one in ask(assistant, "Who is Ketil Voss?").citations]
    assert len(days) == 2
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    "text", ["What's the latest on the cable car over the Murn?", "what is the latest news on the Murn cable car"]
)
def test_the_latest_is_told_the_newest_first(assistant: Assistant, text: str) -> None:
    """One sentence of each article, by day."""
    days = [one.item.source.published for one in ask(assistant, text).citations]
    assert days[0] == "2051-10-03"
    assert days == sorted(days, reverse=True)


def test_an_article_without_outlet_and_day_goes_by_its_headline(assistant: Assistant) -> None:
    """Not by the name of its file."""
    answer = ask(assistant, "Where was grease from the ropeway found?")
    assert answer.text.startswith("Ropeway grease found in the Murn: “Anglers found grease")


def test_not_to_rule_out_is_no_denial(assistant: Assistant) -> None:
    """What was denied is marked as denied, and nothing else that has a "not"."""
    lines = ask(assistant, "What did Aud Selmer say?").text.splitlines()
    assert "denied" not in next(line for line in lines if "rule out" in line)
    assert "(paraphrase; denied)" in next(line for line in lines if "second-hand" in line)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("What did the prime minister say about the ferry?", "Aud Selmer"),
        ("What did the prime minister say about the frost?", "Ketil Voss"),
        ("What did the prime minister say about the cable car to Ketil Voss?", "Aud Selmer"),
        ("What did the prime minister say about the frost in 2051?", "Ketil Voss"),
    ],
)
def test_an_office_is_whose_who_spoke_on_the_matter_while_holding_it(assistant: Assistant, text: str, who: str) -> None:
    """The last, unless the one before spoke on it, or the last is somebody else in the question."""
    answer = ask(assistant, text)
    assert answer.question.filters.speakers == (who,)
    assert answer.standing == "grounded"
    assert all(one.speakers[0].name == who for c in answer.citations if isinstance(one := c.item, Statement))
