"""What the index shows of itself, in the shapes its command line promises. Unknown values are None."""

import dataclasses
from typing import Any

from index.article import Source
from index.hit import Hit


def article_fields(source: Source) -> dict[str, str | None]:
    """What every result tells about its article."""
    names = ("article_id", "path", "headline", "outlet", "byline", "published", "url")
    return {name: getattr(source, name) or None for name in names}


def hit_fields(rank: int, hit: Hit) -> dict[str, Any]:
    """One result of `find`."""
    fields = article_fields(hit.item.source)
    del fields["byline"]
    place = {"start": hit.item.start, "end": hit.item.end, "text": hit.item.text}
    return {"rank": rank, "score": round(hit.score, 6)} | fields | place


def plain(value: Any) -> Any:
    """Dataclasses as dicts, tuples as lists: what JSON can hold."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    return value
