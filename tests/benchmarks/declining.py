"""Declining where the evidence carries no answer: precision and recall, at the bar in use and at others."""

from tests.benchmarks.places import Record
from tests.evals import weighing


def measure(quick: bool) -> Record:
    """On the questions that the bar was not fitted on; there is no quicker way."""
    found = weighing.measure()
    return {"in use": [row for row in found["declining"] if row["set"].startswith("odd")], "curve": found["trade-off"]}
