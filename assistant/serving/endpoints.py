"""The abilities as Gradio endpoints of the same names: `/ask`, `/who_said` and the others."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.serving.abilities import Abilities
from assistant.serving.gate import Gate
from assistant.serving.reader import reader_in
from index.errors import IndexingError

_CALLER = inspect.Parameter("request", inspect.Parameter.POSITIONAL_ONLY, annotation=gr.Request)


def add_endpoints(abilities: Abilities, gate: Gate) -> None:
    """Within the `with` of a Blocks. Each call counts as one answer under way of its reader; Gradio lets all in, so
    that whoever is too many is told so and does not wait unawares."""
    for name, ability in abilities.each().items():
        gr.api(  # type: ignore[attr-defined] # public, but left out of its stubs
            _endpoint(name, ability, gate), api_name=name, concurrency_limit=None
        )


def _endpoint(name: str, ability: Callable[..., Any], gate: Gate) -> Callable[..., Any]:
    """The ability with Gradio's request before its own parameters, and failures as Gradio's clients can show them."""

    def once(request: gr.Request, /, *given: Any) -> Any:
        try:
            with gate.admitted(name, reader_of(request)):
                return ability(*given)
        except (ValueError, AssistantError, IndexingError) as error:
            raise gr.Error(str(error), print_exception=False) from None

    def streaming(request: gr.Request, /, *given: Any) -> Iterator[Any]:
        try:
            with gate.admitted(name, reader_of(request)):
                yield from ability(*given)
        except (ValueError, AssistantError, IndexingError) as error:
            raise gr.Error(str(error), print_exception=False) from None

    endpoint: Callable[..., Any] = streaming if inspect.isgeneratorfunction(ability) else once
    signature = inspect.signature(ability)
    parameters = (_CALLER, *(one.replace(kind=_CALLER.kind) for one in signature.parameters.values()))
    endpoint.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined] # what Gradio reads
    endpoint.__annotations__ = {one.name: one.annotation for one in parameters} | {
        "return": signature.return_annotation
    }
    endpoint.__name__, endpoint.__doc__ = name, inspect.getdoc(ability)
    return endpoint


def reader_of(request: gr.Request) -> str:
    """Who asks, of Gradio's own request. Who did not log in is known by tab or client, for many may share an
    address; the limit for one reader is courtesy then, and the one for all is what protects."""
    scope = request.request.scope if request.request is not None else {}
    return reader_in(scope) if scope.get("reader") else f"session {request.session_hash}"
