"""What an answer or a checked claim rests on, and was corrected later -> a line that says so. Pure.

A retracted quotation stands in its article word for word; whoever quotes it must hear of the correction beside it."""

from dataclasses import replace

from assistant.answer import Answer, Citation
from assistant.claim import Claim
from assistant.reporting import Kindred
from index.article import Source


def cautioned(answer: Answer, kin: Kindred) -> Answer:
    """The answer with a line for each cited article that another one corrects, unless that one is cited too."""
    cited = {citation.item.source.article_id for citation in answer.citations}
    labels: dict[Source, list[int]] = {}
    for citation in answer.citations:
        for correction in _corrections(citation, kin):
            if correction.article_id not in cited:
                labels.setdefault(correction, []).append(citation.label)
    lines = [
        f"Corrected later: the article of {' and '.join(f'[{label}]' for label in those)}, {_named(correction)}."
        for correction, those in labels.items()
    ]
    return replace(answer, text="\n\n".join([answer.text, *lines])) if lines else answer


def cautioned_claim(claim: Claim, kin: Kindred) -> Claim:
    """The claim, its reason telling of a correction to the first article it is held against."""
    corrections = [one for citation in claim.citations[:1] for one in _corrections(citation, kin)]
    told = "".join(f" That article was corrected later, {_named(one)}." for one in corrections)
    return replace(claim, reason=claim.reason + told) if told else claim


def _corrections(citation: Citation, kin: Kindred) -> list[Source]:
    return [one.source for one in kin.get(citation.item.source.article_id, ()) if one.tie == "corrected by"]


def _named(source: Source) -> str:
    """Where the correction stands. Its headline without marks: those are for what an answer cites."""
    where = source.origin
    return f"in {where} ({source.headline})" if source.headline not in ("", where) else f"in {where}"
