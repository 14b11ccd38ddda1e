"""Evidence made by hand, for tests without an index: real articles and passages, no model, no store."""

import re

from assistant.evidence import Evidence
from assistant.question import Question
from index.article import Article, Source
from index.coverage import Coverage
from index.filters import EVERYTHING
from index.hit import Hit, Near
from index.passage import Passage
from index.sentencing import sentences

COVERAGE = Coverage(articles=9, oldest="2041-01-02", newest="2041-12-30", indexed_at="2042-01-01T00:00:00+00:00")


def article_of(number: int, body: str) -> Article:
    source = Source(f"a{number}", f"{number}.md", "", "The Vale Courier", "", "2041-05-02", "", "en", f"h{number}")
    return Article(source, body)


def evidence_of(*bodies: str, question: str = "Who said what?") -> Evidence:
    """Each body as one article with one passage that leaves out the body's first and last line: what stands
    there is in the article, but was not found."""
    articles = [article_of(number, f"Before.\n{body}\nBehind.") for number, body in enumerate(bodies, 1)]
    return Evidence(
        question=Question(question, "open", question, EVERYTHING),
        hits=tuple(map(_hit, articles)),
        articles={article.source.article_id: article for article in articles},
        rarity=dict.fromkeys(terms(question), 1.0),
        coverage=COVERAGE,
        copies={},
        more=0,
    )


def terms(text: str) -> list[str]:
    """The words of a text, as an index folds them but for stemming."""
    return re.findall(r"\w+", text.casefold())


def _hit(article: Article) -> Hit:
    start, end = len("Before.\n"), len(article.body) - len("\nBehind.")
    near = tuple(Near(*span, 0.5, 0.5) for span in sentences(article.body, start, end))
    return Hit(Passage(article.source, start, end, article.body[start:end]), 1.0, 0.5, 0.5, near)
