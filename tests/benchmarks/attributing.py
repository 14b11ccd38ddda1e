"""What finding who said what costs beside embedding: the same articles of digital.gov, taking turns.

python -m tests.benchmarks --only attributing
"""

import statistics
import time
from collections.abc import Callable

from index.article import Article
from index.attributing import Attributor
from index.embedding import MiniLM
from index.minilm.finding import find_weights
from index.reading.articles import read_file
from index.sentencing import sentences
from index.splitting import split
from tests.benchmarks.places import WORK, Record, bodies, digitalgov

ARTICLES = 300  # of 1,781, the first; the part of them changes the seconds, hardly the share
ROUNDS = 3


def measure(quick: bool) -> Record:
    """Seconds of each, wall and processor, over articles in memory; models are loaded before the clock runs."""
    file = bodies(digitalgov(40 if quick else ARTICLES), WORK / "attributing" / "articles.jsonl")
    articles = [article for article in read_file(file, file.parent) if isinstance(article, Article)]
    model, attributor = MiniLM(find_weights("")), Attributor()
    passages = [p.text for article in articles for p in split(article, model.count_tokens, sentences)]
    embed = lambda: model.embed(passages)  # noqa: E731
    attribute = lambda: sum(map(len, attributor.attribute(articles)))  # noqa: E731
    model.embed(passages[:1])
    next(iter(attributor.attribute(articles[:1])))
    turns = [(_taken(embed), _taken(attribute)) for _ in range(1 if quick else ROUNDS)]
    shares = [attributed[0] / embedded[0] for embedded, attributed in turns]
    return {
        "articles": len(articles),
        "passages": len(passages),
        "embedding_s": [round(embedded[0], 1) for embedded, _ in turns],
        "attributing_s": [round(attributed[0], 1) for _, attributed in turns],
        "embedding_cpu_s": [round(embedded[1], 1) for embedded, _ in turns],
        "attributing_cpu_s": [round(attributed[1], 1) for _, attributed in turns],
        "attributing / embedding": round(statistics.median(shares), 2),
    }


def _taken(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu
