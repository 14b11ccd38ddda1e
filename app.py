"""Starts the chat page: ``python app.py``."""

import argparse
import errno
import socket
import sys
from collections.abc import Sequence
from ipaddress import ip_address
from pathlib import Path

ABOUT = """\
Answers questions about news articles in a chat window, every claim cited to its exact words.
The first start indexes corpus/articles; the page is up at once and shows how far it is."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until a signal ends it. The exit status: 0 fine, 1 it could not start."""
    told = [*(sys.argv[1:] if arguments is None else arguments)]
    if told[:1] == ["add-user"]:
        from assistant.serving.enrolling import enrol

        return enrol(told[1:])
    options = _parser().parse_args(told)
    try:
        door = _open_door(options.host, options.port)
    except (OSError, OverflowError) as error:
        print(f"error: {_why_shut(error, options.host, options.port)}", file=sys.stderr)
        return 1
    with door:
        return _serve(options, door)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="app.py", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="address to listen at (default 127.0.0.1: only this machine)")
    add("--port", default=7860, type=int, help="port to listen at (default 7860; 0 takes any free one)")
    add("--store", default=".store", type=Path, metavar="DIR", help="where the index is (default .store)")
    add("--allow-adding", action="store_true", help="let readers add articles, which are kept in DIR/added")
    add(
        "--auth",
        type=Path,
        metavar="USERS_FILE",
        help="let in only who logs in; make it with: app.py add-user FILE NAME",
    )
    add("--log", choices=("error", "warning", "info", "debug"), help="log as lines of JSON; info: one for each request")
    return parser


def _open_door(host: str, port: int) -> socket.socket:
    """Take the port before anything heavy is loaded, so that a port in use is told at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def _why_shut(error: Exception, host: str, port: int) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return f"port {port} is in use, perhaps by another app.py: stop it, or name another port with --port"
    if number == errno.EACCES:
        return f"port {port} needs more rights than you have: name one above 1023 with --port"
    return f"cannot listen at {host}, port {port}: {error}. Name an address and a port of this machine"


def _warning(host: str, guarded: bool) -> str:
    """What to know before others can reach the page; empty where nobody can."""
    if ip_address(host.partition("%")[0]).is_loopback:
        return ""
    if guarded:
        return "warning: other machines can reach this page. Put TLS before it: passwords are sent as they are typed"
    return "warning: whoever can reach this machine can read every article and ask. Name the readers with --auth"


def _hosts(host: str, guarded: bool) -> list[str]:
    """The names to ask for, where only this machine can ask and nobody logs in; any, where none is given."""
    if guarded or not ip_address(host.partition("%")[0]).is_loopback:
        return []
    return ["localhost", "127.0.0.1", "[::1]", f"[{host}]" if ":" in host else host]


def _serve(options: argparse.Namespace, door: socket.socket) -> int:
    # Gradio alone takes seconds to load, which --help and a port in use need not cost.
    from assistant.errors import AssistantError
    from assistant.page.desk import LateDesk
    from assistant.page.look.additions import Additions
    from assistant.page.reporting import Model
    from assistant.page.server import Site, serve_until_stopped
    from assistant.page.update import Update, show_progress, update_command
    from assistant.serving.doors import Doors
    from assistant.serving.logs import log_to_stderr
    from assistant.serving.settling import settled
    from assistant.serving.users import UsersFile
    from assistant.settings import read_settings
    from assistant.wiring import build_assistant
    from index.errors import IndexingError
    from index.settings import read_settings as read_index_settings

    try:
        settings, index_settings = read_settings(), read_index_settings()
        users = UsersFile(options.auth) if options.auth else None
    except (AssistantError, IndexingError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    if options.log:
        log_to_stderr(options.log)
    store: Path = options.store
    host, port = door.getsockname()[:2]
    if warning := _warning(host, users is not None):
        print(warning, file=sys.stderr)
    print(f"Who said what: http://{f'[{host}]' if ':' in host else host}:{port}", file=sys.stderr, flush=True)
    build = settled(lambda: build_assistant(store, settings, index_settings))
    doors = Doors(build, users, _hosts(host, users is not None))
    model = Model(settings.model, settings.host) if settings.host else None
    additions = Additions(store.resolve() / "added") if options.allow_adding else None
    update = Update(update_command(store), show_progress(sys.stderr))
    serve_until_stopped(Site(LateDesk(doors.assistant), update, model, additions, doors), door)
    return 0


if __name__ == "__main__":
    sys.exit(main())
