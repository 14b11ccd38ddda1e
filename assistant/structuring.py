"""How a language model is held to claims with labels: a JSON schema where its server knows them (the strictest), JSON
without one, or prose. `assistant/unfolding.py` turns the first two into the third while they stream. Pure."""

from collections.abc import Mapping
from typing import Any, Literal

Form = Literal["json_schema", "json_object", "prose"]
FORMS: tuple[Form, ...] = ("json_schema", "json_object", "prose")  # the strictest first

_MOST_CLAIMS = 6  # a prompt asks for four; without a limit a small model goes on and on


def response_format(form: Form, labels: int) -> dict[str, Any] | None:
    """What the protocol's `response_format` is for a form, when labels 1 to `labels` were given. Two objects to choose
    from and at least one source: with one object, or without the minimum, small models claim where there is
    nothing to claim, or cite nothing."""
    if form == "prose":
        return None
    if form == "json_object":
        return {"type": "json_object"}
    source = {"type": "integer", "enum": [*range(1, labels + 1)]}
    claim = _object(text={"type": "string"}, sources={"type": "array", "items": source, "minItems": 1, "maxItems": 3})
    claims = {"type": "array", "items": claim, "minItems": 1, "maxItems": _MOST_CLAIMS}
    answer = {
        "anyOf": [
            _object(answerable={"type": "boolean", "enum": [True]}, claims=claims),
            _object(answerable={"type": "boolean", "enum": [False]}),
        ]
    }
    return {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": _object(answer=answer)}}


def _object(**properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }
