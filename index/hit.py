"""One found item, and how well it fits what was searched for."""

from dataclasses import dataclass

from index.passage import Passage
from index.statement import Statement


@dataclass(frozen=True, slots=True)
class Near:
    """One sentence of a found passage (offsets into the body): how near it is to the query (cosine), and the
    share of the query's words, by rarity, that it holds, a word of like meaning counted in part (in [0, 1])."""

    start: int
    end: int
    similarity: float
    held: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One found item. `score` orders the hits of one query; `similarity` (cosine, in [-1, 1]) and `held` (share
    of the query's words, weighted by rarity, that the item or its headline holds, a word of like meaning counted in
    part, in [0, 1]) can be compared across queries. `sentences` are a passage's; a statement has none."""

    item: Passage | Statement
    score: float
    similarity: float
    held: float
    sentences: tuple[Near, ...]
