"""What the index shows of itself, in the shapes its command line promises. Unknown values are None."""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from index.article import Source
from index.hit import Hit
from index.kinship import Kin


def article_fields(source: Source) -> dict[str, str | None]:
    """What every result tells about its article."""
    names = ("article_id", "path", "headline", "outlet", "byline", "published", "url")
    return {name: getattr(source, name) or None for name in names}


def also(kin: Sequence[Kin]) -> dict[str, list[dict[str, str | None]]]:
    """The articles that belong to one, its copies, versions and corrections, under the key `also`; no key where there
    are none."""
    if not kin:
        return {}
    names = ("article_id", "path", "headline", "outlet", "published", "url")
    told = [{name: getattr(one.source, name) or None for name in names} | {"relation": one.tie} for one in kin]
    return {"also": told}


def kin_words(kin: Sequence[Kin]) -> Iterator[str]:
    """The same for a terminal, a line each."""
    for one in kin:
        where = ", ".join(filter(None, (one.source.outlet, one.source.published[:10], one.source.path)))
        yield f"{one.tie}: {where}"


def hit_fields(rank: int, hit: Hit, kin: Sequence[Kin]) -> dict[str, Any]:
    """One result of `find`."""
    fields = article_fields(hit.item.source)
    del fields["byline"]
    place = {"start": hit.item.start, "end": hit.item.end, "text": hit.item.text}
    return {"rank": rank, "score": round(hit.score, 6)} | fields | place | also(kin)


def plain(value: Any) -> Any:
    """Dataclasses as dicts, tuples as lists: what JSON can hold."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    return value
