"""`python -m index [PATH ...]`: brings the index up to date, once or whenever files change."""

import argparse
import signal
import sys
from collections.abc import Collection
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from index.commands.options import new_parser, print_json
from index.errors import IndexingError
from index.settings import read_settings

if TYPE_CHECKING:
    from index.building import Report
    from index.wiring import Updater

_WAIT = 600.0  # seconds for another update to end, before a watched one tells that it could not begin


def parser(program: str, about: str) -> argparse.ArgumentParser:
    found = new_parser(program, about)
    found.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="a file or folder of articles")
    found.add_argument("--full", action="store_true", help="read, split and attribute every article again")
    found.add_argument("--no-statements", action="store_true", help="index passages only")
    found.add_argument("--progress", choices=("bar", "lines", "none"), help="default: a bar on a terminal, else none")
    how = found.add_mutually_exclusive_group()
    how.add_argument("--watch", action="store_true", help="go on, and update whenever files change, until interrupted")
    how.add_argument("--dry-run", action="store_true", help="only say which files would be added, changed, removed")
    return found


def run(options: argparse.Namespace) -> int:
    if options.dry_run:
        return _plan(options)
    from index.progressing import progress_to
    from index.wiring import UpdateOptions, Updater

    updater = Updater(options.store, read_settings(), UpdateOptions(options.full, not options.no_statements))
    if options.watch:
        return _watch(options, updater)
    with progress_to(sys.stderr, options.progress) as progress:
        report = updater.update(options.paths, progress)
    _show(report, options.json)
    return 1 if report.failed else 0


def _show(report: "Report", as_json: bool) -> None:
    from index.reporting import plain

    for failure in report.failed:
        print(f"failed: {failure.path}: {failure.reason}", file=sys.stderr)
    for note in report.notes:
        print(f"note: {note}", file=sys.stderr)
    if as_json:
        fields = plain(report)
        print_json(fields if report.notes else {name: fields[name] for name in fields if name != "notes"})
    else:
        print(
            f"{report.added} added, {report.changed} changed, {report.removed} removed, "
            f"{report.unchanged} unchanged, {len(report.failed)} failed in {report.seconds:.1f} s\n"
            f"the index holds {report.articles} articles, {report.passages} passages, {report.statements} statements"
        )


def _plan(options: argparse.Namespace) -> int:
    from index.reporting import plain
    from index.wiring import plan_update

    plan = plan_update(options.store, read_settings(), options.paths, options.full)
    if options.json:
        print_json(plain(plan))
        return 0
    for what, files in (("add", plan.added), ("change", plan.changed), ("remove", plan.removed)):
        for file in files:
            print(f"would {what} {file}")
    for old, new in plan.renamed:
        print(f"would rename {old} to {new}")
    print(
        f"files: {len(plan.added)} added, {len(plan.changed)} changed, {len(plan.removed)} removed, "
        f"{len(plan.renamed)} renamed, {plan.unchanged} unchanged"
    )
    return 0


def _watch(options: argparse.Namespace, updater: "Updater") -> int:
    """A report for every update that did something, until interrupted or ended."""
    from index.progressing import progress_to
    from index.watching import keep_in_line
    from index.wiring import open_ledger, roots_of

    ledger = open_ledger(options.store, read_settings(), create=True)
    roots = [Path(root) for root in roots_of(ledger, options.paths)]
    ledger.close()
    stop, told = Event(), [False]
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())

    def update(growing: Collection[Path]) -> None:
        with progress_to(sys.stderr, options.progress) as progress:
            report = updater.update(roots, progress, growing, _WAIT)
        if report.added or report.changed or report.removed or not told[0]:
            _show(report, options.json)
            sys.stdout.flush()
            told[0] = True

    def tell(error: IndexingError) -> None:
        print(f"error: {error}; tried again soon", file=sys.stderr)

    print(f"watching {', '.join(map(str, roots))}", file=sys.stderr)
    keep_in_line(roots, update, tell, stop)
    return 0
