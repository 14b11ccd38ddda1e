"""Vectors on a Chroma server: the graphs of neighbours are held once, for any number of processes that search.

The server holds nothing that the ledger does not, and a search does not need it: while it does not answer, vectors
are compared one by one from the plain files. A folder says in `server.json` which collections are its own; they are
named at random, so that two stores on one server, or a store and its copy, never build into each other's.
"""

import json
import shutil
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import uuid4

import chromadb
import httpx
import numpy as np
from chromadb import Collection
from chromadb.api.client import Client
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError

from index.errors import ServerError, SettingsError, StoreError
from index.vectors import COLLECTIONS, CONFIGURATION, SERVER_MARK, Collections, Vectors

READING_SECONDS = 5.0  # a search then compares vectors one by one
WRITING_SECONDS = 60.0  # to add a thousand vectors takes one or two
_TRIES, _PAUSE = 5, 0.5  # of an update; between two tries the pause doubles: 7.5 s in all
_PAGE = 5_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ChromaServer:
    """A `Chroma` (index/chroma.py). Its address, the headers that a proxy before it asks for, and a file with the
    certificate authority that signed for it (empty: the usual ones)."""

    url: str
    headers: Mapping[str, str]
    authority: str

    fragile = False

    def open(self, vectors: Path, reading: bool = False) -> Vectors:
        return ServedVectors(vectors, self, reading)

    def is_sound(self, vectors: Path, counts: Sequence[int]) -> bool:
        try:
            opened = self.open(vectors)
        except StoreError:
            return False
        try:
            each = [(opened.count(kind), opened.filed(kind)) for kind in COLLECTIONS]
            opened.warm()
        except StoreError:
            return False
        finally:
            opened.close()
        return all(there == filed >= least for (there, filed), least in zip(each, counts, strict=True))

    def state(self, vectors: Path) -> str:
        try:
            opened = self.open(vectors, reading=True)
        except StoreError:
            return "missing"
        try:
            return " ".join(f"{name}:{opened.count(kind)}" for kind, name in COLLECTIONS.items())
        finally:
            opened.close()

    def discard(self, edition: Path) -> None:
        names = _names(edition / "vectors")
        if names:
            client = self.connect(READING_SECONDS)
            try:
                for name in names.values():
                    self.asked(partial(_delete, client, name))
            finally:
                end(client)
        shutil.rmtree(edition, ignore_errors=True)

    def connect(self, seconds: float) -> Client:
        """A client that waits so long for each reply."""
        return self.asked(lambda: self._connected(seconds))

    def _connected(self, seconds: float) -> Client:
        verify = ssl.create_default_context(cafile=self.authority) if self.authority else True
        # Chroma's client waits for ever while it connects, so whether anybody answers is asked before.
        beat = f"{self.url.rstrip('/')}/api/v2/heartbeat"
        httpx.get(beat, headers=dict(self.headers), timeout=READING_SECONDS, verify=verify).raise_for_status()
        settings = Settings(anonymized_telemetry=False, chroma_server_ssl_verify=self.authority or None)
        client = cast(Client, chromadb.HttpClient(self.url, headers=dict(self.headers), settings=settings))
        cast(Any, client)._server._session.timeout = httpx.Timeout(seconds)  # there is no setting for it
        return client

    def asked(self, call: Callable[[], T]) -> T:
        """The answer to one call of Chroma's client. Raises ServerError where none comes, or one of somebody else:
        what Chroma itself refuses is a ChromaError."""
        try:
            return call()
        except (ChromaError, ServerError):
            raise
        except Exception as error:  # its client turns what a proxy says into a plain Exception
            said = str(error).strip()[:200] or type(error).__name__
            raise ServerError(
                f"the Chroma server {self.url} does not answer as one ({said}); see that it runs, and that "
                "INDEX_CHROMA_URL, INDEX_CHROMA_HEADERS and INDEX_CHROMA_CA are right"
            ) from error


class ServedVectors(Vectors):
    """The vectors of one edition, with their collections on a server and the plain files in a folder."""

    def __init__(self, folder: Path, server: ChromaServer, reading: bool) -> None:
        self._server, self._reading = server, reading
        super().__init__(folder, reading)
        if not reading:
            try:
                self._settle()
            except BaseException:
                self.close()
                raise

    def _connect(self, reading: bool) -> tuple[Client, Collections]:
        if not reading:
            self._folder.mkdir(parents=True, exist_ok=True)
        names = _names(self._folder)
        if reading and not names:
            raise self._broken(FileNotFoundError("they are on no Chroma server"))
        if not names:
            edition = f"{uuid4().hex}-{self._folder.parent.name}"
            names = {kind: f"{edition}-{name}" for kind, name in COLLECTIONS.items()}
            (self._folder / SERVER_MARK).write_text(json.dumps(names))
        client = self._ask(lambda: self._server.connect(READING_SECONDS if reading else WRITING_SECONDS))
        try:
            return client, {kind: self._ask(partial(self._collection, client, name)) for kind, name in names.items()}
        except BaseException:
            end(client)
            raise

    def _collection(self, client: Client, name: str) -> Collection:
        if self._reading:
            return client.get_collection(name, embedding_function=None)
        return client.get_or_create_collection(
            name,
            embedding_function=None,
            configuration=CONFIGURATION,  # type: ignore[arg-type]
            metadata={"folder": str(self._folder)},  # for whoever looks at the server
        )

    def _settle(self) -> None:
        """Takes from the server what an interrupted run, or one that only the server remembers, brought beyond the
        plain files: numbers mean what the ledger beside this folder says."""
        for kind, collection in self._collections.items():
            excess, offset = self.count(kind) - self.filed(kind), 0
            known = {str(number) for number in self._files[kind].after(-1)} if excess > 0 else set()
            while excess > 0 and (ids := self._ask(partial(_ids, collection, offset))):
                strange = [number for number in ids if number not in known]
                if strange:
                    self._ask(partial(collection.delete, ids=strange))
                excess -= len(strange)
                offset += len(ids) - len(strange)

    def _ask(self, call: Callable[[], T]) -> T:
        """As the server answers; an update asks several times before it gives up."""
        for again in range(0 if self._reading else _TRIES - 1):
            try:
                return self._server.asked(call)
            except ServerError:
                time.sleep(_PAUSE * 2**again)
        return self._server.asked(call)

    def _broken(self, error: Exception) -> StoreError:
        return StoreError(
            f"the vectors of {self._folder} on the Chroma server {self._server.url} cannot be read ({error}); "
            "mend them by an update: python -m index"
        )

    def warm(self) -> None:
        """Has the server read its files now, and not when the first question comes."""
        for kind, file in self._files.items():
            if (width := file.width) and self.count(kind):
                self.nearest(kind, np.ones(width, np.float32), 1)

    def close(self) -> None:
        end(self._client)


def end(client: Client) -> None:
    """Closes a client, and the connections that it leaves open: its own, and those by which it asked for its
    database."""
    for one in (client, client._admin_client):
        cast(Any, one)._server._session.close()
    client.close()


def server_at(url: str, headers: str, authority: str) -> ChromaServer:
    """A server as the settings name it: `headers` as ``Name: value``, several set apart by ``;``. Raises
    SettingsError for what is no address, no header or no file."""
    parts = httpx.URL(url) if url.startswith(("http://", "https://")) else None
    if parts is None or not parts.host:
        raise SettingsError(f"INDEX_CHROMA_URL={url!r} is no address; write it as http://HOST:PORT or https://HOST")
    given = {}
    for one in filter(None, map(str.strip, headers.split(";"))):
        name, colon, value = one.partition(":")
        if not colon or not name.strip() or not value.strip():
            raise SettingsError("INDEX_CHROMA_HEADERS holds what is no header; write it as 'Name: value; Other: value'")
        given[name.strip()] = value.strip()
    if authority and not Path(authority).is_file():
        raise SettingsError(f"INDEX_CHROMA_CA={authority!r} is no file; name one with certificates (PEM)")
    return ChromaServer(url.rstrip("/"), given, authority)


def _names(vectors: Path) -> dict[Any, str]:
    """The collections that belong to a folder, by kind; none where it never had any."""
    file = vectors / SERVER_MARK
    return dict(json.loads(file.read_text())) if file.is_file() else {}


def _ids(collection: Collection, offset: int) -> list[str]:
    return collection.get(limit=_PAGE, offset=offset, include=[])["ids"]


def _delete(client: Client, name: str) -> None:
    with suppress(NotFoundError):
        client.delete_collection(name)
