"""What the commands share: parsers, filters, JSON, and running over a file of lines."""

import argparse
import json
import sys
from collections.abc import Callable, Container, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from index.errors import IndexingError, SettingsError
from index.filters import Filters
from index.settings import DEFAULT_STORE

Record = dict[str, Any]

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


def take_command(arguments: Sequence[str], names: Container[str]) -> tuple[str, list[str]]:
    """The command named, or "", and the arguments without its name; what every command has may stand before it."""
    place = 0
    while place < len(arguments) and arguments[place].partition("=")[0] in ("--store", "--json"):
        place += 2 if arguments[place] == "--store" else 1
    if place < len(arguments) and arguments[place] in names:
        return arguments[place], [*arguments[:place], *arguments[place + 1 :]]
    return "", [*arguments]


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


def run_batch(file: Path, name: str, answer: Callable[[Record], Record]) -> int:
    """A line of JSON for every line read, in order; a line that cannot be used gives its error."""
    return run_together(file, name, lambda records: list(map(answer, records)), 1)


def run_together(file: Path, name: str, answer: Callable[[Sequence[Record]], Sequence[Record]], size: int) -> int:
    """The same for what is answered quicker `size` lines at a time."""
    status = 0
    lines = lines_of(file)
    while some := list(islice(lines, size)):
        read = [(number, *_read(line, name)) for number, line in some]
        usable = [record for _, record, error in read if error is None]
        answers = iter(_answered(usable, answer))
        for number, record, error in read:
            result = next(answers) if error is None else error
            if isinstance(result, Exception):
                status = 1
                told = f"{file}, line {number}: {result}"
                print(f"error: {told}", file=sys.stderr)
                result = {"id": record.get("id"), name: None, "error": told}
            print_json(result)
    return status


def _read(line: str, name: str) -> tuple[Record, Exception | None]:
    record: Record = {}
    try:
        record = record_of(line)
        return with_text(record, name), None
    except ValueError as error:
        return record, error


def _answered(records: Sequence[Record], answer: Callable[[Sequence[Record]], Sequence[Record]]) -> list[Any]:
    """An answer or what went wrong for each record: where one of several fails, each is tried alone."""
    try:
        return list(answer(records)) if records else []
    except (ValueError, IndexingError) as error:
        return [error] if len(records) == 1 else [one for record in records for one in _answered([record], answer)]


def record_of(line: str) -> dict[str, Any]:
    """A line of JSON that is an object. Raises ValueError for any other."""
    if not line.strip():
        raise ValueError("an empty line; write an object, or leave the line out")
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
    """The lines of a file with their numbers. Empty ones among the others count, for what comes out is told to what
    went in by its place; those at the end of the file, which editors and shells leave behind, do not."""
    empty: list[tuple[int, str]] = []
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    empty.append((number, line))
                    continue
                yield from empty
                empty.clear()
                yield number, line
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
