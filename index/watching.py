"""Roots that are watched: an update whenever files have come, gone or changed, once they are whole."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

from index.errors import IndexingError, RootError
from index.reading.formats import is_known

SETTLED = 1.5  # seconds for which a file must have stayed as it is: one that is written more slowly is read again
RETRY = 30.0  # seconds until an update that failed as a whole is tried again, if no file changes before
_LOOK = 250  # milliseconds between two looks

_State = tuple[int, int]  # size and time of change

Update = Callable[[Collection[Path]], None]  # given the files that are still growing


class Watch:
    """Tells when an update is due, and which files are not whole yet."""

    def __init__(self, paths: Sequence[Path], clock: Callable[[], float] = time.monotonic) -> None:
        self._paths, self._clock = paths, clock
        self._growing: dict[Path, tuple[_State, float]] = {}  # as they were last seen, and since when
        self._due: float | None = clock()  # the first update is due at once

    def notice(self, changed: Collection[Path]) -> None:
        """Takes note of files that have come, gone or changed."""
        for path in changed:
            self._growing[path] = (_state(path), self._clock())

    def retry(self) -> None:
        """The last update failed as a whole."""
        self._due = self._clock() + RETRY

    def due(self) -> bool:
        """Whether any file has settled since the last time, or a retry is due."""
        now, settled = self._clock(), []
        for path, (state, since) in self._growing.items():
            if (seen := _state(path)) != state:
                self._growing[path] = (seen, now)
            elif now - since >= SETTLED:
                settled.append(path)
        for path in settled:
            del self._growing[path]
        again = self._due is not None and now >= self._due
        if settled or again:
            self._due = None
        return bool(settled) or again

    def growing(self) -> Collection[Path]:
        return self._growing.keys()


def keep_in_line(
    paths: Sequence[Path], update: Update, tell: Callable[[IndexingError], None], stop: Event | None = None
) -> None:
    """Updates now, and whenever files below the roots have changed, until `stop` is set or the process is
    interrupted. An update that fails as a whole is told of and tried again. Raises RootError for a path that is not
    there."""
    for path in paths:
        if not path.exists():
            raise RootError(f"{path}: no such file or folder: name one that holds articles")
    watched = Watch(paths)
    for changed in _changes(paths, stop):
        watched.notice(changed)
        if watched.due():
            try:
                update(watched.growing())
            except IndexingError as error:
                tell(error)
                watched.retry()


def _changes(paths: Sequence[Path], stop: Event | None) -> Iterator[set[Path]]:
    """What has changed, a few times a second; the first time also the files that may have been growing before."""
    recent = time.time() - SETTLED
    growing = {
        path for root in paths for path in (root, *root.rglob("*")) if is_known(path.name) and _time(path) > recent
    }
    folders = {path if path.is_dir() else path.parent for path in paths}
    looks = watch(*folders, watch_filter=_concerns, debounce=_LOOK, step=50, rust_timeout=_LOOK, yield_on_timeout=True,
                  stop_event=stop, ignore_permission_denied=True)  # fmt: skip
    for some in looks:  # from the first look on nothing goes unnoticed, also while an update runs
        yield {Path(name) for _, name in some} | growing
        growing = set()


def _concerns(change: Change, name: str) -> bool:
    """A folder that was moved in or away brings or takes its files, of which nothing is told then."""
    path = Path(name)
    return is_known(path.name) or change == Change.deleted or path.is_dir()


def _time(path: Path) -> float:
    return max(0, _state(path)[1]) / 1e9


def _state(path: Path) -> _State:
    try:
        told = path.stat()
    except OSError:
        return -1, -1
    return (0, 0) if path.is_dir() else (told.st_size, told.st_mtime_ns)
