"""How far texts say what the words of another say, with the real model."""

from pathlib import Path

import pytest

from index.searching import Searcher
from index.settings import read_settings
from index.wiring import open_searcher

CLAIM = "The minister said the reservoir would cost 340 million crowns"


@pytest.fixture(scope="module")
def searcher(small_store: Path) -> Searcher:
    return open_searcher(small_store, read_settings({}))


def test_a_text_says_all_of_itself_and_an_empty_one_nothing(searcher: Searcher) -> None:
    """A share: of its own words all, of an empty text's none, and of any text's no more than all."""
    whole, none, other = searcher.echoed(CLAIM, [CLAIM, "", "Snow fell on the hills."])
    assert whole == pytest.approx(1, abs=0.01) and none == 0 and 0 <= other < whole
    assert searcher.echoed("", [CLAIM]) == [0] and searcher.echoed(CLAIM, []) == []


def test_a_word_is_taken_as_it_is_meant_where_it_stands(searcher: Searcher) -> None:
    """The bank of a river says less of the one that lends than another that lends; by letters they are the same."""
    lends, banks = (
        "The bank lent money to farmers",
        ["A bank gave loans to the town", "They sat on the bank of the river"],
    )
    meant, other = searcher.echoed(lends, banks)
    assert meant > other


def test_what_else_is_asked_about_changes_nothing(searcher: Searcher) -> None:
    """One text or many in a run, known already or not, with a text twice: the same shares in the order given."""
    texts = [f"It cost {n} million crowns, the minister told farmers" for n in range(40)]
    together = searcher.echoed(CLAIM, [*texts, texts[0]])
    alone = [searcher.echoed(CLAIM, [text])[0] for text in reversed(texts)]
    assert together[:-1] == pytest.approx(alone[::-1], abs=0.01) and together[-1] == together[0]
