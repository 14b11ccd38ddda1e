"""What the page sends: taken from the page alone, and never more than so many bytes."""

from fastapi import Request

from assistant.page.english.check import NOT_OF_THE_PAGE

HEADER = "x-who-said"
"""No form and no script of another site can send a header of this name without being asked first, and the server
says yes to nobody."""


class RefusedError(Exception):
    """A message that is not taken. `status` is what HTTP calls it."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


async def body_of(request: Request, most: int, too_long: str) -> bytes:
    """The bytes sent. Raises RefusedError for those that are not the page's own, or more than `most`."""
    check_sender(request)
    body = bytearray()
    async for some in request.stream():
        body += some
        if len(body) > most:
            raise RefusedError(413, too_long)
    return bytes(body)


def check_sender(request: Request) -> None:
    """Raises RefusedError for what another site's page could send."""
    if request.headers.get(HEADER) != "page":
        raise RefusedError(403, NOT_OF_THE_PAGE)
