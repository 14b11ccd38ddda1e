"""A full disk, by whichever library ran into it -> one error with its remedy."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import SpaceError

_NUMBERS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# SQLite tells "full" only of a device; where a quota or a limit on files is reached, that it could not write.
_UNWRITTEN = {"SQLITE_FULL": 13, "SQLITE_IOERR_WRITE": 778, "SQLITE_IOERR_SHMSIZE": 4874}
# How Chroma, which has an SQLite of its own, and tantivy put it.
_WORDS = (
    "disk is full",
    *(f"(code: {code})" for code in _UNWRITTEN.values()),
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
        full = next(filter(_is_full, _causes(error)), None)
        if full is None:
            raise
        raise SpaceError(
            f"the disk that holds {store} is full, or a quota on it is reached ({full}); free some space and run this "
            "again: it goes on from there, and what was published still answers"
        ) from error


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _is_full(error: BaseException) -> bool:
    number = error.errno if isinstance(error, OSError) else None
    told = getattr(error, "sqlite_errorname", None)
    return number in _NUMBERS or told in _UNWRITTEN or any(words in str(error).lower() for words in _WORDS)
