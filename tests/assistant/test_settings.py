"""Settings: read once, refused at the door when they make no sense, and no consent where none was given."""

import pytest

from assistant.errors import SettingsError
from assistant.settings import DEFAULT_URL, read_settings


def test_a_key_alone_is_no_consent() -> None:
    """Without ASSISTANT_MODEL neither key nor address is even read."""
    settings = read_settings({"OPENAI_API_KEY": "secret", "OPENAI_BASE_URL": "http://localhost:1/v1"})
    assert (settings.model, settings.base_url, settings.api_key, settings.host) == ("", "", "", None)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("", "api.openai.com"),
        (DEFAULT_URL, "api.openai.com"),
        ("http://localhost:11434/v1", "localhost:11434"),
        ("https://user:pass@models.example/v1", "models.example"),
        ("http://[::1]:8080/v1", "[::1]:8080"),
    ],
)
def test_the_host_is_where_evidence_goes(url: str, host: str) -> None:
    """As it is shown: with its port, without name and password."""
    assert read_settings({"ASSISTANT_MODEL": "m", "OPENAI_BASE_URL": url}).host == host


@pytest.mark.parametrize(
    "url", ["localhost:11434/v1", "models.example", "file:///etc/passwd", "http://", "http://[::1", "http://h:x/"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    """Else the host could not be told before evidence is sent to it."""
    with pytest.raises(SettingsError, match="OPENAI_BASE_URL"):
        read_settings({"ASSISTANT_MODEL": "m", "OPENAI_BASE_URL": url})


@pytest.mark.parametrize("value", ["soon", "0", "-1", "nan", "inf", "1e999"])
def test_a_timeout_is_a_number_of_seconds(value: str) -> None:
    """The error shows the value and an example."""
    with pytest.raises(SettingsError, match=r"ASSISTANT_TIMEOUT=.* such as 60"):
        read_settings({"ASSISTANT_TIMEOUT": value})


def test_unset_and_empty_are_the_same() -> None:
    """As shells and compose files write them."""
    assert read_settings({"ASSISTANT_MODEL": " ", "ASSISTANT_TIMEOUT": ""}) == read_settings({})
