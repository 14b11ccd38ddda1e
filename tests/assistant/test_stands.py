"""Who opposed it? Whoever rejected a charge opposed the charge, not the matter."""

import pytest

from assistant.answering import Assistant
from assistant.question import Message
from index.filters import EVERYTHING
from index.statement import Statement

ARTICLES = {
    "canal.md": """---
headline: Council votes for the Brack canal
outlet: The Lock Gazette
published: 2048-04-10
---
Councillor Otto Prynne criticised the Brack canal. It would drain the meadows, he said of the canal.

Mayor Elin Aas rejected the charge. Aas said the Brack canal would feed the meadows and not drain them.

Engineer Jory Tewkes dismissed the canal.
""",
}


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("Who opposed the Brack canal?", {"Otto Prynne"}),
        ("Who criticised the canal?", {"Otto Prynne"}),
        ("Who rejected the charge?", {"Elin Aas"}),
    ],
)
def test_a_stand_is_taken_on_what_is_asked_about(assistant: Assistant, text: str, by: set[str]) -> None:
    """The object of the verb tells on what: the charge is not the canal."""
    answer = assistant.invoke(Message(text, (), EVERYTHING))
    items = [citation.item for citation in answer.citations]
    named = {speaker.name for item in items if isinstance(item, Statement) for speaker in item.speakers}
    assert named >= by
    assert ("Elin Aas" in named) == ("Elin Aas" in by)
