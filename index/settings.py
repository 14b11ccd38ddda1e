"""Settings of the index, read from the environment once; unknown names are refused at the door."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from index.errors import SettingsError

DEFAULT_STORE = Path(".store")
DEFAULT_ROOT = Path("corpus/articles")
DEFAULT_EMBEDDING = "minilm"
PREFIX = "INDEX_"


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """`INDEX_<NAME>` in the environment, one field each.

    embedding: ``minilm`` (the embedded default), ``minilm-int8`` (twice the speed, slightly worse) or
    ``openai:MODEL`` (an embeddings server). model_dir: a folder with model.safetensors and
    tokenizer.json, looked in before anything else. openai_base_url, openai_api_key: of the embeddings
    server only; a key for another purpose is never taken. chroma_url, chroma_headers, chroma_ca: a
    Chroma server. ledger_url: a PostgreSQL database; it may hold a password, so no message tells it.
    """

    embedding: str
    model_dir: str
    openai_base_url: str
    openai_api_key: str
    chroma_url: str
    chroma_headers: str
    chroma_ca: str
    ledger_url: str = field(repr=False)


def read_settings(environment: Mapping[str, str] = os.environ) -> IndexSettings:
    """Settings from the environment. Raises SettingsError for a name that nobody reads."""
    known = {one.name: f"{PREFIX}{one.name.upper()}" for one in fields(IndexSettings)}
    refuse_unknown(environment, PREFIX, known.values())
    values = {name: environment.get(variable, "").strip() for name, variable in known.items()}
    return IndexSettings(**values)


def refuse_unknown(environment: Mapping[str, str], prefix: str, known: Iterable[str]) -> None:
    """A misspelt setting must not be silently without effect."""
    allowed = set(known)
    for name in environment:
        if name.startswith(prefix) and name not in allowed:
            raise SettingsError(
                f"the environment sets {name}, which is no setting of this program; "
                f"it reads {', '.join(sorted(allowed))}. Correct the name or unset it."
            )
