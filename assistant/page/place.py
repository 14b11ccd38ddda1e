"""A place in an article: what a citation mark points at, written so that it fits into a link."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from assistant.page.record import Cited
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
    others: tuple[Span, ...] = ()  # what else the same answer cites of this article

    @property
    def query(self) -> str:
        """The place as the query of an address."""
        fields = {"id": self.article_id, "sentences": _written(self.sentences), "words": _written(self.words)}
        return urlencode(fields | ({"others": _written(self.others)} if self.others else {}))


def place_of(held: Sequence[Cited], among: Iterable[Cited] = ()) -> Place:
    """One place for the citations that share a label, and so an article; `among` are all of the answer.
    ValueError for none."""
    if not held:
        raise ValueError("a place needs at least one citation")
    article_id = held[0].source.article_id
    words = {span for cited in held for span in cited.spans}
    same = (cited for cited in among if cited.source.article_id == article_id)
    return Place(
        article_id=article_id,
        sentences=tuple(sorted({(cited.start, cited.end) for cited in held})),
        words=tuple(sorted(words)),
        others=tuple(sorted({span for cited in same for span in cited.spans} - words)),
    )


def read_place(query: str) -> Place:
    """The place a query tells. Raises ValueError naming the field that cannot be read."""
    fields = parse_qs(query, max_num_fields=10)
    article_id = fields.get("id", [""])[0]
    if not article_id:
        raise ValueError("the query names no article: it needs id=ARTICLE")
    return Place(article_id, *(_spans(fields, name) for name in ("sentences", "words", "others")))


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
