"""Who may enter: names with hashed passwords, tokens for programs, and the secret that signs sessions, in one file."""

import hashlib
import json
import logging
import os
import secrets
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import bcrypt

from assistant.errors import SettingsError

log = logging.getLogger(__name__)

SHORTEST_PASSWORD = 12  # characters; NIST SP 800-63B-4 asks for 15 where nothing else guards, 8 where something does
LONGEST_PASSWORD = 72  # bytes; bcrypt reads no further, and a tail that is never read must not seem to protect


@dataclass(slots=True)
class Users:
    """The users file. `secret` signs session cookies: processes that share the file share their sessions, and a new
    secret ends them all. Passwords stand as bcrypt hashes, tokens as SHA-256 (they are random, 256 bits)."""

    secret: str
    passwords: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)  # hash -> name

    def knows(self, name: str, password: str) -> bool:
        """Whether this is the password of that name. Takes as long for a name that nobody has."""
        kept = self.passwords.get(name)
        given = password.encode("utf-8", "replace")
        fits = bcrypt.checkpw(given[:LONGEST_PASSWORD], kept.encode("ascii") if kept else _nobody())
        return fits and kept is not None and len(given) <= LONGEST_PASSWORD

    def bearer(self, token: str) -> str | None:
        """Whose token this is."""
        return self.tokens.get(_hashed(token))

    def with_password(self, name: str, password: str) -> None:
        """Adds a user, or gives one a new password. Raises SettingsError for a name or password that will not do."""
        _check_name(name)
        length = len(password.encode("utf-8", "replace"))
        if len(password) < SHORTEST_PASSWORD or length > LONGEST_PASSWORD:
            raise SettingsError(
                f"a password of {len(password)} characters will not do: use {SHORTEST_PASSWORD} to {LONGEST_PASSWORD}"
            )
        self.passwords[name] = bcrypt.hashpw(password.encode("utf-8"), bcrypt.gensalt()).decode("ascii")

    def new_token(self, name: str) -> str:
        """A token for programs that act for `name`; it is shown once and not kept. An older one stops working.
        Raises SettingsError as above."""
        _check_name(name)
        token = secrets.token_urlsafe(32)
        self.tokens = {kept: whose for kept, whose in self.tokens.items() if whose != name}
        self.tokens[_hashed(token)] = name
        return token


def read_users(file: Path) -> Users:
    """The users of a file. Raises SettingsError when it cannot be read or is none of ours."""
    try:
        fields = json.loads(file.read_text(encoding="utf-8"))
        users = Users(fields["secret"], dict(fields["passwords"]), dict(fields["tokens"]))
    except FileNotFoundError:
        raise SettingsError(f"{file} is not there: make it with `python app.py add-user {file} NAME`") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            f"{file} is no users file ({error}): make one with `python app.py add-user FILE NAME`"
        ) from None
    if not users.secret or not (users.passwords or users.tokens):
        raise SettingsError(f"{file} names no user: add one with `python app.py add-user {file} NAME`")
    return users


def read_or_begin(file: Path) -> Users:
    """The users of a file; none, with a fresh secret, where there is no such file yet."""
    return read_users(file) if file.exists() else Users(secrets.token_urlsafe(32))


def write_users(file: Path, users: Users) -> None:
    """Writes the file whole or not at all, readable by its owner alone."""
    fields = {"secret": users.secret, "passwords": users.passwords, "tokens": users.tokens}
    handle, name = tempfile.mkstemp(dir=file.parent or Path(), prefix=f".{file.name}.")  # made with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(fields, out, indent=1, ensure_ascii=False)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class UsersFile:
    """The users of a file as it stands: who is added or removed needs no restart. A file that cannot be read any more
    lets nobody in."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known = self._stamp(), read_users(file)

    def __call__(self) -> Users:
        if (stamp := self._stamp()) != self._known[0]:
            try:
                users = read_users(self._file)
            except SettingsError as error:
                log.error("nobody can enter: %s", error)
                users = Users(secrets.token_urlsafe(32))
            self._known = stamp, users
        return self._known[1]

    def _stamp(self) -> tuple[int, int]:
        try:
            told = self._file.stat()
        except OSError:
            return 0, 0
        return told.st_mtime_ns, told.st_ino


@cache
def _nobody() -> bytes:
    """What the password of a name that nobody has is compared with."""
    return bcrypt.hashpw(secrets.token_bytes(32), bcrypt.gensalt())


def _check_name(name: str) -> None:
    if not name.strip() or not name.isprintable() or len(name) > 100:
        raise SettingsError(f"the name {name!r} will not do: use 1 to 100 printable characters")


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
