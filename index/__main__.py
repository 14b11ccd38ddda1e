"""`python -m index`: brings the index up to date, and shows what is in it."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from index.errors import IndexingError, SettingsError
from index.filters import Filters
from index.settings import DEFAULT_STORE, read_settings

# Heavy rooms are imported by the command that needs them, so that --help comes at once.

ABOUT = """\
Brings the index up to date with the articles below each PATH (a file or a folder). Each PATH is remembered;
with none named, all remembered ones are updated, the first time corpus/articles. New and changed articles are
indexed, vanished ones removed, unchanged ones not touched.

other commands (each has its own --help):
  status                what the index holds, and what has changed on disk since
  find "words"          the passages a query finds, best first
  show PATH_OR_ID       an article as stored
"""
EXIT = "exit status: 0 fine, 1 something failed and was reported, 2 wrong usage"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit status. Results go to standard output, everything else to standard error."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    name = arguments.pop(0) if arguments and arguments[0] in COMMANDS else "update"
    parser, run = COMMANDS[name](), RUN[name]
    options = parser.parse_args(arguments)
    try:
        return run(options)
    except SettingsError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except IndexingError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; what was done is kept, and the next run goes on from there", file=sys.stderr)
        return 1


# ---------------------------------------------------------------------- updating


def _update_parser() -> argparse.ArgumentParser:
    parser = _parser("", ABOUT)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="a file or folder of articles")
    parser.add_argument("--full", action="store_true", help="read, split and attribute every article again")
    parser.add_argument("--no-statements", action="store_true", help="index passages only")
    parser.add_argument("--progress", choices=("bar", "lines", "none"), help="default: a bar on a terminal, else none")
    return parser


def _update(options: argparse.Namespace) -> int:
    from index.progressing import progress_to
    from index.wiring import UpdateOptions, update

    how = UpdateOptions(options.full, not options.no_statements)
    with progress_to(sys.stderr, options.progress) as progress:
        report = update(options.store, read_settings(), options.paths, how, progress)
    for failure in report.failed:
        print(f"failed: {failure.path}: {failure.reason}", file=sys.stderr)
    if options.json:
        _print_json(report)
    else:
        print(
            f"{report.added} added, {report.changed} changed, {report.removed} removed, "
            f"{report.unchanged} unchanged, {len(report.failed)} failed in {report.seconds:.1f} s\n"
            f"the index holds {report.articles} articles, {report.passages} passages, {report.statements} statements"
        )
    return 1 if report.failed else 0


# ---------------------------------------------------------------------- showing


def _status_parser() -> argparse.ArgumentParser:
    return _parser("status", "What the index holds, and what has changed on disk since.")


def _status(options: argparse.Namespace) -> int:
    from index.ledger import Ledger
    from index.reporting import status

    found = status(Ledger(options.store))
    if options.json:
        _print_json(found)
        return 0
    print(f"{found.articles} articles from {found.oldest or '?'} to {found.newest or '?'}")
    print(f"{found.passages} passages, {found.statements} statements, embedded with {found.embedding}")
    print(f"generation {found.generation}, indexed at {found.indexed_at or 'never'}")
    for title, lines in (
        ("roots", found.roots),
        ("failed", tuple(f"{failure.path}: {failure.reason}" for failure in found.failed)),
        ("changed since", found.stale),
    ):
        for line in lines:
            print(f"{title}: {line}")
    return 0


def _show_parser() -> argparse.ArgumentParser:
    parser = _parser("show", "An article as stored.")
    parser.add_argument("article", metavar="PATH_OR_ID", help="its path below its root, or its id")
    return parser


def _show(options: argparse.Namespace) -> int:
    from index.ledger import Ledger
    from index.reporting import article_fields

    ledger = Ledger(options.store)
    article = ledger.article(options.article, ledger.generation)
    if article is None:
        print(
            f"error: no single article is called {options.article!r}; see the paths that `find` shows, or name its id",
            file=sys.stderr,
        )
        return 1
    if options.json:
        _print_json(article_fields(article.source) | {"body": article.body})
        return 0
    source = article.source
    print("\n".join(filter(None, (source.outlet, source.published, source.byline, source.url, source.path))))
    print(f"\n{article.body}")
    return 0


def _find_parser() -> argparse.ArgumentParser:
    parser = _parser("find", "The passages a query finds, best first.")
    add_question(parser, "query")
    parser.add_argument("--k", type=_positive, default=10, metavar="N", help="how many (default 10)")
    add_filters(parser)
    return parser


def _find(options: argparse.Namespace) -> int:
    from index.reporting import hit_fields
    from index.wiring import open_searcher

    searcher = open_searcher(options.store, read_settings())
    filters = read_filters(options)

    def answer(query_id: object, query: str) -> dict[str, Any]:
        hits = searcher.search(query, options.k, filters)
        return {"id": query_id, "query": query, "results": [hit_fields(n, h) for n, h in enumerate(hits, 1)]}

    if options.batch:
        return run_batch(options.batch, "query", lambda record: answer(record.get("id"), record["query"]))
    found = answer(None, options.query)
    if options.json:
        _print_json(found)
        return 0
    for result in found["results"]:
        where = ", ".join(filter(None, (result["outlet"], result["published"], result["path"])))
        print(f"{result['rank']}. {result['headline'] or '(no headline)'}  [{result['score']:.3f}]\n   {where}")
        print(f"   {' '.join(result['text'].split())[:300]}\n")
    return 0


# ---------------------------------------------------------------------- shared by both command lines


def _parser(name: str, about: str) -> argparse.ArgumentParser:
    return new_parser(f"python -m index {name}".rstrip(), about)


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
    parser.add_argument("--since", type=_day, metavar="D", help="only articles of this day (YYYY-MM-DD) or later")
    parser.add_argument("--until", type=_day, metavar="D", help="only articles of this day or earlier")
    parser.add_argument("--outlet", metavar="O", help="only articles of this outlet")


def read_filters(options: argparse.Namespace) -> Filters:
    speakers = (options.speaker,) if getattr(options, "speaker", None) else ()
    return Filters(speakers, options.since, options.until, (options.outlet,) if options.outlet else ())


def run_batch(file: Path, name: str, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    """A line of JSON for every line read, in order; a line that cannot be used gives its error."""
    status = 0
    for number, line in _lines(file):
        try:
            record = json.loads(line)
            if not isinstance(record, dict) or not isinstance(record.get(name), str):
                raise ValueError(f'expected an object with a text under "{name}"')
            result = answer(record)
        except (ValueError, IndexingError) as error:
            status = 1
            result = {"id": None, name: None, "error": f"{file}, line {number}: {error}"}
            print(f"error: {result['error']}", file=sys.stderr)
        print(json.dumps(result, ensure_ascii=False), flush=True)
    return status


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    def numbered(lines: TextIO) -> Iterator[tuple[int, str]]:
        yield from ((number, line) for number, line in enumerate(lines, 1) if line.strip())

    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            yield from numbered(lines)
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}; name a file of JSON lines") from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2031-05-04") from None


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)


def _print_json(value: Any) -> None:
    from index.reporting import plain

    print(json.dumps(plain(value), ensure_ascii=False))


COMMANDS = {"update": _update_parser, "status": _status_parser, "find": _find_parser, "show": _show_parser}
RUN = {"update": _update, "status": _status, "find": _find, "show": _show}

if __name__ == "__main__":
    sys.exit(main())
