"""A ledger -> what the store holds. No model and no vectors are opened for it."""

from index.coverage import Status
from index.filters import EVERYTHING
from index.ledger.ledger import Ledger
from index.scanning import stale_files


def status(ledger: Ledger) -> Status:
    """What the whole store holds, and what has changed on disk since."""
    generation = ledger.generation
    coverage = ledger.coverage(EVERYTHING, generation)
    return Status(
        articles=coverage.articles,
        passages=ledger.count("passage", generation),
        statements=ledger.count("statement", generation),
        oldest=coverage.oldest,
        newest=coverage.newest,
        embedding=ledger.fact("embedding"),
        generation=generation,
        indexed_at=coverage.indexed_at,
        roots=ledger.roots(),
        failed=ledger.failures(ledger.roots()),
        stale=stale_files(ledger),
    )
