"""The house holds its shape: who may import whom, what loads when, what a file may be called."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OWN = ("app", "assistant", "index", "prompts")

# Who alone speaks to a heavy library: the rooms, by how their names begin.
ROOMS = {
    "sqlite3": ("index.ledger.sqlite",),
    "sqlalchemy": ("index.ledger.postgres", "index.ledger.queries"),
    "chromadb": ("index.vectors", "index.vector_server"),
    "httpx": ("index.vector_server",),
    "tantivy": ("index.words", "index.words_folder"),
    "spacy": ("index.attribution.",),
    "onnxruntime": ("index.embedding",),
    "tokenizers": ("index.embedding",),
    "huggingface_hub": ("index.minilm.finding",),
    "openai": ("assistant.model", "index.embedding_server"),
    "langchain_openai": ("assistant.model", "index.embedding_server"),
    "gradio": ("assistant.page.", "assistant.serving.endpoints", "assistant.serving.doors"),
    "bcrypt": ("assistant.serving.users",),
    "mcp": ("assistant.serving.tools",),
    "prometheus_client": ("assistant.serving.",),
    "uvicorn": ("assistant.page.",),
    "yaml": ("index.reading.plain",),
    "trafilatura": ("index.reading.pages",),
    "lxml": ("index.reading.pages", "index.reading.markup", "index.reading.news_xml"),
    "pypdf": ("index.reading.documents",),
    "docx": ("index.reading.documents",),
    "charset_normalizer": ("index.decoding",),
    "sentencex": ("index.sentencing",),
    "py3langid": ("index.identifying",),
    "rensa": ("index.sketching",),
}

# Rooms that import nothing but the standard library and each other.
PURE = {
    *(
        "index.article",
        "index.passage",
        "index.statement",
        "index.person",
        "index.hit",
        "index.filters",
        "index.coverage",
    ),
    *("index.errors", "index.splitting", "index.ranking", "index.stopwords", "index.settings"),
    *(
        "assistant.question",
        "assistant.errors",
        "assistant.expecting",
        "assistant.forms",
        "assistant.settings",
        "assistant.verbs",
    ),
    *("assistant.word", "assistant.forms", "assistant.prompting", "assistant.evidence", "assistant.answer"),
}

# Who may import inside a function, and why.
LAZY = {
    "app": "--help and a port in use are told before Gradio is loaded",
    "assistant.__main__": "--help comes at once",
    "assistant.model": "the client of a language model is loaded for those who name one",
    "assistant.wiring": "the client of a language model is loaded for those who name one",
    "index.commands.": "--help comes at once",
    "index.wiring": "spaCy and the clients of servers are loaded for those who need them",
    "index.minilm.finding": "the hub's client is loaded when the weights are nowhere else",
}

TOOLS = {"index.minilm.graph"}  # made a file of this folder once; needs onnx, which the product does not
HEAVY = {"gradio", "chromadb", "openai", "langchain_openai", "spacy", "onnxruntime", "tantivy", "numpy", "fastapi"}
NAMES_OF_NOTHING = {"utils", "helpers", "core", "base", "common", "manager", "service", "misc", "src"}


@dataclass(frozen=True, slots=True)
class Import:
    module: str  # the file that imports
    name: str  # what it imports, with all its dots
    inside: bool  # in a function


@cache
def modules() -> dict[str, Path]:
    """Every module of the product by its dotted name."""
    files = [ROOT / "app.py", *(file for package in OWN[1:] for file in (ROOT / package).rglob("*.py"))]
    return {".".join(file.relative_to(ROOT).with_suffix("").parts): file for file in sorted(files)}


@cache
def imports() -> tuple[Import, ...]:
    return tuple(found for module, file in modules().items() for found in _imports(module, _tree(file), False))


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def _imports(module: str, node: ast.AST, inside: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(module, alias.name, inside) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            assert child.level == 0, f"{module} imports relatively"
            yield Import(module, str(child.module), inside)
            yield from (
                Import(module, submodule, inside)
                for alias in child.names
                if (submodule := f"{child.module}.{alias.name}") in modules()
            )
        elif not _is_for_types_only(child):
            yield from _imports(module, child, inside or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef))


def _is_for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _below(name: str, places: tuple[str, ...]) -> bool:
    """A place that ends with a dot is a folder."""
    return any(name.startswith(place) if place.endswith(".") else name == place for place in places)


@pytest.mark.parametrize(
    ("package", "allowed"),
    [("index", {"index"}), ("assistant", {"assistant", "index", "prompts"}), ("prompts", set())],
)
def test_imports_run_one_way(package: str, allowed: set[str]) -> None:
    """app -> assistant -> index, and never back."""
    back = [
        found
        for found in imports()
        if found.module.split(".")[0] == package and found.name.split(".")[0] in {*OWN, "tests"} - allowed
    ]
    assert back == []


def test_the_page_is_known_to_nobody_but_its_own_rooms_and_app() -> None:
    """Answers do not depend on how they are shown."""
    assert [
        found
        for found in imports()
        if found.name.startswith("assistant.page") and not _below(found.module, ("app", "assistant.page."))
    ] == []


@pytest.mark.parametrize("library", ROOMS)
def test_a_heavy_library_has_its_own_room(library: str) -> None:
    """Nobody else speaks to it, so that it can be replaced, and loads when it is needed."""
    users = {found.module for found in imports() if found.name.split(".")[0] == library}
    assert users, f"nobody imports {library}: take it out of this list"
    assert {user for user in users if not _below(user, ROOMS[library])} == set()


@pytest.mark.parametrize("module", sorted(PURE))
def test_a_pure_room_imports_the_standard_library_and_pure_rooms_only(module: str) -> None:
    """What can be read and tested alone stays so."""
    assert module in modules(), f"{module} is gone: take it out of this list"
    others = {found.name for found in imports() if found.module == module}
    impure = {name for name in others if name not in PURE and name.split(".")[0] not in sys.stdlib_module_names}
    assert impure - {"index", "assistant", "prompts"} == set()


def test_nothing_imports_inside_a_function_to_dodge_a_circle() -> None:
    """Only rooms with a reason import late."""
    assert {found for found in imports() if found.inside and not _below(found.module, tuple(LAZY))} == set()
    late = {found.module for found in imports() if found.inside}
    assert {place for place in LAZY if not any(_below(module, (place,)) for module in late)} == set()


def test_no_circles() -> None:
    """No module imports itself through others, at load time."""
    needs = {
        module: {found.name for found in imports() if found.module == module and not found.inside}
        for module in modules()
    }
    known: dict[str, bool] = {}  # False while its imports are being followed

    def follow(module: str, path: tuple[str, ...]) -> None:
        assert known.get(module, True), " -> ".join((*path, module))
        if module not in known:
            known[module] = False
            for name in sorted(needs[module] & modules().keys()):
                follow(name, (*path, module))
            known[module] = True

    for module in modules():
        follow(module, ())


def loaded_by(module: str) -> set[str]:
    """The top-level packages that a fresh Python holds after importing `module`."""
    code = f"import {module}, sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(run.stdout.split())


@pytest.mark.parametrize("module", ["app", "assistant.__main__", "index.__main__"])
def test_help_loads_nothing_heavy(module: str) -> None:
    """A command line tells its usage at once."""
    assert loaded_by(module) & (HEAVY | {"langchain_core", "pydantic"}) == set()


def test_answering_without_a_model_loads_no_client_of_one() -> None:
    """Two seconds, for those who name none."""
    assert loaded_by("assistant.wiring") & {"openai", "langchain_openai", "gradio", "spacy"} == set()


def test_package_files_are_empty() -> None:
    """So that a pure room never loads a client along with its package."""
    assert {
        name for name, file in modules().items() if file.name == "__init__.py" and file.read_text().strip()
    } == set()


def test_names_say_what_is_inside() -> None:
    """No file is called after nothing."""
    parts = {part for module in modules() for part in re.split(r"[._]", module)}
    assert parts & NAMES_OF_NOTHING == set()


def test_every_file_begins_with_what_it_is() -> None:
    """A docstring; the reader of a folder reads no code to find a room."""
    assert {
        name for name, file in modules().items() if file.name != "__init__.py" and not ast.get_docstring(_tree(file))
    } == set()


WATCHED = """
import importlib, sys

def load():
    for name in sys.argv[1].split():
        importlib.import_module(name)

def watch(event, arguments):
    outside = event.startswith(("socket.", "sqlite3.", "subprocess."))
    if outside or event == "open" and not str(arguments[0]).endswith((".py", ".pyc")):
        print(event, arguments[0])

load()  # with all that these rooms need from elsewhere, which may read what it likes
for name in [*sys.modules]:
    if name.split(".")[0] in ("app", "assistant", "index", "prompts"):
        del sys.modules[name]
sys.addaudithook(watch)
load()
"""


def test_nothing_is_opened_or_read_when_a_module_is_imported() -> None:
    """No file, no address, no process: importing every room touches only Python's own files."""
    names = [name.removesuffix(".__init__") for name in modules() if name not in TOOLS]
    run = subprocess.run([sys.executable, "-c", WATCHED, " ".join(names)], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert run.stdout == ""


def test_every_test_file_has_a_name_of_its_own() -> None:
    """pytest takes two files of one name in two folders for one, and then runs neither."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted({*names}) == sorted(names)
