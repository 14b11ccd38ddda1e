"""How the index stands, for those who run the server."""

from dataclasses import dataclass
from datetime import UTC, datetime

from index.coverage import Coverage


@dataclass(frozen=True, slots=True)
class Standing:
    """`coverage`: None while there is no index that can be searched."""

    coverage: Coverage | None
    generation: int

    def age(self) -> float | None:
        """Seconds since the last update; None where there was none."""
        if self.coverage is None or not self.coverage.indexed_at:
            return None
        return (datetime.now(UTC) - datetime.fromisoformat(self.coverage.indexed_at)).total_seconds()
