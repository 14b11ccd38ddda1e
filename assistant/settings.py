"""Settings of the assistant, read from the environment once; unknown names are refused at the door."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.errors import SettingsError
from index.settings import refuse_unknown

DEFAULT_URL = "https://api.openai.com/v1"
_TIMEOUT = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Settings:
    """model: the language model `ASSISTANT_MODEL` names; empty for the embedded default, which sends nothing
    anywhere. base_url, api_key: the usual OPENAI_BASE_URL (else OpenAI's own) and OPENAI_API_KEY, read only
    with a model: a key lying in the environment is not consent. timeout: seconds to wait for the model."""

    model: str
    base_url: str
    api_key: str
    timeout: float

    @property
    def host(self) -> str | None:
        """The host that receives questions and evidence; None when nothing leaves the machine."""
        return urlsplit(self.base_url).netloc.rpartition("@")[2] if self.model else None


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment. Raises SettingsError for a name nobody reads or a value without sense."""
    refuse_unknown(environment, "ASSISTANT_", ("ASSISTANT_MODEL", "ASSISTANT_TIMEOUT"))
    model = environment.get("ASSISTANT_MODEL", "").strip()
    timeout = environment.get("ASSISTANT_TIMEOUT", "").strip()
    try:
        seconds = float(timeout or _TIMEOUT)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise SettingsError(f"ASSISTANT_TIMEOUT={timeout!r} is no number of seconds above 0, such as 60.")
    if not model:
        return Settings("", "", "", seconds)
    base_url = environment.get("OPENAI_BASE_URL", "").strip() or DEFAULT_URL
    if not _is_address(base_url):
        raise SettingsError(f"OPENAI_BASE_URL={base_url!r} is no address, such as http://127.0.0.1:11434/v1.")
    return Settings(model, base_url, environment.get("OPENAI_API_KEY", "").strip(), seconds)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
