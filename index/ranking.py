"""What is known of found items -> one score each. Pure.

The parts are absolute, each in [0, 1], and added by fixed weights: how well the best item fits then shows in
its score, where stretching each list to [0, 1] made the best of a bad list look good (own questions on
digital.gov: first 0.35 stretched, 0.46 absolute).

Who asks a question wants a sentence; who names a topic, an article on it. So a question's passages are judged
by their best sentences above all (OneStopQA, gold span first: 0.75 without that, 0.82 with it; a topic's first
hit is worse for it), and a topic's by what else was found in the same article and by coming first in it, where
news has its matter. The weights were picked on half of OneStopQA's questions, the headlines of digital.gov and
a hundred questions about it; README, "Measured", gives what the others say.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of one item. `similarity`: cosine to the query; `words`: its BM25 score as a share of the
    most that the query could give; `match`: how well its best sentences fit (index/matching.py); `boost`: for
    an outlet or a day that the query names; `leads`: whether it begins its article."""

    article: int
    leads: bool
    similarity: float
    words: float
    match: float
    boost: float

    def read(self, match: float) -> "Signs":
        """The same of an item that was read sentence by sentence. Not by `replace`, which takes five times as long."""
        return Signs(self.article, self.leads, self.similarity, self.words, match, self.boost)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign counts. `article`: the share that the other items of the same article add."""

    similarity: float
    words: float
    match: float
    leads: float
    article: float


QUESTION = Weights(similarity=1.0, words=0.5, match=3.75, leads=0.0, article=0.0)
TOPIC = Weights(similarity=1.0, words=1.5, match=0.3, leads=0.12, article=0.3)
FIRST = Weights(similarity=1.0, words=1.0, match=0.0, leads=0.0, article=0.0)  # before any sentence is read
_FADE = 0.3  # what the next best item of an article counts beside the one before it

_ASKS = re.compile(
    r"\?\W*$"
    r"|^\W*(?:who|whom|whose|what|when|where|which|why|how)"
    r"(?:['’]s|\s+(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|many|much|long|often"
    r"|old|far|big|happened))\b"
    r"|^\W*(?:is|are|was|were|do|does|did)\s",
    re.IGNORECASE,
)


def weights_for(query: str) -> Weights:
    return QUESTION if _ASKS.search(query) else TOPIC


def scores(items: Mapping[int, Signs], weights: Weights) -> dict[int, float]:
    """number -> score, near [0, 1] but for boosts."""
    total = weights.similarity + weights.words + weights.match + weights.leads
    own = {
        number: (
            weights.similarity * signs.similarity
            + weights.words * signs.words
            + weights.match * signs.match
            + weights.leads * signs.leads
        )
        / total
        + signs.boost
        for number, signs in items.items()
    }
    if not weights.article:
        return own
    of_article: dict[int, list[float]] = defaultdict(list)
    for number, signs in items.items():
        of_article[signs.article].append(own[number])
    company = {article: _faded(some) for article, some in of_article.items()}
    most = 1 + weights.article / (1 - _FADE)
    return {number: (own[number] + weights.article * company[items[number].article]) / most for number in items}


def _faded(some: list[float]) -> float:
    return sum(score * _FADE**place for place, score in enumerate(sorted(some, reverse=True)))
