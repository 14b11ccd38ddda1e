"""`check`, `compact`, `export`, `import` and `forget`: care of an index."""

import argparse
import dataclasses
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.commands.options import new_parser, print_json
from index.errors import RootError

if TYPE_CHECKING:
    from index.chroma import Chroma
    from index.ledger.ledger import Ledger

_WAIT = 60.0  # seconds for a running update to end


@contextmanager
def _held(store: Path) -> Iterator["Ledger"]:
    """The ledger of a store that is there, with the store's lock."""
    from index.settings import read_settings
    from index.wiring import held_ledger, open_ledger

    settings = read_settings()
    open_ledger(store, settings).close()  # refuses where there is none, before a lock makes the folder
    with held_ledger(store, settings, _WAIT) as ledger:
        yield ledger


def _chroma() -> "Chroma":
    """Where the settings have vectors kept."""
    from index.settings import read_settings
    from index.wiring import build_chroma

    return build_chroma(read_settings())


def check_parser(program: str, about: str) -> argparse.ArgumentParser:
    parser = new_parser(program, about)
    parser.add_argument("--repair", action="store_true", help="mend what is broken, then check again")
    return parser


def check(options: argparse.Namespace) -> int:
    from index.checking import check as faults_of
    from index.repairing import repair

    repaired: tuple[str, ...] = ()
    chroma = _chroma()
    with _held(options.store) as ledger:
        found = faults_of(options.store, ledger, chroma)
        if options.repair and found.faults:
            repaired = repair(options.store, ledger, found, chroma)
    if repaired:
        _update(options.store)
        with _held(options.store) as ledger:
            found = faults_of(options.store, ledger, chroma)
    if options.json:
        print_json({**dataclasses.asdict(found), "repaired": list(repaired)})
    else:
        for line in repaired:
            print(f"mended: {line}", file=sys.stderr)
        for note in found.notes:
            print(f"note: {note}", file=sys.stderr)
        for fault in found.faults:
            print(f"{fault.where}: {fault.what}")
        print(
            f"{found.articles} articles, {found.passages} passages, {found.statements} statements: "
            f"{len(found.faults) or 'no'} faults"
        )
    return 1 if found.faults else 0


def _update(store: Path) -> None:
    """Reads again what had to be taken out. Statements are looked for as the last update did."""
    from index.settings import read_settings
    from index.wiring import UpdateOptions, update

    try:
        update(store, read_settings(), (), UpdateOptions(False, True), lambda *_: None)
    except RootError as error:
        print(f"not read again: {error}", file=sys.stderr)


def compact_parser(program: str, about: str) -> argparse.ArgumentParser:
    return new_parser(program, about)


def compact(options: argparse.Namespace) -> int:
    from index.compacting import compact as compacted

    with _held(options.store) as ledger:
        before, after = compacted(options.store, ledger, lambda *_: None, _chroma())
    if options.json:
        print_json({"before": before, "after": after})
    else:
        print(f"{before:,} bytes before, {after:,} after")
    return 0


def export_parser(program: str, about: str) -> argparse.ArgumentParser:
    return _file_parser(program, about, "the file to write")


def export(options: argparse.Namespace) -> int:
    from index.moving import export_to
    from index.settings import read_settings
    from index.spacing import space_for
    from index.wiring import open_ledger

    with space_for(options.file):
        export_to(open_ledger(options.store, read_settings()), options.file)
    size = options.file.stat().st_size
    if options.json:
        print_json({"file": str(options.file), "bytes": size})
    else:
        print(f"{options.file}: {size:,} bytes")
    return 0


def import_parser(program: str, about: str) -> argparse.ArgumentParser:
    return _file_parser(program, about, "what `export` wrote")


def _file_parser(program: str, about: str, meaning: str) -> argparse.ArgumentParser:
    parser = new_parser(program, about)
    parser.add_argument("file", type=Path, metavar="FILE", help=meaning)
    return parser


def take_in(options: argparse.Namespace) -> int:
    from index.moving import import_from
    from index.reporting import plain
    from index.settings import read_settings
    from index.surveying import status
    from index.wiring import held_ledger

    with held_ledger(options.store, read_settings()) as ledger:
        import_from(options.file, options.store, ledger, lambda *_: None, _chroma())
        found = status(ledger)
    if options.json:
        print_json(plain(found))
    else:
        print(f"{found.articles} articles, {found.passages} passages, {found.statements} statements")
    return 0


def forget_parser(program: str, about: str) -> argparse.ArgumentParser:
    parser = new_parser(program, about)
    parser.add_argument("article", metavar="PATH_OR_ID", help="its path below its root, or its id")
    return parser


def forget(options: argparse.Namespace) -> int:
    from index.forgetting import forget as forgotten
    from index.reporting import article_fields

    with _held(options.store) as ledger:
        gone = forgotten(options.store, ledger, options.article, lambda *_: None, _chroma())
    if options.json:
        print_json({"forgotten": [article_fields(source) for source in gone]})
    else:
        for source in gone:
            print(f"forgotten: {source.path} ({source.article_id})")
    return 0
