"""people.toml and `--no-statements` through the command, with the real models: what the next run makes of them."""

import json
from pathlib import Path

import pytest

from index.__main__ import main
from index.attribution.parsing import _language

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Dam report\n\n“The dam was safe and dry,” said Jonas Hale, a hydrologist.\n")
    (folder / "b.txt").write_text("Lake report\n\n“The lake was far too high,” said J. Hale, a hydrologist.\n")
    (folder / "c.txt").write_text("Club news\n\n“We will win it again,” said Wren Tamsin, the captain.\n")
    return folder


def updated(articles: Path, *options: str) -> None:
    assert main([str(articles), "--store", str(articles.parent / "store"), *options]) == 0


def overruled(articles: Path, text: str) -> None:
    """Runs the update with a new people.toml, and holds that the parser was not loaded for it."""
    (articles.parent / "people.toml").write_text(text)
    _language.cache_clear()
    updated(articles)
    assert _language.cache_info().currsize == 0


def listed(articles: Path, capsys: Capture, command: str = "speakers") -> list[dict[str, object]]:
    capsys.readouterr()
    assert main([command, "--store", str(articles.parent / "store"), "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def names(articles: Path, capsys: Capture) -> list[str]:
    return sorted(str(person["name"]) for person in listed(articles, capsys))


def test_each_key_of_the_people_file_is_honoured_by_the_next_run(articles: Path, capsys: Capture) -> None:
    """Never-merge, not-a-person and aliases each change the list, and so does taking them back; nothing is parsed."""
    updated(articles)
    assert names(articles, capsys) == ["Jonas Hale", "Wren Tamsin"]
    overruled(articles, 'never-merge = [["J. Hale", "Jonas Hale"]]')
    assert names(articles, capsys) == ["J. Hale", "Jonas Hale", "Wren Tamsin"]
    overruled(articles, 'not-a-person = ["Wren Tamsin"]')
    assert names(articles, capsys) == ["Jonas Hale"]
    assert len(listed(articles, capsys, "statements")) == 3
    overruled(articles, '[aliases]\n"Wren Hale" = ["Wren Tamsin"]')
    assert names(articles, capsys) == ["Jonas Hale", "Wren Hale"]
    overruled(articles, "")
    assert names(articles, capsys) == ["Jonas Hale", "Wren Tamsin"]


def test_a_store_built_without_statements_has_none_until_they_are_wanted(articles: Path, capsys: Capture) -> None:
    """--no-statements loads no parser; the next run without it finds them."""
    _language.cache_clear()
    updated(articles, "--no-statements")
    assert _language.cache_info().currsize == 0
    assert listed(articles, capsys) == listed(articles, capsys, "statements") == []
    updated(articles)
    assert len(listed(articles, capsys, "statements")) == 3


def test_an_outlet_is_no_person_of_its_own_articles(articles: Path, capsys: Capture) -> None:
    """What it says there is a statement under its name; the list has it where another outlet reports it."""
    head = "---\nheadline: Mill news\noutlet: {}\n---\n\n"
    told = "The Vale Lantern warned that the mill would close in the spring.\n"
    (articles / "d.md").write_text(head.format("The Vale Lantern") + told)
    updated(articles)
    said = [one["speakers"] for one in listed(articles, capsys, "statements")]
    assert ["The Vale Lantern"] in said
    assert names(articles, capsys) == ["Jonas Hale", "Wren Tamsin"]
    (articles / "d.md").write_text(head.format("The Vale Courier") + told)
    updated(articles)
    assert names(articles, capsys) == ["Jonas Hale", "Vale Lantern", "Wren Tamsin"]
