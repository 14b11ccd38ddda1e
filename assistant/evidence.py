"""Evidence: what an answer may use."""

from dataclasses import dataclass

from assistant.question import Question
from index.passage import Passage
from index.coverage import Coverage
from index.statement import Statement

Item = Passage | Statement


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages and statements found for one question, best first. An item's label is its place,
    counted from 1 afresh for each question. `coverage` tells how much was searched."""

    question: Question
    items: tuple[Item, ...]
    scores: tuple[float, ...]  # one an item, in [0, 1]: the fused score of the search
    coverage: Coverage

    def item(self, label: int) -> Item:
        """The item under a label; IndexError when the label was never given."""
        if not 1 <= label <= len(self.items):
            raise IndexError(f"label {label} was not given: the evidence has {len(self.items)} items")
        return self.items[label - 1]
