"""Prompts and the code that fills them fit each other."""

import ast
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from string import Template

import pytest

from assistant.errors import PromptError
from assistant.prompting import fill

ROOT = Path(__file__).resolve().parent.parent


def calls() -> Iterator[tuple[str, set[str]]]:
    """Each prompt that the code fills, and with which variables."""
    for file in sorted((ROOT / "assistant").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "fill":
                name = ast.literal_eval(node.args[0])
                yield name, {str(keyword.arg) for keyword in node.keywords}


def test_every_variable_is_filled_and_none_is_unknown() -> None:
    """And no prompt lies about that nothing fills."""
    filled = dict(calls())
    prompts = {file.name for file in resources.files("prompts").iterdir() if file.name.endswith(".md")}
    assert {f"{name}.md" for name in filled} == prompts
    for name, variables in filled.items():
        template = Template((ROOT / "prompts" / f"{name}.md").read_text(encoding="utf-8"))
        assert template.is_valid()
        assert set(template.get_identifiers()) == variables


@pytest.mark.parametrize(
    "variables", [{}, {"fence": "x"}, {"fence": "", "filters": "", "passages": "", "question": "", "more": ""}]
)
def test_a_missing_or_unknown_variable_is_refused_by_name(variables: dict[str, str]) -> None:
    """Rather than sent to a model as $passages."""
    with pytest.raises(PromptError, match=r"passages|more"):
        fill("asking", **variables)


def test_what_is_filled_in_is_not_filled_again() -> None:
    """An article that writes $decline keeps its dollar sign."""
    filled = fill("asking", fence="NO", filters="", passages="costs $fence or $5", question="")
    assert "costs $fence or $5" in filled


@pytest.mark.parametrize("name", ["../answering", "Answering", "", "answering.md"])
def test_a_prompt_has_a_plain_name(name: str) -> None:
    """No path can be asked for."""
    with pytest.raises(PromptError, match="name"):
        fill(name)
