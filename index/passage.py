"""A passage: what is embedded and searched."""

from dataclasses import dataclass

from index.article import Source


@dataclass(frozen=True, slots=True)
class Passage:
    """An exact slice of one article: ``article.body[start:end] == text``, always."""

    source: Source
    start: int
    end: int
    text: str

    @property
    def passage_id(self) -> str:
        """Made of content and place: the article's id (which hashes its content) and the offsets."""
        return f"{self.source.article_id}:{self.start}-{self.end}"
