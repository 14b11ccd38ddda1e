"""A question about a year is not answered from what was told of another."""

from pathlib import Path

from assistant.question import Message
from assistant.settings import read_settings
from assistant.wiring import build_assistant
from index.filters import EVERYTHING
from index.settings import read_settings as read_index_settings
from index.wiring import UpdateOptions, update


def test_a_year_that_the_passage_does_not_tell_of_is_not_answered(tmp_path: Path) -> None:
    """The flower show of 2031 says nothing about the one of 2019."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "show.md").write_text(
        "---\npublished: 2031-05-03\n---\nFlower show\n\nIlka Tamm won the gold medal of the flower show in Weld.\n"
    )
    settings = read_index_settings({})
    update(tmp_path / "store", settings, [articles], UpdateOptions(False, False), lambda *_: None)
    assistant = build_assistant(tmp_path / "store", read_settings({}), settings)
    this = assistant.invoke(Message("Who won the gold medal of the 2031 flower show?", (), EVERYTHING))
    other = assistant.invoke(Message("Who won the gold medal of the 2019 flower show?", (), EVERYTHING))
    assert this.standing == "grounded" and "Ilka Tamm" in this.text
    assert other.standing == "declined"
