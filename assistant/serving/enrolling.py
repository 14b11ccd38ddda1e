"""`python app.py add-user FILE NAME`: a password or a token for one more reader."""

import argparse
import getpass
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import SettingsError
from assistant.serving.users import read_or_begin, write_users

ABOUT = """\
Adds a reader to a users file, or gives one a new password. The password is asked for; where there is no terminal it
is read from standard input. Serve with: python app.py --auth FILE"""


def enrol(arguments: Sequence[str]) -> int:
    """The exit status: 0 fine, 1 the name or password will not do, 2 wrong usage."""
    parser = argparse.ArgumentParser(
        prog="app.py add-user", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the users file; made where there is none")
    parser.add_argument("name", metavar="NAME", help="the reader's name")
    parser.add_argument("--token", action="store_true", help="instead of a password, print a token for programs")
    options = parser.parse_args(arguments)
    try:
        users = read_or_begin(options.file)
        token = users.new_token(options.name) if options.token else ""
        if not token:
            users.with_password(options.name, _password())
        write_users(options.file, users)
    except (SettingsError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{options.file} lets {options.name} in", file=sys.stderr)
    if token:
        print(token)
    return 0


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Again: "):
        raise SettingsError("the two passwords differ: try again")
    return password
