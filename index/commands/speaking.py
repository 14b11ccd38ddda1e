"""`attribute`, `statements` and `speakers`: who said what."""

import argparse
import csv
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.commands.options import (
    add_filters,
    lines_of,
    new_parser,
    positive,
    print_json,
    read_filters,
    record_of,
    with_text,
)
from index.settings import read_settings

if TYPE_CHECKING:
    from index.article import Article
    from index.searching import Searcher


# ---------------------------------------------------------------------- attribute


def attribute_parser(program: str, about: str) -> argparse.ArgumentParser:
    parser = new_parser(program, about)
    parser.add_argument("file", type=Path, metavar="FILE", help='JSON lines of {"doc_id", "text"}')
    return parser


def attribute(options: argparse.Namespace) -> int:
    """Articles are attributed in one stream; lines that cannot be used wait for their turn beside it."""
    from index.attributing import Attributor, as_quotes

    waiting: deque[dict[str, Any]] = deque()  # what was read and not yet answered, in order
    status = 0

    def articles() -> Iterator["Article"]:
        for number, line in lines_of(options.file):
            try:
                record = with_text(record_of(line), "text")
                waiting.append({"doc_id": record.get("doc_id")})
                yield _article(record["text"])
            except ValueError as error:
                waiting.append({"doc_id": None, "quotes": [], "error": f"{options.file}, line {number}: {error}"})

    def flush() -> int:
        failed = 0
        while waiting and "error" in waiting[0]:
            failed = 1
            print(f"error: {waiting[0]['error']}", file=sys.stderr)
            print_json(waiting.popleft())
        return failed

    for statements in Attributor().attribute(articles()):
        status |= flush()
        print_json(waiting.popleft() | {"quotes": as_quotes(statements)})
    return status | flush()


def _article(text: str) -> "Article":
    from index.article import Article, Source
    from index.identifying import language_of

    return Article(Source("", "", "", "", "", "", "", language_of(text), ""), text)


# ---------------------------------------------------------------------- statements


def statements_parser(program: str, about: str) -> argparse.ArgumentParser:
    parser = new_parser(program, about)
    parser.add_argument("--speaker", metavar="NAME", help="only this speaker's: a full name, an alias or a surname")
    parser.add_argument("--about", metavar="TEXT", help="those nearest to this text, best first")
    parser.add_argument("--path", metavar="P", help="only the article of this path or id")
    add_filters(parser)
    parser.add_argument("--limit", type=positive, metavar="N", help="how many (default all; with --about 100)")
    parser.add_argument("--format", choices=("json", "csv", "jsonld"), default="json", help="default json")
    return parser


def statements(options: argparse.Namespace) -> int:
    from index.exporting import CSV_FIELDS, csv_row, linked_data, statement_fields
    from index.wiring import open_searcher

    searcher = open_searcher(options.store, read_settings())
    if options.speaker:
        _explain(searcher, options.speaker)
    wanted = searcher.statements_about(options.about or "", read_filters(options), options.limit, options.path or "")
    found = [(statement, searcher.copies(statement)) for statement in wanted]
    if options.format == "json":
        print_json([statement_fields(*one) for one in found])
    elif options.format == "jsonld":
        print_json(linked_data(found))
    else:
        writer = csv.DictWriter(sys.stdout, CSV_FIELDS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(csv_row(*one) for one in found)
    return 0


def _explain(searcher: "Searcher", name: str) -> None:
    """Says on standard error when a name fits nobody, or more than one."""
    from index.filters import Filters
    from index.fitting import fitting, nearest_names

    people = searcher.people()
    names = [person.name for person in fitting(people, name)]
    if len(names) > 1:
        print(f"{name!r} may be any of {', '.join(names)}: the statements of all are listed", file=sys.stderr)
    elif not names and not searcher.statements(Filters((name,)), 1):
        nearest = ", ".join(nearest_names(people, name, 3)) or "nobody; see `python -m index speakers`"
        print(f"nobody is called {name!r}; nearest: {nearest}", file=sys.stderr)


# ---------------------------------------------------------------------- speakers


def speakers_parser(program: str, about: str) -> argparse.ArgumentParser:
    parser = new_parser(program, about)
    parser.add_argument("--like", metavar="NAME", help="only those whose name or alias is like this one")
    parser.add_argument("--why", action="store_true", help="tell which names were put together, and why")
    return parser


def speakers(options: argparse.Namespace) -> int:
    from index.exporting import person_fields
    from index.fitting import fitting, nearest_names
    from index.ledger.register import Register
    from index.wiring import open_ledger

    ledger = open_ledger(options.store, read_settings())
    people = sorted(Register(ledger).people(ledger.generation), key=lambda person: (-person.statements, person.name))
    if options.like:
        names = [person.name for person in fitting(people, options.like)]
        like = dict.fromkeys((*names, *nearest_names(people, options.like, 10)))
        people = [person for name in like for person in people if person.name == name]
    if options.json:
        print_json([person_fields(person, options.why) for person in people])
        return 0
    width = max((len(person.name) for person in people), default=0)
    for person in people:
        role = person.roles[-1].role if person.roles else ""
        days = f"{person.first or '?'} to {person.last or '?'}"
        print(f"{person.name:{width}}  {person.statements:5}  {days}  {role}")
        for merge in person.merges if options.why else ():
            print(f"{'':{width}}  {merge.name} ({merge.articles} articles): {merge.why}")
    return 0
