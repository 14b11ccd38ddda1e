"""The only place of this package that chooses real parts."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from index.building import Attributor, Builder, Progress, Report
from index.chroma import IN_FOLDERS, Chroma
from index.embedding import Embedder, MiniLM
from index.errors import SettingsError, StoreError
from index.ledger.engine import Engine
from index.ledger.ledger import Ledger
from index.ledger.sqlite import SQLite
from index.minilm.finding import find_weights
from index.planning import Plan, plan
from index.remembering import Remembering
from index.searching import Searcher
from index.settings import DEFAULT_EMBEDDING, DEFAULT_ROOT, IndexSettings
from index.snapshot import Snapshots
from index.spacing import space_for


@dataclass(frozen=True, slots=True)
class UpdateOptions:
    """`full`: read, split and attribute everything again; `statements`: look for statements at all."""

    full: bool
    statements: bool


def build_embedder(settings: IndexSettings, ledger: Ledger) -> Embedder:
    """The model `INDEX_EMBEDDING` names, else the one the store was built with, else the embedded default.

    Raises SettingsError for an unknown one, ModelError when the weights are nowhere to be found.
    """
    choice = settings.embedding or ledger.fact("embedding choice") or DEFAULT_EMBEDDING
    kind, _, model = choice.partition(":")
    if kind in ("minilm", "minilm-int8") and not model:
        return MiniLM(find_weights(settings.model_dir), int8=kind == "minilm-int8")
    if kind == "openai" and model:
        from index.embedding_server import EmbeddingServer  # heavy, seldom needed

        return EmbeddingServer(model, settings.openai_base_url, settings.openai_api_key)
    raise SettingsError(f"INDEX_EMBEDDING={choice!r} is not known; use minilm, minilm-int8 or openai:MODEL.")


def build_chroma(settings: IndexSettings) -> Chroma:
    """Where vectors are kept: on the server that `INDEX_CHROMA_URL` names, else in the store's folder. Raises
    SettingsError for what is no address, header or file."""
    if not settings.chroma_url:
        return IN_FOLDERS
    from index.vector_server import server_at  # seldom needed

    return server_at(settings.chroma_url, settings.chroma_headers, settings.chroma_ca)


def build_engine(store: Path, settings: IndexSettings) -> Engine:
    """Where the ledger is kept: on the PostgreSQL server that `INDEX_LEDGER_URL` names, else in the store's folder.
    Raises SettingsError for what is no address, and where its libraries are not installed."""
    if not settings.ledger_url:
        return SQLite(store)
    try:
        from index.ledger.postgres import Postgres  # half a second to load, seldom needed
    except ModuleNotFoundError as error:
        raise SettingsError(
            'INDEX_LEDGER_URL needs the extra "postgres": pip install -c constraints.txt -e ".[models,postgres]"'
        ) from error

    return Postgres(settings.ledger_url)


def open_ledger(store: Path, settings: IndexSettings, create: bool = False) -> Ledger:
    """The ledger of a store. Raises StoreError when there is none."""
    return Ledger(store, create, build_engine(store, settings))


@contextmanager
def held_ledger(store: Path, settings: IndexSettings, wait: float = 0.0) -> Iterator[Ledger]:
    """The ledger for its one writer, made where there is none. Raises LockedError while another process writes, still
    after `wait` seconds."""
    engine = build_engine(store, settings)
    with space_for(store), engine.writing(wait):
        ledger = Ledger(store, True, engine)
        try:
            yield ledger
        finally:
            ledger.close()


def open_searcher(store: Path, settings: IndexSettings) -> Searcher:
    """A store, open for searching. Raises StoreError when there is none, or when it was built with another
    embedding model than the settings name."""
    ledger = open_ledger(store, settings)
    embedder = Remembering(build_embedder(settings, ledger))
    built_with = ledger.fact("embedding")
    if built_with and built_with != embedder.name:
        raise StoreError(
            f"{store} was built with the embedding {built_with}, the settings name {embedder.name}; "
            f"set INDEX_EMBEDDING as it was, or re-embed with: python -m index --store {store}"
        )
    anew = replace(settings, embedding="")  # a model that another update has chosen since is the store's
    load = lambda: Remembering(build_embedder(anew, ledger))  # noqa: E731
    return Searcher(ledger, Snapshots(store, ledger, embedder, load, build_chroma(settings)))


class Updater:
    """Brings one store in line with its articles, as often as asked; the models are loaded once."""

    def __init__(self, store: Path, settings: IndexSettings, options: UpdateOptions) -> None:
        self._store, self._settings, self._options = store, settings, options
        self._embedder: tuple[str, Embedder] | None = None
        self._attributor: Attributor | None = None
        self._chroma = build_chroma(settings)

    def update(
        self, paths: Sequence[Path], progress: Progress, growing: Collection[Path] = (), wait: float = 0.0
    ) -> Report:
        """Of the articles below `paths`, or below the roots that the store remembers; files still `growing` are left
        as they were.

        Raises LockedError while another process writes to the store, still after `wait` seconds; RootError for a path
        that is not there.
        """
        with held_ledger(self._store, self._settings, wait) as ledger:
            choice = self._settings.embedding or ledger.fact("embedding choice") or DEFAULT_EMBEDDING
            if self._embedder is None or self._embedder[0] != choice:
                self._embedder = choice, build_embedder(self._settings, ledger)
            if self._options.statements and self._attributor is None:
                self._attributor = _attributor()
            facts = {"embedding choice": choice}
            builder = Builder(self._store, ledger, self._embedder[1], self._attributor, progress, facts, self._chroma)
            return builder.build(roots_of(ledger, paths), self._options.full, growing)


def update(
    store: Path, settings: IndexSettings, paths: Sequence[Path], options: UpdateOptions, progress: Progress
) -> Report:
    """One update; see Updater."""
    return Updater(store, settings, options).update(paths, progress)


def plan_update(store: Path, settings: IndexSettings, paths: Sequence[Path], full: bool) -> Plan:
    """What an update would do; nothing is written, not even a store where there is none."""
    engine = build_engine(store, settings)
    if engine.is_there():
        ledger = Ledger(store, engine=engine)
        return plan(ledger, roots_of(ledger, paths), full)
    with TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder), create=True)
        return plan(ledger, roots_of(ledger, paths), full)


def roots_of(ledger: Ledger, paths: Sequence[Path]) -> tuple[str, ...]:
    """The roots that these paths name; with none, those remembered, and the first time the default."""
    return tuple(path.resolve().as_posix() for path in paths) or ledger.roots() or (DEFAULT_ROOT.resolve().as_posix(),)


def _attributor() -> Attributor:
    from index.attributing import Attributor as Rules  # brings spaCy, which only an update needs

    return Rules()
