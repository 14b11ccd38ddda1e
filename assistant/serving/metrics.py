"""What an operator may know of the answers given: counts and times, never a word of a reader or an article."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from assistant.answer import Answer
from assistant.serving.standing import Standing

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)  # from a bare search to a slow model


class Metrics:
    """Counts in a registry of its own, so that two servers in one process do not count together."""

    def __init__(self, standing: Callable[[], Standing], underway: Callable[[], int]) -> None:
        self.registry = CollectorRegistry()
        here: Any = {"registry": self.registry, "namespace": "whosaid"}
        self._questions = Counter("questions", "Questions asked, by door", ["door"], **here)
        self._answers = Counter(
            "answers", "Answers given, by standing (declined: the articles do not say)", ["standing"], **here
        )
        self._refused = Counter("refusals", "Questions not answered, by reason", ["reason"], **here)
        self._model_errors = Counter("model_errors", "Calls of the language model that failed", **here)
        self._seconds = Histogram("step_seconds", "Time of one step", ["step"], buckets=SECONDS, **here)
        Gauge("underway", "Answers being written now", **here).set_function(underway)
        self.registry.register(_Index(standing))

    def asked(self, door: str) -> None:
        self._questions.labels(door).inc()

    def answered(self, answer: Answer) -> None:
        self._answers.labels(answer.standing).inc()

    def refused(self, reason: str) -> None:
        """`reason`: busy, invalid or failed."""
        self._refused.labels(reason).inc()

    def model_failed(self) -> None:
        self._model_errors.inc()

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self.took(step, time.perf_counter() - started)

    def took(self, step: str, seconds: float) -> None:
        self._seconds.labels(step).observe(seconds)

    def text(self) -> bytes:
        """All of it in Prometheus' own text format."""
        return generate_latest(self.registry)


class _Index(Collector):
    """The index as it is when somebody looks."""

    def __init__(self, standing: Callable[[], Standing]) -> None:
        self._standing = standing

    def collect(self) -> Iterator[GaugeMetricFamily]:
        standing = self._standing()
        coverage = standing.coverage
        yield GaugeMetricFamily("whosaid_index_open", "1 where the index can be searched", coverage is not None)
        if coverage is None:
            return
        yield GaugeMetricFamily("whosaid_index_articles", "Articles in the index", coverage.articles)
        yield GaugeMetricFamily("whosaid_index_generation", "Number of the index's last update", standing.generation)
        if (age := standing.age()) is not None:
            yield GaugeMetricFamily("whosaid_index_age_seconds", "Time since the last update", age)
