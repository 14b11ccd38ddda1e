"""`python -m index [PATH ...]`: brings the index up to date."""

import argparse
import sys
from pathlib import Path

from index.commands.options import new_parser, print_json
from index.settings import read_settings


def parser(program: str, about: str) -> argparse.ArgumentParser:
    found = new_parser(program, about)
    found.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="a file or folder of articles")
    found.add_argument("--full", action="store_true", help="read, split and attribute every article again")
    found.add_argument("--no-statements", action="store_true", help="index passages only")
    found.add_argument("--progress", choices=("bar", "lines", "none"), help="default: a bar on a terminal, else none")
    return found


def run(options: argparse.Namespace) -> int:
    from index.progressing import progress_to
    from index.reporting import plain
    from index.wiring import UpdateOptions, update

    how = UpdateOptions(options.full, not options.no_statements)
    with progress_to(sys.stderr, options.progress) as progress:
        report = update(options.store, read_settings(), options.paths, how, progress)
    for failure in report.failed:
        print(f"failed: {failure.path}: {failure.reason}", file=sys.stderr)
    if options.json:
        print_json(plain(report))
    else:
        print(
            f"{report.added} added, {report.changed} changed, {report.removed} removed, "
            f"{report.unchanged} unchanged, {len(report.failed)} failed in {report.seconds:.1f} s\n"
            f"the index holds {report.articles} articles, {report.passages} passages, {report.statements} statements"
        )
    return 1 if report.failed else 0
