"""Settings of the assistant, read from the environment once; unknown names are refused at the door."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.errors import SettingsError
from index.settings import refuse_unknown

DEFAULT_URL = "https://api.openai.com/v1"
_NAMES = "MODEL TIMEOUT DEADLINE TEMPERATURE EVIDENCE_TOKENS HISTORY_TOKENS"


@dataclass(frozen=True, slots=True)
class Settings:
    """model: the language model `ASSISTANT_MODEL` names; empty for the embedded default, which sends nothing
    anywhere. base_url, api_key: the usual OPENAI_BASE_URL (else OpenAI's own) and OPENAI_API_KEY, read only
    with a model: a key lying in the environment is not consent. timeout: seconds of silence after which the
    model is given up; deadline: seconds a whole answer may take. evidence_tokens, history_tokens: how much of the
    evidence and of earlier turns a model is sent; with the rules and an answer the defaults fit into the 4,096
    tokens that local servers read by default."""

    model: str
    base_url: str
    api_key: str
    timeout: float
    deadline: float = 300.0
    temperature: float = 0.0
    evidence_tokens: int = 2_400
    history_tokens: int = 600

    @property
    def host(self) -> str | None:
        """The host that receives questions and evidence; None when nothing leaves the machine."""
        return urlsplit(self.base_url).netloc.rpartition("@")[2] if self.model else None


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment. Raises SettingsError for a name nobody reads or a value without sense."""
    refuse_unknown(environment, "ASSISTANT_", tuple(f"ASSISTANT_{name}" for name in _NAMES.split()))
    model = environment.get("ASSISTANT_MODEL", "").strip()
    timeout = _number(environment, "TIMEOUT", 60.0, above=0.0, unit="seconds above 0")
    deadline = _number(environment, "DEADLINE", 300.0, above=0.0, unit="seconds above 0")
    temperature = _number(environment, "TEMPERATURE", 0.0, above=-0.001, most=2.0, unit="0 to 2")
    evidence = _number(environment, "EVIDENCE_TOKENS", 2_400, above=99, unit="tokens from 100 on")
    history = _number(environment, "HISTORY_TOKENS", 600, above=-1, unit="tokens from 0 on")
    base_url = environment.get("OPENAI_BASE_URL", "").strip() or DEFAULT_URL
    if not model:
        base_url = key = ""
    elif not _is_address(base_url):
        raise SettingsError(f"OPENAI_BASE_URL={base_url!r} is no address, such as http://127.0.0.1:11434/v1.")
    else:
        key = environment.get("OPENAI_API_KEY", "").strip()
    return Settings(model, base_url, key, timeout, deadline, temperature, int(evidence), int(history))


def _number(
    environment: Mapping[str, str], name: str, default: float, *, above: float, most: float = 1e9, unit: str
) -> float:
    """A setting that is a number. Raises SettingsError for one that is none or out of bounds."""
    told = environment.get(f"ASSISTANT_{name}", "").strip()
    try:
        value = float(told or default)
    except ValueError:
        value = float("nan")
    if not above < value <= most:
        raise SettingsError(f"ASSISTANT_{name}={told!r} is no number of {unit}, such as {default:g}.")
    return value


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
