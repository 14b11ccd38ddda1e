"""The page's words stand in one folder."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "assistant" / "page"
FILES = [path for path in sorted(PAGE.rglob("*.py")) if "english" not in path.parts]
SCRIPTS = sorted(PAGE.glob("scripts/*.js"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PAGE).as_posix())
def test_no_words_stand_outside_the_folder_of_words(path: Path) -> None:
    """No text of two words, nor any between tags, is in code: a translator finds all of it in english/."""
    assert [told for told in _texts(ast.parse(path.read_text(encoding="utf-8"))) if _is_english(told)] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_take_their_words_from_there(path: Path) -> None:
    """What a script shows comes as WORDS.name."""
    code = re.sub(r"^\s*//.*$|[;{,] // .*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    literals = re.findall(r"'([^'\n]*)'|\"([^\"\n]*)\"|`([^`]*)`", code)
    texts = ("".join(parts) for parts in literals)
    assert [told for told in texts if _is_english(re.sub(r"\$\{[^}]*\}", "", told)) and told != "use strict"] == []


def _is_english(text: str) -> bool:
    plain = re.sub(r"<[^>]*>|&\w+;", " ", text)
    tagged = plain != text and re.search(r"[A-Za-z]{3}", plain)
    return bool(tagged or re.search(r"(?<![\w#.\[-])[A-Za-z]{2,},? [a-z]{2,}\b(?![\]=:-])", plain))


def _texts(tree: ast.AST) -> Iterator[str]:
    """Every string that may be shown: with holes for what is filled in, without docstrings, lines of the log, and
    refusals of what the page itself never sends."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.Raise | ast.Assert) or _is_docstring(child) or _is_log(child):
            continue
        if isinstance(child, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "" for part in child.values)
            for part in child.values:
                yield from _texts(part)
        elif isinstance(child, ast.Constant) and isinstance(child.value, str) and not isinstance(tree, ast.JoinedStr):
            yield child.value
        else:
            yield from _texts(child)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_log(node: ast.AST) -> bool:
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and ast.unparse(call.func).startswith("log.")
