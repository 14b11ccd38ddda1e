"""An answer in the shape the command line promises. Unknown values are None."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.answer import Answer, Citation
from assistant.claim import Claim
from index.kinship import Kin
from index.reporting import also, article_fields
from index.statement import Statement

Kindred = Mapping[str, Sequence[Kin]]  # what belongs to an article, by its id


def cited_ids(cited: Sequence[Answer | Claim]) -> list[str]:
    """The ids of the articles that some answers or claims cite."""
    return [citation.item.source.article_id for one in cited for citation in one.citations]


def answer_fields(question_id: object, question: str, answer: Answer, kin: Kindred) -> dict[str, Any]:
    """One answer as `python -m assistant --json` gives it."""
    filters, coverage = answer.question.filters, answer.coverage
    return {
        "id": question_id,
        "question": question,
        "standing": answer.standing,
        "outcome": answer.outcome,
        "answer": answer.text,
        "candidates": [
            {"name": candidate.name, "role": candidate.role or None, "count": candidate.statements}
            for candidate in answer.candidates
        ],
        "citations": [citation_fields(citation, kin) for citation in answer.citations],
        "coverage": {
            "articles": coverage.articles,
            "oldest": coverage.oldest,
            "newest": coverage.newest,
            "indexed_at": coverage.indexed_at,
            "filters": {
                "speakers": list(filters.speakers),
                "topic": answer.question.topic or None,
                "since": filters.since.isoformat() if filters.since else None,
                "until": filters.until.isoformat() if filters.until else None,
                "outlets": list(filters.outlets),
            },
        },
    }


def check_fields(text_id: object, claims: Sequence[Claim], kin: Kindred) -> dict[str, Any]:
    """The claims of one text as `python -m assistant check --json` gives them."""
    return {
        "id": text_id,
        "claims": [
            {
                "start": claim.start,
                "end": claim.end,
                "text": claim.text,
                "verdict": claim.verdict,
                "reason": claim.reason,
                "citations": [citation_fields(citation, kin) for citation in claim.citations],
            }
            for claim in claims
        ],
    }


def citation_fields(citation: Citation, kin: Kindred) -> dict[str, Any]:
    """One citation, the same in answers and in checks; `also`: what belongs to its article."""
    item = citation.item
    statement = item if isinstance(item, Statement) else None
    return {
        "label": citation.label,
        **article_fields(item.source),
        "start": citation.start,
        "end": citation.end,
        "text": citation.text,
        "spans": [list(span) for span in citation.spans],
        "speakers": [speaker.name for speaker in statement.speakers] if statement else [],
        "kind": statement.kind if statement else None,
        **also(kin.get(item.source.article_id, ())),
    }
