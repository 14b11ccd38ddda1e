"""docs/security.md names tests; each of them is there."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)


def test_each_defence_names_a_test_that_there_is() -> None:
    """By file and function; a test that is renamed or gone takes its line with it."""
    for file, name in NAMED:
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, f"{file}::{name}"


def test_no_line_stands_without_a_test() -> None:
    """A row of a table that shows nothing would be a promise."""
    rows = [
        line for line in PAGE.splitlines() if line.startswith("| ") and "---" not in line and "shown by" not in line
    ]
    assert len(rows) > 20 and [row for row in rows if "::test_" not in row] == []
