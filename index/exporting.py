"""Statements and people in the shapes that other programs read: JSON fields, CSV rows, linked data. Pure."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from index.article import Source
from index.person import Person
from index.statement import Statement

CSV_FIELDS = tuple(
    "statement_id article_id path headline outlet published url speakers role kind cue how confidence negated via "
    "start end spans text copies".split(" ")
)
_AROUND = 32  # characters of prefix and suffix: as many as the W3C's own examples give
_CONTEXT = {"@vocab": "https://schema.org/", "oa": "http://www.w3.org/ns/oa#"}


def statement_fields(statement: Statement, copies: Sequence[Source]) -> dict[str, Any]:
    """One statement as `statements` lists it; `text` is the article's body from `start` to `end`."""
    source = statement.source
    return {
        "statement_id": statement.statement_id,
        "article_id": source.article_id,
        "path": source.path,
        "headline": source.headline or None,
        "outlet": source.outlet or None,
        "published": source.published or None,
        "url": source.url or None,
        "speakers": [speaker.name for speaker in statement.speakers],
        "role": "; ".join(speaker.role for speaker in statement.speakers if speaker.role) or None,
        "kind": statement.kind,
        "cue": statement.cue or None,
        "how": statement.how,
        "confidence": statement.confidence,
        "negated": statement.negated,
        "via": statement.via or None,
        "start": statement.start,
        "end": statement.end,
        "spans": [list(span) for span in statement.spans],
        "text": _slice(statement, statement.start, statement.end),
        "copies": [
            {
                "article_id": copy.article_id,
                "outlet": copy.outlet or None,
                "published": copy.published or None,
            }
            for copy in copies
        ],
    }


def csv_row(statement: Statement, copies: Sequence[Source]) -> dict[str, Any]:
    """The same, flat: speakers behind one another, lists of places and copies as JSON."""
    fields = statement_fields(statement, copies)
    fields["speakers"] = "; ".join(fields["speakers"])
    for name in ("spans", "copies"):
        fields[name] = json.dumps(fields[name])
    return {name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
            for name, value in fields.items()}  # fmt: skip


def linked_data(found: Iterable[tuple[Statement, Sequence[Source]]]) -> dict[str, Any]:
    """Statements as schema.org Quotations, each pointing at its words by W3C text selectors."""
    return {"@context": _CONTEXT, "@graph": [_quotation(statement, copies) for statement, copies in found]}


def person_fields(person: Person, why: bool) -> dict[str, Any]:
    """One speaker as `speakers` lists them; with `why` also which names were put together."""
    fields = asdict(person)
    merges = fields.pop("merges")
    for part in (fields, *fields["roles"]):
        part |= {name: part[name] or None for name in ("first", "last")}
    return fields | ({"merges": merges} if why else {})


def _quotation(statement: Statement, copies: Sequence[Source]) -> dict[str, Any]:
    source = statement.source
    return {
        "@type": "Quotation",
        "@id": f"urn:statement:{statement.statement_id}",
        "text": " ".join(statement.words),
        "creator": [
            {"name": speaker.name} | ({"@type": "Person", "jobTitle": speaker.role} if speaker.role else {})
            for speaker in statement.speakers
        ],
        "isPartOf": _article(source),
        "workExample": [_article(copy) for copy in copies],
        "oa:hasTarget": {
            "@type": "oa:SpecificResource",
            "oa:hasSource": {"@id": _address(source)},
            "oa:hasSelector": [selector for span in statement.spans for selector in _selectors(statement, *span)],
        },
    }


def _article(source: Source) -> dict[str, Any]:
    fields = {
        "@type": "NewsArticle",
        "@id": _address(source),
        "identifier": source.article_id,
        "headline": source.headline,
        "datePublished": source.published,
        "publisher": {"@type": "Organization", "name": source.outlet} if source.outlet else None,
    }
    return {name: value for name, value in fields.items() if value}


def _address(source: Source) -> str:
    return source.url or f"urn:article:{source.article_id}"


def _selectors(statement: Statement, start: int, end: int) -> Iterable[dict[str, Any]]:
    base = statement.sentences[0]
    yield {"@type": "oa:TextPositionSelector", "oa:start": start, "oa:end": end}
    yield {
        "@type": "oa:TextQuoteSelector",
        "oa:exact": _slice(statement, start, end),
        "oa:prefix": _slice(statement, max(base, start - _AROUND), start),
        "oa:suffix": statement.text[end - base : end - base + _AROUND],
    }


def _slice(statement: Statement, start: int, end: int) -> str:
    base = statement.sentences[0]
    return statement.text[start - base : end - base]
