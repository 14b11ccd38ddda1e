"""The abilities as MCP tools of the same names, for assistants that call tools.

Not Gradio's own MCP server: that one calls itself over HTTP, at whatever Host its first caller named and without the
caller's log-in, and gives results as Python writes them, not as JSON.
"""

import inspect
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.types import TextContent, Tool
from pydantic import ConfigDict, Field, create_model
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from assistant.serving.abilities import Abilities
from assistant.serving.gate import Gate
from assistant.serving.reader import reader_in

NAME = "Who said what"
INSTRUCTIONS = (
    "Searches one collection of news articles for who said what. Quote only what results give between quotation marks "
    "or at their offsets, and name the speaker, outlet and day that stand with it."
)
_ARGUMENT = re.compile(r"^\s+(\w+): (.+)$", re.MULTILINE)

Result = tuple[list[TextContent], dict[str, Any]]


class Tools:
    """An ASGI application that speaks MCP over streamable HTTP. It keeps no session: any process answers any call."""

    def __init__(self, abilities: Abilities, gate: Gate) -> None:
        self._abilities, self._gate = abilities.each(), gate
        self._server: Server[Any, Any] = Server(NAME, instructions=INSTRUCTIONS)
        self._server.list_tools()(self._list)  # type: ignore[no-untyped-call] # a decorator without types
        self._server.call_tool()(self._call)
        self._manager = StreamableHTTPSessionManager(self._server, json_response=True, stateless=True)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Calls are answered within; once only."""
        async with self._manager.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._manager.handle_request(scope, receive, send)

    async def _list(self) -> list[Tool]:
        return [tool_of(name, ability) for name, ability in self._abilities.items()]

    async def _call(self, name: str, arguments: dict[str, Any]) -> Result:
        ability = self._abilities.get(name)
        if ability is None:
            raise ValueError(f"there is no tool {name[:100]!r}: there are {', '.join(self._abilities)}")
        request = self._server.request_context.request
        reader = reader_in(request.scope if request else {})
        found = await run_in_threadpool(self._answered, name, ability, arguments, reader)
        text = json.dumps(found, ensure_ascii=False)
        return [TextContent(type="text", text=text)], found if isinstance(found, dict) else {"result": found}

    def _answered(self, name: str, ability: Callable[..., Any], arguments: dict[str, Any], reader: str) -> Any:
        with self._gate.admitted(name, reader):
            found = ability(**arguments)
            if inspect.isgenerator(found):
                *_, found = found  # a tool's caller waits for the whole answer
            return found


def tool_of(name: str, ability: Callable[..., Any]) -> Tool:
    """A tool with the schema of an ability's signature, and the descriptions that its docstring gives."""
    about, _, arguments = (inspect.getdoc(ability) or "").partition("Args:")
    told = dict(_ARGUMENT.findall(arguments))
    fields: dict[str, Any] = {
        one.name: (one.annotation, Field(... if one.default is one.empty else one.default, description=told[one.name]))
        for one in inspect.signature(ability).parameters.values()
    }
    schema = create_model(name, __config__=ConfigDict(extra="forbid"), **fields).model_json_schema()
    return Tool(name=name, description=" ".join(about.split()), inputSchema=schema)
