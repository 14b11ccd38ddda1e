"""Who asks, as logs, limits and counts know them."""

from collections.abc import Mapping
from typing import Any


def reader_in(scope: Mapping[str, Any]) -> str:
    """Of an ASGI scope: the name they logged in with, else the address they come from."""
    return str(scope.get("reader") or f"address {(scope.get('client') or ('unknown',))[0]}")
