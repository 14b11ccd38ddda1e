"""Servers of a test's own, on loopback: Chroma and PostgreSQL."""

import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from types import TracebackType

import pytest

from index.ledger.postgres import Postgres

_SECONDS = 60  # for the server to come up: 4 on a machine that does nothing else
ANYWHERE = pytest.mark.parametrize("newsroom", ["folders", "server", "servers"], indirect=True)


class Server:
    """`chroma run` over a folder; killed and started again as often as wanted, at one address."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = Path(sys.executable).with_name("chroma")
        command = [str(program), "run", "--path", str(self._folder), "--host", "127.0.0.1", "--port", str(self.port)]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdout=quiet, stderr=quiet, cwd=self._folder)
        until = time.monotonic() + _SECONDS
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=5).close()
                return
            except OSError:
                assert self._process.poll() is None and time.monotonic() < until, "chroma run does not come up"
                time.sleep(0.1)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def hang(self) -> None:
        """It takes connections, and says nothing."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGSTOP)

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()


class PostgresServer:
    """PostgreSQL over a temporary folder, by a user who may do nothing else; killed and started again as often as
    wanted, at one address. Whoever asks gives a password."""

    password = "kestrel-under-glass"

    def __init__(self) -> None:
        self.port, self._programs = free_port(), postgres_programs()
        self._user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        self._folder = Path(tempfile.mkdtemp(prefix="postgres"))  # one that this user can reach
        secret = self._folder / "secret"
        secret.write_text(self.password)
        if os.getuid() == 0:
            shutil.chown(self._folder, self._user)
        self._run("initdb", "-U", "news", "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8", "--no-sync")
        self._made: set[str] = set()
        self._address = f"postgresql://news:{self.password}@127.0.0.1:{self.port}/postgres"

    def url(self, store: Path) -> str:
        """The address of a store's own schema, which is made when it is first asked for."""
        schema = self._schema(store)
        if schema not in self._made:
            Postgres(self._address).db.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
            self._made.add(schema)
        return f"{self._address}?options=-csearch_path%3D{schema}"

    def _schema(self, store: Path) -> str:
        return f"s{hashlib.sha256(str(store).encode()).hexdigest()[:16]}"

    def engine(self, store: Path) -> Postgres:
        return Postgres(self.url(store))

    def dump(self, store: Path) -> bytes:
        """All that stands in a store's schema, by pg_dump."""
        schema, address = self._schema(store), self._address
        dump = [str(self._programs / "pg_dump"), f"--dbname={address}", f"--schema={schema}"]
        return subprocess.run(dump, stdout=subprocess.PIPE, check=True).stdout

    def put_back(self, store: Path, dumped: bytes) -> None:
        """What `dump` gave, in place of what there is now."""
        Postgres(self._address).db.execute(f"DROP SCHEMA {self._schema(store)} CASCADE")
        command = [str(self._programs / "psql"), "-q", "-v", "ON_ERROR_STOP=1", self._address]
        subprocess.run(command, input=dumped, stdout=subprocess.DEVNULL, check=True)

    def start(self) -> None:
        settings = {
            "port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off",
            "max_connections": 200,
        }  # fmt: skip
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self._run("pg_ctl", "-w", "-l", str(self._folder / "log"), "-o", options, "start")

    def kill(self) -> None:
        """As if its machine had lost power: what it has not written, it knows from its log."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), "-D", str(self._folder / "data"), *arguments]
        quiet = subprocess.DEVNULL
        user = self._user if os.getuid() == 0 else None
        subprocess.run(command, cwd=self._folder, user=user, stdout=quiet, stderr=quiet, check=True)

    def __enter__(self) -> "PostgresServer":
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()
        shutil.rmtree(self._folder)


def postgres_programs() -> Path:
    """Where the newest PostgreSQL of this machine is. Skips the test where there is none, fails it where there must
    be one."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    known = shutil.which("initdb")
    found = installed[-1] if installed else Path(known) if known else None
    if found is None:
        missing = "PostgreSQL is not installed (Debian: apt-get install postgresql)"
        if os.environ.get("REQUIRE_POSTGRES") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    return found.parent


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
