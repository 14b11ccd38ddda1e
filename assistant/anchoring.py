"""Whether a statement is about a topic by what stands at it: the topic's words, or words of like meaning, in its
sentence, the lines beside it or its headline. A topic that the article names elsewhere only is not what it is about."""

from collections.abc import Sequence

from index.hit import Hit
from index.searching import Searcher
from index.statement import Statement

_BESIDE = 250  # characters on either side of a statement's sentences: about a sentence or two


def anchored(
    topic: str, near: Sequence[tuple[float, Hit]], least: float, searcher: Searcher
) -> list[tuple[float, Hit]]:
    """Those of some statements with their nearness that have at least this share of a topic's words at them, by rarity,
    those of like meaning counted in part."""
    texts = [_at(hit, searcher) for _, hit in near]
    shares = searcher.held(topic, texts) if texts else []
    return [pair for pair, share in zip(near, shares, strict=True) if share >= least]


def _at(hit: Hit, searcher: Searcher) -> str:
    """The headline of a statement, its sentences and what stands beside them."""
    item, article = hit.item, searcher.article(hit.item.source.article_id)
    if article is None:  # taken down since
        return item.text
    start, end = item.sentences if isinstance(item, Statement) else (item.start, item.end)
    return f"{item.source.headline}\n{article.body[max(0, start - _BESIDE) : end + _BESIDE]}"
