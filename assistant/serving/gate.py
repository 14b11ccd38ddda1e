"""Where every question enters, from page, endpoint or tool: counted, timed, and refused when too many are under way."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.errors import AssistantError, BusyError, FailedError
from assistant.serving.metrics import Metrics
from assistant.serving.underway import Underway
from index.errors import IndexingError

log = logging.getLogger(__name__)


class Gate:
    """The answers under way of one server, and their count."""

    def __init__(self, underway: Underway, metrics: Metrics) -> None:
        self._underway, self._metrics = underway, metrics

    @contextmanager
    def admitted(self, door: str, reader: str) -> Iterator[None]:
        """Room for one more question of this reader. Raises BusyError where there is none, and for a fault of ours
        FailedError, once the log has it; what says itself what is wrong passes."""
        self._metrics.asked(door)
        try:
            with self._underway.one_more(reader), self._metrics.timed(door):
                yield
        except BusyError:
            self._metrics.refused("busy")
            raise
        except ValueError:
            self._metrics.refused("invalid")
            raise
        except (AssistantError, IndexingError):
            self._metrics.refused("failed")
            raise
        except Exception as error:
            self._metrics.refused("failed")
            log.exception("%s failed", door)
            raise FailedError(f"{door} failed ({type(error).__name__}): the server's log tells why") from None
