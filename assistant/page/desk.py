"""The seam between the page and the rest of the house: whoever sits at the desk answers the reader."""

from collections.abc import Iterator
from typing import Protocol

from assistant.answer import Answer
from assistant.question import Message
from index.article import Article
from index.coverage import Status


class Desk(Protocol):
    """What the page needs, and no more. Every method may be called from several threads at once.

    `model` and `model_host` name the language model and the host that receives evidence; both are None
    with the embedded default, when nothing leaves the machine.
    """

    @property
    def model(self) -> str | None: ...

    @property
    def model_host(self) -> str | None: ...

    def stream(self, message: Message) -> Iterator[str | Answer]:
        """The words of the answer as they are written, then the complete Answer, which replaces them."""
        ...

    def article(self, article_id: str) -> Article | None:
        """The article as stored, or None when the store no longer holds it."""
        ...

    def status(self) -> Status:
        """What the store holds now; of an empty store, zeros."""
        ...
