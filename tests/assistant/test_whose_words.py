"""Did X say “...”? The words that are another's are given as that other's; those that are X's count as said."""

import pytest

from assistant.answering import Assistant
from assistant.comparing import verbatim
from assistant.question import Message
from index.filters import EVERYTHING

ARTICLES = {
    "lamp.md": """---
headline: Lighthouse to be automatic
outlet: The Skerry Post
published: 2047-01-20
---
“We lit the lamp for ninety years and nobody ever wrote to thank us,” keeper Arne Molde said on Sunday.

Inspector Dagny Ruud said that the lamp would be run from the mainland. “A machine does not fall asleep,” Ruud said.
""",
}


@pytest.mark.parametrize(
    ("text", "outcome", "told"),
    [
        (
            "Did Dagny Ruud say “we lit the lamp for ninety years”?",
            "not_found",
            "no statement by Dagny Ruud in such words. The words are reported of Arne Molde:",
        ),
        ("Did Arne Molde say “we lit the lamp for ninety years”?", "said", "Yes."),
        ("Did Dagny Ruud say “a machine does not fall asleep”?", "said", "Yes."),
        ("Did Dagny Ruud say “we painted the boats in the winter of the flood”?", "not_found", "no statement by"),
    ],
)
def test_words_stand_under_who_said_them(assistant: Assistant, text: str, outcome: str, told: str) -> None:
    """Under another's name they are no words of the one asked about; nobody's are nobody's."""
    answer = assistant.invoke(Message(text, (), EVERYTHING))
    assert answer.outcome == outcome
    assert told in answer.text.splitlines()[0]
    assert bool(answer.citations) == ("ninety" in text or "asleep" in text)


@pytest.mark.parametrize(
    ("quotation", "said", "same"),
    [
        ("lit the lamp", ("We lit the lamp, and nobody saw",), True),
        ("hand over the lamp", ("We shall not hand over the lamp",), False),  # what is left of a "not"
        ("hand over the lamp", ("I cannot stay, but hand over the lamp",), True),
        ("lit the lamps", ("We lit the lamp",), False),
        ("lit the lamp", ("We lit", "the lamp"), False),
    ],
)
def test_verbatim_words_are_whole_and_not_turned_round(quotation: str, said: tuple[str, ...], same: bool) -> None:
    """Cut off a no, words say the opposite; across a gap they were not said so."""
    assert verbatim(quotation, said) == same
