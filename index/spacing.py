"""A full disk, by whichever library ran into it -> one error with its remedy."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import SpaceError

_NUMBERS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# How SQLite, Chroma and tantivy put it.
_WORDS = (
    "disk is full",
    "disk full",
    "no space left",
    "os error 28",
    "file too large",
    "os error 27",
    "quota exceeded",
)


@contextmanager
def space_for(store: Path) -> Iterator[None]:
    """Raises SpaceError in place of whatever tells in the block that no more can be written."""
    try:
        yield
    except Exception as error:
        if not any(map(_is_full, _causes(error))):
            raise
        raise SpaceError(
            f"the disk that holds {store} is full ({error}); free some space and run this again: it goes on from "
            "there, and what was published still answers"
        ) from error


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_full(error: BaseException) -> bool:
    number = error.errno if isinstance(error, OSError) else None
    return number in _NUMBERS or any(words in str(error).lower() for words in _WORDS)
