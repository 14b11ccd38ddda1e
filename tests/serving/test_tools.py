"""The abilities as MCP tools, listed and called by the official SDK's client."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from gradio_client import Client
from mcp import ClientSession
from mcp.client.streamable_http import streamablehttp_client
from mcp.types import CallToolResult, ListToolsResult

from tests.serving.conftest import PLAIN, awaited

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

CALLS: dict[str, dict[str, Any]] = {
    "ask": {"question": "Who keeps bees on a roof?"},
    "who_said": {"speaker": "Farrant", "limit": 2},
    "search_articles": {"query": "reservoir", "k": 2, "outlet": "Northern Wire"},
    "read_article": {"path_or_id": "orchestra.md"},
    "check_text": {"text": "Yusuf Dahl said that the city is warmer than the fields."},
}


def with_session(home: str, act: Callable[[ClientSession], Awaitable[Any]]) -> Any:
    """What `act` gives, in a session of its own."""

    async def run() -> Any:
        async with (
            streamablehttp_client(f"{home}mcp") as (reading, writing, _),
            ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            return await act(session)

    return awaited(run)


def call(home: str, name: str, arguments: dict[str, Any]) -> CallToolResult:
    result: CallToolResult = with_session(home, lambda session: session.call_tool(name, arguments))
    return result


def text_of(result: CallToolResult) -> str:
    return "".join(part.text for part in result.content if part.type == "text")


def test_a_client_lists_the_five_with_all_that_a_model_needs(home: str) -> None:
    """Each tool says what it is for, and of each argument what it means and what may be left out."""
    listed: ListToolsResult = with_session(home, lambda session: session.list_tools())
    assert [tool.name for tool in listed.tools] == [*CALLS]
    for tool in listed.tools:
        assert len(tool.description or "") > 80 and "Args" not in (tool.description or "")
        properties = tool.inputSchema["properties"]
        assert all(one["description"] for one in properties.values())
        assert tool.inputSchema["additionalProperties"] is False
        assert tool.inputSchema.get("required", []) == [
            name for name, one in properties.items() if "default" not in one
        ]


@pytest.mark.parametrize("name", CALLS)
def test_a_client_calls_each_tool_and_reads_json(home: str, name: str) -> None:
    """The text of a result is the JSON that the endpoint of the same name gives, and the structured content too."""
    result = call(home, name, CALLS[name])
    expected = Client(home, **PLAIN).predict(**CALLS[name], api_name=f"/{name}")
    assert not result.isError and expected
    assert json.loads(text_of(result)) == expected
    assert result.structuredContent == (expected if isinstance(expected, dict) else {"result": expected})


@pytest.mark.parametrize(
    ("name", "arguments", "reason"),
    [
        ("ask", {"question": "What?", "since": "soon"}, "no day"),
        ("ask", {}, "required"),
        ("ask", {"question": 5}, "not of type 'string'"),
        ("ask", {"question": "What?", "shell": "rm"}, "shell"),
        ("who_said", {"limit": -1}, "from 1 to 1,000"),
        ("read_article", {"path_or_id": "../../etc/passwd"}, "no single article"),
        ("delete_everything", {}, "there is no tool"),
    ],
)
def test_a_call_that_cannot_be_used_says_why(home: str, name: str, arguments: dict[str, Any], reason: str) -> None:
    """As an error that a model can read and mend, and the server lives on."""
    result = call(home, name, arguments)
    assert result.isError and reason in text_of(result)
    assert not call(home, "read_article", CALLS["read_article"]).isError
