"""Evidence: what an answer may use."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.question import Question
from index.article import Article, Source
from index.coverage import Coverage
from index.hit import Hit
from index.passage import Passage
from index.statement import Statement

Item = Passage | Statement


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages and statements found for one question, best first. A hit's label is its place, counted from 1
    afresh for each question. `articles` holds the article of every hit by its id; `rarity` says how much each term
    of the question counts; `coverage` how much was searched; `copies` the other articles that carry a statement, by
    its id; `more` how many statements were found beyond those given; `granted` whether the articles tell what the
    question takes for granted of the one who speaks."""

    question: Question
    hits: tuple[Hit, ...]
    articles: Mapping[str, Article]
    rarity: Mapping[str, float]
    coverage: Coverage
    copies: Mapping[str, tuple[Source, ...]]
    more: int
    granted: bool = True

    def article(self, item: Item) -> Article:
        return self.articles[item.source.article_id]

    def item(self, label: int) -> Item | None:
        """The item under a label; None when that label was never given."""
        return self.hits[label - 1].item if 1 <= label <= len(self.hits) else None
