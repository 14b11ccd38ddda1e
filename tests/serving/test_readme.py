"""The examples in the README, run as they stand there."""

import re
from pathlib import Path

import pytest

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_there_is_an_example_of_each_way_in() -> None:
    """Gradio's client, and the assistant and retriever in Python."""
    assert [("gradio_client" in one, "PassageRetriever" in one) for one in EXAMPLES] == [(True, False), (False, True)]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_does_what_it_shows(
    example: str,
    home: str,
    small_store: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Beside a store, and with the server at an address of its own, it runs to its end and prints an answer."""
    (tmp_path / ".store").symlink_to(small_store)
    monkeypatch.chdir(tmp_path)
    exec(compile(example.replace("http://127.0.0.1:7860", home), "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "[1]" in printed or "articles" in printed
    if "PassageRetriever" in example:  # the answer, then the passages, the nearest first
        assert printed.startswith("grounded ") and "\nBees r" in printed
