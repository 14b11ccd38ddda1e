"""Fills the prompts of prompts/: Markdown with $variables."""

import re
from functools import cache
from importlib import resources
from string import Template

from assistant.errors import PromptError


def fill(name: str, **variables: str) -> str:
    """The prompt `name` with its variables filled in. Raises PromptError for a missing or an unknown one."""
    template = _template(name)
    expected = set(template.get_identifiers())
    if expected != variables.keys():
        missing, unknown = sorted(expected - variables.keys()), sorted(variables.keys() - expected)
        raise PromptError(f"the prompt {name} lacks values for {missing} and knows no {unknown}; make them agree.")
    return template.substitute(variables)


@cache
def _template(name: str) -> Template:
    if not re.fullmatch(r"[a-z]+", name):
        raise PromptError(f"{name!r} is no name of a prompt; they are lower case letters.")
    return Template(resources.files("prompts").joinpath(f"{name}.md").read_text(encoding="utf-8"))
