"""Prints statements drawn at random from the shared news, for a person to read and count the wrong ones.

    python -m tests.evals.sampling [--seed 3] [--count 100]

Each with its number, speakers, kind, cue and words, and with the sentences around it. The same seed draws the
same places as long as the rules find the same statements.
"""

import argparse
import random
import sys
from collections.abc import Iterator

from index.article import Article
from index.attributing import Attributor
from index.reading.articles import read_file
from index.reading.walking import find_files
from index.statement import Statement
from tests.benchmarks.places import CORPORA, WORK, bodies, onestopqa

_AROUND = 300  # characters shown before and behind


def articles() -> Iterator[Article]:
    """Wikinews, and onestopqa's stories at the advanced level (the others tell the same)."""
    folder, file = CORPORA / "wikinews", bodies(onestopqa()[0], WORK / "sampling" / "onestopqa.jsonl")
    places = [*((path, folder) for path in find_files(folder)), (file, file.parent)]
    for path, root in places:
        yield from (article for article in read_file(path, root) if isinstance(article, Article))


def shown(number: int, article: Article, statement: Statement) -> str:
    before, behind = article.body[: statement.start][-_AROUND:], article.body[statement.end :][:_AROUND]
    around = f"{before}[[{article.body[statement.start : statement.end]}]]{behind}"
    speakers = " and ".join(speaker.name for speaker in statement.speakers) or "-"
    marks = "".join((" denied" * statement.negated, f" via {statement.via}" if statement.via else ""))
    head = f"{number}. {article.source.path} | {speakers} ({statement.how}) | {statement.kind}{marks} | {statement.cue}"
    return "\n".join((head, *(f"   > {words}" for words in statement.words), "   " + " ".join(around.split()), ""))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--count", type=int, default=100)
    options = parser.parse_args()
    if not CORPORA.is_dir():
        print(f"{CORPORA}: not here, so there is nothing to draw from", file=sys.stderr)
        return 1
    read = list(articles())
    found = [(a, s) for a, some in zip(read, Attributor().attribute(read), strict=True) for s in some]
    drawn = random.Random(options.seed).sample(found, min(options.count, len(found)))
    print(f"{len(found)} statements in {len(read)} articles; {len(drawn)} of them, seed {options.seed}\n")
    for number, (article, statement) in enumerate(drawn, 1):
        print(shown(number, article, statement))
    return 0


if __name__ == "__main__":
    sys.exit(main())
