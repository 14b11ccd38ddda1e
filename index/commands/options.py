"""What the commands share: parsers, filters, JSON, and running over a file of lines."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from index.errors import IndexingError, SettingsError
from index.filters import Filters
from index.settings import DEFAULT_STORE

EXIT = "exit status: 0 fine, 1 something failed and was reported, 2 wrong usage"


def new_parser(program: str, about: str) -> argparse.ArgumentParser:
    """A parser with what every command has: --store, --json and the exit statuses in its help."""
    parser = argparse.ArgumentParser(
        prog=program, description=about, epilog=EXIT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--store",
        type=Path,
        default=DEFAULT_STORE,
        metavar="DIR",
        help="where the index is kept (default .store)",
    )
    parser.add_argument("--json", action="store_true", help="give JSON")
    return parser


def add_question(parser: argparse.ArgumentParser, name: str) -> None:
    """Either one question, or --batch with many."""
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument(name, nargs="?", help=f"the {name}, in quotation marks")
    group.add_argument(
        "--batch",
        type=Path,
        metavar="FILE",
        help=f'JSON lines of {{"id", "{name}"}}; gives a line of JSON for each',
    )


def add_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--since", type=day, metavar="D", help="only articles of this day (YYYY-MM-DD) or later")
    parser.add_argument("--until", type=day, metavar="D", help="only articles of this day or earlier")
    parser.add_argument("--outlet", metavar="O", help="only articles of this outlet")
    parser.add_argument("--language", metavar="L", help="only articles in this language (en, de, ...)")


def read_filters(options: argparse.Namespace) -> Filters:
    speakers = (options.speaker,) if getattr(options, "speaker", None) else ()
    outlets, languages = (tuple(filter(None, [value])) for value in (options.outlet, options.language))
    return Filters(speakers, options.since, options.until, outlets, languages)


def run_batch(file: Path, name: str, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    """A line of JSON for every line read, in order; a line that cannot be used gives its error."""
    status = 0
    for number, line in lines_of(file):
        record: dict[str, Any] = {}
        try:
            record = record_of(line)
            result = answer(with_text(record, name))
        except (ValueError, IndexingError) as error:
            status = 1
            result = {"id": record.get("id"), name: None, "error": f"{file}, line {number}: {error}"}
            print(f"error: {result['error']}", file=sys.stderr)
        print_json(result)
    return status


def record_of(line: str) -> dict[str, Any]:
    """A line of JSON that is an object. Raises ValueError for any other."""
    try:
        record = json.loads(line)
    except RecursionError:
        raise ValueError("brackets within brackets without end") from None
    if not isinstance(record, dict):
        raise ValueError("expected an object")
    return record


def with_text(record: dict[str, Any], name: str) -> dict[str, Any]:
    """The record, if it has a text under `name`. Raises ValueError where it has none."""
    if not isinstance(record.get(name), str):
        raise ValueError(f'expected an object with a text under "{name}"')
    return record


def lines_of(file: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that hold anything, with their numbers."""
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}; name a file of JSON lines") from error


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2031-05-04") from None


def positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)


def print_json(value: Any) -> None:
    """One line. A lone surrogate, which no terminal or file can hold, is written as its escape."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(value)
    print(text, flush=True)
