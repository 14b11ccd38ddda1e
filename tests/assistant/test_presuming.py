"""What a question takes for granted of the one who speaks, and an answer that says so where no article tells it."""

import pytest

from assistant.answering import Assistant
from assistant.question import Message
from index.filters import EVERYTHING

ARTICLES = {
    "race.md": """---
headline: Kestle takes the lake race
outlet: The Sound Mirror
published: 2044-06-02
---
Bryn Kestle, the sculler, won the lake race on Sunday by half a length. Her boat broke an oarlock at the turn.

“I heard the crowd before I saw the line,” Kestle said after the race.

Coach Pavel Imhof, who was asked to resign over the broken oarlock, said the race had been the best of his life.
""",
    "inquiry.md": """---
headline: Harbour master steps aside
outlet: The Sound Mirror
published: 2044-07-11
---
Harbour master Odo Fenwick resigned on Monday over the drifting buoys. “The buoys were mine to watch,” Fenwick said.

Clerk Runa Tamm said that Fenwick had not sold the buoys.
""",
}


@pytest.mark.parametrize(
    ("text", "untold"),
    [
        ("What did Bryn Kestle say about the race after she capsized at the turn?", "capsized at the turn"),
        ("What did Pavel Imhof say of the race when he resigned over the oarlock?", "resigned over the oarlock"),
        ("What did Odo Fenwick say about the buoys after Fenwick sold the buoys?", "sold the buoys"),
        ("What did Odo Fenwick say about the buoys once he was acquitted?", "was acquitted"),
    ],
)
def test_what_no_article_tells_of_the_speaker_is_not_taken_for_granted(
    assistant: Assistant, text: str, untold: str
) -> None:
    """Not what they were only asked to do, nor what is denied; their words on the matter are given all the same."""
    answer = assistant.invoke(Message(text, (), EVERYTHING))
    assert (answer.standing, answer.outcome) == ("grounded", "other_words")
    assert answer.text.startswith("No article found tells in such words that")
    assert untold in answer.text.splitlines()[0]


@pytest.mark.parametrize(
    "text",
    [
        "What did Bryn Kestle say about the race after she won the lake race?",
        "What did Odo Fenwick say about the buoys when he resigned over the buoys?",
        "What did Odo Fenwick say about the buoys when he spoke to reporters?",  # that is what is looked for
        "What did Odo Fenwick say about the buoys after they drifted?",  # nothing about the speaker
        "What did Odo Fenwick say about Pavel Imhof and the buoys when he vanished?",  # "he" may be either
        "What did Odo Fenwick say about the buoys when he became an admiral?",  # roles are held against days elsewhere
    ],
)
def test_what_is_told_or_is_of_others_is_answered_as_ever(assistant: Assistant, text: str) -> None:
    """A clause that an article tells, that is about speaking, or that need not be about the speaker."""
    answer = assistant.invoke(Message(text, (), EVERYTHING))
    assert answer.outcome is None
    assert "No article found" not in answer.text
