"""Saying that the articles do not say, and how much was searched. Pure."""

from assistant.answer import Answer, Outcome
from assistant.evidence import Evidence
from index.coverage import Coverage


def declined(evidence: Evidence, reason: str = "The articles do not say.", outcome: Outcome | None = None) -> Answer:
    """An answer without claims."""
    return Answer(
        question=evidence.question,
        text=f"{reason} {searched(evidence)}",
        citations=(),
        standing="declined",
        outcome=outcome,
        candidates=(),
        coverage=evidence.coverage,
    )


def searched(evidence: Evidence) -> str:
    """How much was searched, as a sentence."""
    return searched_words(evidence.coverage)


def searched_words(coverage: Coverage) -> str:
    """The same of a coverage alone."""
    if not coverage.articles:
        return "No article passes the filters."
    articles = "1 article" if coverage.articles == 1 else f"{coverage.articles} articles"
    if coverage.oldest is None:
        return f"Searched: {articles}, none of them dated."
    return f"Searched: {articles} from {coverage.oldest} to {coverage.newest}."
