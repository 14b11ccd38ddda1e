"""Times the steps of the main path, and counts what a language model could not do, as a LangChain callback."""

import time
from typing import Any
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler

from assistant.serving.metrics import Metrics

STEPS = frozenset(("asking", "searching", "answering"))  # the parts of the main path, by their names in it


class Stopwatch(BaseCallbackHandler):
    """For one answer."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._begun: dict[UUID, tuple[str, float]] = {}

    def on_chain_start(self, serialized: Any, inputs: Any, *, run_id: UUID, **told: Any) -> None:
        if told.get("name") in STEPS:
            self._begun[run_id] = told["name"], time.perf_counter()

    def on_chain_end(self, outputs: Any, *, run_id: UUID, **told: Any) -> None:
        self._end(run_id)

    def on_chain_error(self, error: BaseException, *, run_id: UUID, **told: Any) -> None:
        self._end(run_id)

    def on_llm_error(self, error: BaseException, **told: Any) -> None:
        self._metrics.model_failed()

    def _end(self, run_id: UUID) -> None:
        name, begun = self._begun.pop(run_id, ("", 0.0))
        if name:
            self._metrics.took(name, time.perf_counter() - begun)
