"""What the tests of the index share."""

from pathlib import Path

import pytest

from tests.index.newsroom import Newsroom


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path)
