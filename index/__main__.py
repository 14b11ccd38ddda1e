"""`python -m index`: brings the index up to date, and shows what is in it."""

import argparse
import os
import sys
import threading
from collections.abc import Callable, Sequence

from index.commands import caring, showing, speaking, updating
from index.commands.options import take_command
from index.errors import IndexingError, SettingsError

# Heavy rooms are imported by the command that needs them, so that --help comes at once.

ABOUT = """\
Brings the index up to date with the articles below each PATH (a file or a folder). Each PATH is remembered;
with none named, all remembered ones are updated, the first time corpus/articles. New and changed articles are
indexed, vanished ones removed, unchanged ones not touched.

other commands (each has its own --help):
  status                what the index holds, and what has changed on disk since
  find "words"          the passages a query finds, best first
  show PATH_OR_ID       an article as stored
  statements            who said what: every statement, or those of a speaker, a day, an outlet
  speakers              who speaks in the articles, under one name each
  attribute FILE        the statements in texts that are not in the index
  check                 whether the index is whole; --repair mends it
  compact               gives back the space of what is gone
  export FILE           the whole index as one file; import FILE takes it in
  forget PATH_OR_ID     takes an article down for good
"""
CHECK = """\
Looks at every article, passage, statement and vector: each is a slice of its article, ledger, words and Chroma
agree, and every vector is found by its own text. Lists what is wrong, with exit status 1.
"""
EXPORT = """\
Writes the whole index, with its vectors, to one file, from which `import` builds it elsewhere without a model.
"""
IMPORT = """\
Takes in a file that `export` wrote, into a store that holds no index yet. No model runs.
"""
FORGET = """\
Takes an article down for good, with every other of the same content: out of the ledger, words, vectors and all
files of the store. Answers stop at once; hashes keep it from coming back, though its file may stay where it is.
"""
STATEMENTS = """\
Every statement in the index under its speaker, by day. Statements that several articles carry are listed once,
as the first article has them, with the others under "copies".
"""
SPEAKERS = """\
Who speaks in the articles, under one name each, most statements first. Where the names are put together
wrongly, people.toml beside the articles overrules it: its header tells how.
"""
ATTRIBUTE = """\
Finds who said what in texts that need not be in the index. Reads lines of {"doc_id", "text"} and gives a line
{"doc_id", "quotes": [...]} for each; offsets count the characters of the text as given.
"""

Parser = Callable[[str, str], argparse.ArgumentParser]
Run = Callable[[argparse.Namespace], int]

COMMANDS: dict[str, tuple[str, Parser, Run]] = {
    "update": (ABOUT, updating.parser, updating.run),
    "status": ("What the index holds, and what has changed on disk since.", showing.status_parser, showing.status),
    "find": ("The passages a query finds, best first.", showing.find_parser, showing.find),
    "show": ("An article as stored.", showing.show_parser, showing.show),
    "statements": (STATEMENTS, speaking.statements_parser, speaking.statements),
    "speakers": (SPEAKERS, speaking.speakers_parser, speaking.speakers),
    "attribute": (ATTRIBUTE, speaking.attribute_parser, speaking.attribute),
    "check": (CHECK, caring.check_parser, caring.check),
    "compact": ("Gives back the space of what is gone.", caring.compact_parser, caring.compact),
    "export": (EXPORT, caring.export_parser, caring.export),
    "import": (IMPORT, caring.import_parser, caring.take_in),
    "forget": (FORGET, caring.forget_parser, caring.forget),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; the exit status. Results go to standard output, everything else to standard error."""
    named, rest = take_command(sys.argv[1:] if arguments is None else arguments, COMMANDS)
    name = named or "update"
    about, parser, run = COMMANDS[name]
    program = "python -m index" if name == "update" else f"python -m index {name}"
    options = parser(program, about).parse_args(rest)
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


def _leave(status: int) -> None:
    """Ends the process. After an interrupt threads may still be in a model's code, which aborts (a core dump, status
    134) where Python ends them in its own way; what they were at is kept or done again, as after any kill."""
    if threading.active_count() > 1:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    _leave(main())
