"""Evidence -> the messages a language model reads: rules, then the passages and the question as fenced data.

Whatever an article or a question says stands between two marks that occur in none of them, so that no text can
end its own fence and go on as if it were the rules.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from assistant.citing import DECLINE
from assistant.counting import tokens_of
from assistant.evidence import Evidence, Item
from assistant.prompting import fill
from assistant.structuring import Form
from index.statement import Statement


def messages(evidence: Evidence, wanted: Form) -> list[BaseMessage]:
    """What is sent for one question, in whatever form the reply is wanted."""
    question = evidence.question.text
    told = [_described(hit.item) for hit in evidence.hits]
    fence = fence_for([*told, question])
    form = fill("prose", decline=DECLINE) if wanted == "prose" else fill("claims")
    passages = "\n\n".join(f"[{label}]\n<<{fence}\n{text}\n{fence}>>" for label, text in enumerate(told, 1))
    return [
        SystemMessage(fill("answering", fence=fence, form=form)),
        HumanMessage(
            fill("asking", fence=fence, passages=passages, question=question, filters=_narrowed(evidence)),
        ),
    ]


def cut(evidence: Evidence, budget: int) -> Evidence:
    """The evidence without the items beyond `budget` tokens: whole ones, best first; the best is always there."""
    left, kept = budget, 0
    for hit in evidence.hits:
        left -= tokens_of(_described(hit.item)) + _FENCING
        if left < 0 and kept:
            break
        kept += 1
    return replace(evidence, hits=evidence.hits[:kept])


_FENCING = 12  # tokens of a label and the marks around an item


def fence_for(texts: Iterable[str]) -> str:
    """A word that stands in none of the texts, the same for the same ones."""
    whole = "\0".join(texts)
    digest = hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()
    return next(word for length in range(6, 65) if (word := digest[:length]) not in whole)


def _described(item: Item) -> str:
    source = item.source
    headline = "" if item.text.startswith(source.headline) else source.headline
    origin = ", ".join(filter(None, (source.outlet, source.published[:10], headline)))
    speakers = " and ".join(speaker.name for speaker in item.speakers) if isinstance(item, Statement) else ""
    return "\n".join(filter(None, (origin, f"Speaker: {speakers}" if speakers else "", item.text)))


def _narrowed(evidence: Evidence) -> str:
    filters = evidence.question.filters
    days = [f"{name} {day}" for name, day in (("since", filters.since), ("until", filters.until)) if day]
    narrowed = ", ".join([*days, *(f"in {outlet}" for outlet in filters.outlets)])
    return f"The passages are narrowed to: {narrowed}." if narrowed else ""
