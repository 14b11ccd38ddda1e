"""Starts the chat page: ``python app.py``."""

import argparse
import errno
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

ABOUT = """\
Answers questions about news articles in a chat window, every claim cited to its exact words.
The first start indexes corpus/articles; the page is up at once and shows how far it is."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until a signal ends it. The exit status: 0 fine, 1 it could not start."""
    options = _parser().parse_args(arguments)
    try:
        door = _open_door(options.host, options.port)
    except (OSError, OverflowError) as error:
        print(f"error: {_why_shut(error, options.host, options.port)}", file=sys.stderr)
        return 1
    with door:
        return _serve(options.store, door, options.allow_adding)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="app.py", description=ABOUT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--host", default="127.0.0.1", help="address to listen at (default 127.0.0.1: only this machine)")
    add("--port", default=7860, type=int, help="port to listen at (default 7860; 0 takes any free one)")
    add("--store", default=".store", type=Path, metavar="DIR", help="where the index is (default .store)")
    add("--allow-adding", action="store_true", help="let readers add articles, which are kept in DIR/added")
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


def _serve(store: Path, door: socket.socket, adding: bool) -> int:
    # Gradio alone takes seconds to load, which --help and a port in use need not cost.
    from assistant.errors import AssistantError
    from assistant.page.desk import LateDesk
    from assistant.page.look.additions import Additions
    from assistant.page.reporting import Model
    from assistant.page.server import serve_until_stopped
    from assistant.page.update import Update, show_progress, update_command
    from assistant.serving.doors import Doors
    from assistant.settings import read_settings
    from assistant.wiring import build_assistant
    from index.errors import IndexingError
    from index.settings import read_settings as read_index_settings

    try:
        settings, index_settings = read_settings(), read_index_settings()
    except (AssistantError, IndexingError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    host, port = door.getsockname()[:2]
    print(f"Who said what: http://{f'[{host}]' if ':' in host else host}:{port}", file=sys.stderr, flush=True)
    doors = Doors(lambda: build_assistant(store, settings, index_settings))
    model = Model(settings.model, settings.host) if settings.host else None
    additions = Additions(store.resolve() / "added") if adding else None
    update = Update(update_command(store), show_progress(sys.stderr))
    serve_until_stopped(LateDesk(doors.assistant), update, model, door, additions, doors)
    return 0


if __name__ == "__main__":
    sys.exit(main())
