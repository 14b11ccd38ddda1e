"""The only place of this package that chooses real parts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.building import Attributor, Builder, Progress, Report
from index.embedding import Embedder, MiniLM
from index.errors import SettingsError, StoreError
from index.ledger.ledger import Ledger
from index.locking import writing
from index.minilm.finding import find_weights
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


def open_searcher(store: Path, settings: IndexSettings) -> Searcher:
    """A store, open for searching. Raises StoreError when there is none, or when it was built with another
    embedding model than the settings name."""
    ledger = Ledger(store)
    embedder = Remembering(build_embedder(settings, ledger))
    built_with = ledger.fact("embedding")
    if built_with and built_with != embedder.name:
        raise StoreError(
            f"{store} was built with the embedding {built_with}, the settings name {embedder.name}; "
            f"set INDEX_EMBEDDING as it was, or re-embed with: python -m index --store {store}"
        )
    anew = replace(settings, embedding="")  # a model that another update has chosen since is the store's
    return Searcher(ledger, Snapshots(store, ledger, embedder, lambda: Remembering(build_embedder(anew, ledger))))


def update(
    store: Path, settings: IndexSettings, paths: Sequence[Path], options: UpdateOptions, progress: Progress
) -> Report:
    """Brings a store in line with the articles below `paths`, or below the roots it remembers.

    Raises LockedError while another process writes to it, RootError for a path that is not there.
    """
    with writing(store), space_for(store):
        ledger = Ledger(store, create=True)
        roots = [path.resolve().as_posix() for path in paths] or ledger.roots() or [DEFAULT_ROOT.resolve().as_posix()]
        embedder = build_embedder(settings, ledger)
        attributor = _attributor() if options.statements else None
        choice = settings.embedding or ledger.fact("embedding choice") or DEFAULT_EMBEDDING
        builder = Builder(store, ledger, embedder, attributor, progress, {"embedding choice": choice})
        try:
            return builder.build(tuple(roots), options.full)
        finally:
            ledger.close()


def _attributor() -> Attributor:
    from index.attributing import Attributor as Rules  # brings spaCy, which only an update needs

    return Rules()
