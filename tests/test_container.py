"""The Dockerfile and compose.yaml name only what there is; no Docker is needed to see that."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

import app
from index.__main__ import COMMANDS
from index.settings import read_settings
from index.vector_server import server_at

ROOT = Path(__file__).resolve().parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def steps(name: str) -> list[str]:
    return re.findall(rf"^{name} (.*)$", DOCKERFILE, re.MULTILINE)


def parsed(command: list[str]) -> dict[str, Any]:
    """The options of one of our commands, by the parser that will read them."""
    match command:
        case ["python", "app.py", *rest]:
            return vars(app._parser().parse_args(rest))
        case ["python", "-m", "index", name, *rest] if name in COMMANDS:
            return vars(COMMANDS[name][1]("index", "").parse_args(rest))
        case ["python", "-m", "index", *rest]:
            return vars(COMMANDS["update"][1]("index", "").parse_args(rest))
    raise AssertionError(f"{command} is none of ours")


def mounted(service: str) -> dict[str, str]:
    """What stands where in a service: volume or folder by path."""
    return {volume.split(":")[1]: volume.split(":")[0] for volume in SERVICES[service]["volumes"]}


def test_the_image_copies_what_there_is_and_all_that_the_program_needs() -> None:
    """Every package of the wheel, app.py, and what pip reads."""
    copied = {name for step in steps("COPY") for name in step.split()[:-1]}
    assert all((ROOT / name).exists() for name in copied)
    assert {"app.py", "assistant", "index", "prompts", "pyproject.toml", "constraints.txt", "README.md"} <= copied
    (install,) = (step for step in steps("RUN") if "pip install" in step)
    assert "-c constraints.txt" in install and ".[models,postgres]" in install
    assert steps("USER") == ["news"]


def test_the_image_starts_the_chat() -> None:
    """By a command that its parser takes, at the port that is exposed."""
    (command,) = steps("CMD")
    options = parsed(json.loads(command))
    assert [str(options["port"])] == steps("EXPOSE")
    assert str(options["store"]) in json.loads(steps("VOLUME")[0])


@pytest.mark.parametrize("name", ["builder", "chat"])
def test_a_service_of_ours_is_one_that_starts(name: str) -> None:
    """Its options exist, what they name is mounted, its settings are read, and it asks the servers that there are."""
    service = SERVICES[name]
    options = parsed(service["command"])
    assert mounted(name)[str(options["store"])] == "store" in COMPOSE["volumes"]
    assert all(str(path) in mounted(name) for path in options.get("paths", ()))
    settings = read_settings(service["environment"])
    database = SERVICES["postgres"]["environment"]
    ledger = urlsplit(settings.ledger_url.replace(database["POSTGRES_PASSWORD"], "secret"))
    assert (ledger.hostname, ledger.password) == ("postgres", "secret")
    assert (ledger.username, ledger.path[1:]) == (database["POSTGRES_USER"], database["POSTGRES_DB"])
    address = urlsplit(server_at(settings.chroma_url, settings.chroma_headers, settings.chroma_ca).url)
    chroma = SERVICES[str(address.hostname)]
    assert chroma["command"][:2] == ["chroma", "run"]
    assert chroma["command"][chroma["command"].index("--port") + 1] == str(address.port)
    assert mounted("chroma")[chroma["command"][chroma["command"].index("--path") + 1]] == "chroma"
    assert {*service["networks"]} & {*chroma["networks"]}


def test_only_the_chat_is_reached_and_only_by_who_logs_in() -> None:
    """From this machine, where a proxy with TLS stands; its users file is mounted; the server's network is closed."""
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["chat"]
    options = parsed(SERVICES["chat"]["command"])
    assert SERVICES["chat"]["ports"] == [f"127.0.0.1:7860:{options['port']}"]
    assert str(options["auth"].parent) in mounted("chat")
    assert COMPOSE["networks"]["inside"]["internal"] and SERVICES["chroma"]["networks"] == ["inside"]
    assert SERVICES["postgres"]["networks"] == ["inside"] and "ports" not in SERVICES["postgres"]


def test_the_checks_of_health_ask_for_what_there_is() -> None:
    """The builder's is a command of ours; the chat's asks its own port for the route that says whether it can serve."""
    assert str(parsed(SERVICES["builder"]["healthcheck"]["test"][1:])["store"]) in mounted("builder")
    (code,) = [part for part in SERVICES["chat"]["healthcheck"]["test"] if "urlopen" in part]
    compile(code, "healthcheck", "exec")
    assert f"127.0.0.1:{parsed(SERVICES['chat']['command'])['port']}/health'" in code
    assert '"/health"' in (ROOT / "assistant" / "page" / "routes.py").read_text(encoding="utf-8")
