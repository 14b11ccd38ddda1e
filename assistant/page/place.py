"""A place in an article: what a citation mark points at, written so that it fits into a link."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from assistant.answer import Citation
from index.statement import Span

MARK = "#read?"  # how the link of a citation mark begins; the rest is a query for the route /article

_SPAN = re.compile(r"(\d{1,12})-(\d{1,12})")


@dataclass(frozen=True, slots=True)
class Place:
    """Sentences that carry a claim, and the exact words in them: offsets into the body of an article.

    A mark carries its whole place in its link, so the mark of an old answer works as long as the article
    is in the store, and the server remembers nothing about a conversation.
    """

    article_id: str
    sentences: tuple[Span, ...]
    words: tuple[Span, ...]

    @property
    def query(self) -> str:
        """The place as the query of an address."""
        fields = {"id": self.article_id, "sentences": _written(self.sentences), "words": _written(self.words)}
        return urlencode(fields)


def place_of(citations: Iterable[Citation]) -> Place:
    """One place for the citations that share a label, and so an article. ValueError for none."""
    held = tuple(citations)
    if not held:
        raise ValueError("a place needs at least one citation")
    words = {span for citation in held for span in citation.spans}
    return Place(
        article_id=held[0].item.source.article_id,
        sentences=tuple(sorted({(citation.start, citation.end) for citation in held})),
        words=tuple(sorted(words)),
    )


def read_place(query: str) -> Place:
    """The place a query tells. Raises ValueError naming the field that cannot be read."""
    fields = parse_qs(query, max_num_fields=10)
    article_id = fields.get("id", [""])[0]
    if not article_id:
        raise ValueError("the query names no article: it needs id=ARTICLE")
    return Place(article_id, _spans(fields, "sentences"), _spans(fields, "words"))


def _written(spans: Iterable[Span]) -> str:
    return ",".join(f"{start}-{end}" for start, end in spans)


def _spans(fields: dict[str, list[str]], name: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for part in filter(None, ",".join(fields.get(name, [])).split(",")):
        match = _SPAN.fullmatch(part)
        if match is None:
            raise ValueError(f"{name} has {part!r}, which is not START-END: send two whole numbers")
        spans.append((int(match[1]), int(match[2])))
    return tuple(spans)
