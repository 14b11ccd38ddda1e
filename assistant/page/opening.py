"""Whether the page can answer yet, and what it takes to get there."""

from assistant.page.desk import Desk
from assistant.page.english.header import FIRST_BUILDING, FIRST_FAILED, NOTHING_YET
from assistant.page.update import Progress, Trouble, Update


class Opening:
    """The page is up at once; it answers from when the store first holds a whole index."""

    def __init__(self, desk: Desk, update: Update) -> None:
        self._desk = desk
        self._update = update
        self._ready = False

    def begin(self) -> None:
        """Build the first index, without waiting for it, where the store is empty."""
        if not self.ready:
            self._update.start()

    @property
    def ready(self) -> bool:
        """Once true, it stays true: later updates are answered through."""
        if not self._ready:
            self._ready = not self._update.running and self._desk.status().articles > 0
        return self._ready

    @property
    def reason(self) -> str:
        """Why the page cannot answer yet, and what to do; empty when it can."""
        if self.ready:
            return ""
        state = self._update.state
        if isinstance(state, Progress):
            return FIRST_BUILDING
        if isinstance(state, Trouble):
            return FIRST_FAILED.format(state.reason)
        return NOTHING_YET
