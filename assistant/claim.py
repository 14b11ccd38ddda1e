"""A claim of some text, and what the articles say to it."""

from dataclasses import dataclass
from typing import Literal

from assistant.answer import Citation

Verdict = Literal["supported", "misquoted", "misattributed", "contradicted", "opinion-as-fact", "not_found"]


@dataclass(frozen=True, slots=True)
class Claim:
    """``text[start:end]`` of the text that was checked. `reason` is a sentence that tells why: the true words of
    a misquotation, the true speaker, the words that contradict. `citations` are labelled from 1 for each claim:
    what carries it, or what is nearest to it; none where the articles hold nothing of the kind."""

    start: int
    end: int
    text: str
    verdict: Verdict
    reason: str
    citations: tuple[Citation, ...]
