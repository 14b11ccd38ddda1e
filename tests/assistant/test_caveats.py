"""Words that an article had to take back are never given without its correction."""

from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.question import Message
from assistant.settings import read_settings
from assistant.wiring import build_assistant
from index.filters import EVERYTHING
from index.settings import read_settings as read_index_settings
from index.wiring import UpdateOptions, update

CORPUS = Path(__file__).parents[2] / "corpus" / "articles"
RETRACTED = "We were warned about that skylight and we did nothing"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    store = tmp_path_factory.mktemp("corrected")
    articles = [CORPUS / f"2031-07-{name}.md" for name in ("15-salt-crown-stolen", "22-correction-museum")]
    update(store, read_index_settings({}), articles, UpdateOptions(False, True), lambda *_: None)
    return build_assistant(store, read_settings({}), read_index_settings({}))


def test_an_answer_tells_of_the_correction(assistant: Assistant) -> None:
    """Word for word as it stands there, and corrected since."""
    answer = assistant.invoke(Message(f'Did Viktor Ostrov say "{RETRACTED}"?', (), EVERYTHING))
    assert RETRACTED in answer.text
    assert answer.text.endswith(
        "Corrected later: the article of [1], in The Daily Lantern, 2031-07-22 (Correction: Salt Crown theft)."
    )


def test_a_checked_claim_tells_of_it(assistant: Assistant) -> None:
    (claim,) = assistant.check(f"“{RETRACTED}”, Viktor Ostrov said.")
    assert "corrected later, in The Daily Lantern, 2031-07-22" in claim.reason
    assert assistant.check("") == []


def test_the_correction_itself_needs_no_such_line(assistant: Assistant) -> None:
    """Nothing corrects it."""
    answer = assistant.invoke(Message("Did Emeric Vaud say “They were warned about that skylight”?", (), EVERYTHING))
    assert {citation.item.source.headline for citation in answer.citations} == {"Correction: Salt Crown theft"}
    assert "Corrected later" not in answer.text
