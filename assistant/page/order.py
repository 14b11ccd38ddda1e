"""What the page's script asks of the chat: an earlier question anew, or a conversation put back."""

from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from assistant.question import AS_UNDERSTOOD, Amendments


@dataclass(frozen=True, slots=True)
class Order:
    """Ask `text` in the place of exchange `at` (counted from 0) and of all that came after it, as amended; with `all`
    every statement is wanted."""

    at: int
    text: str
    meant: str = ""
    amendments: Amendments = AS_UNDERSTOOD
    all: bool = False


_ORDER = TypeAdapter(Order)


def read_order(text: str) -> Order:
    """An order from its JSON. ValueError when it is none."""
    try:
        return _ORDER.validate_json(text)
    except ValidationError as error:
        raise ValueError(f"this cannot be asked: {error.errors()[0]['msg']}") from None
