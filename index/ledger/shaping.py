"""Rows of the tables as articles, passages and statements, and back."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from index.article import Article, Source
from index.ledger.rows import Item, Row
from index.passage import Passage
from index.statement import Span, Speaker, Statement


def article_of(row: Sequence[Any]) -> Article:
    """From the columns of ARTICLE."""
    *source, body = row
    return Article(source_of(source), body)


def source_of(row: Sequence[Any]) -> Source:
    """From the columns of SOURCE."""
    _, article_id, path, headline, outlet, byline, published, url, language, content_hash = row
    return Source(article_id, path, headline, outlet, byline, published, url, language, content_hash)


def row_of(row: Sequence[Any], article: Article) -> Row:
    """From the columns of ITEM, as an item of its article."""
    number, kind, start, end, key, facts = row
    item: Item
    if kind == "passage":
        item = Passage(article.source, start, end, article.body[start:end])
    else:
        item = _statement(article, json.loads(facts))
    return Row(number, item, key)


def made_for(article: Article, row: Sequence[Any]) -> Item:
    """An item that was made of the same words, as one of this article; its speakers by the names it has there."""
    _, kind, start, end, _, told = row
    if kind == "passage":
        return Passage(article.source, start, end, article.body[start:end])
    facts = json.loads(told)
    facts.pop("names", None)
    facts.pop("via_name", None)
    return _statement(article, facts)


def facts_of(statement: Statement) -> str:
    """A statement without what its article already holds, as JSON."""
    facts = asdict(statement)
    del facts["source"], facts["text"]
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def _statement(article: Article, facts: dict[str, Any]) -> Statement:
    start, end = facts["sentences"]
    speakers, spans = _named_speakers(facts)
    return Statement(
        source=article.source,
        speakers=speakers,
        speaker_spans=spans,
        spans=tuple((a, b) for a, b in facts["spans"]),
        sentences=(start, end),
        text=article.body[start:end],
        cue=facts["cue"],
        cue_span=tuple(facts["cue_span"]) if facts["cue_span"] else None,
        kind=facts["kind"],
        how=facts["how"] if speakers else "none",
        confidence=facts["confidence"],
        negated=facts["negated"],
        via=facts.get("via_name", facts["via"]),
    )


def _named_speakers(facts: dict[str, Any]) -> tuple[tuple[Speaker, ...], tuple[Span, ...]]:
    """The speakers under their canonical names (under the article's, while the register has not given them),
    each once and without those that people.toml says are none; and where the article names them."""
    spans: list[Span] = [(a, b) for a, b in facts["speaker_spans"]]
    found: dict[str, Speaker] = {}
    kept: list[Span] = []
    for place, told in enumerate(facts["speakers"]):
        name = facts["names"][place] if "names" in facts else told["name"]
        if not name or name in found:
            continue
        aliases = told["aliases"] if name == told["name"] else [told["name"], *told["aliases"]]
        found[name] = Speaker(name, told["role"], tuple(dict.fromkeys(a for a in aliases if a != name)))
        kept.extend(spans[place : place + 1])
    one_each = len(spans) == len(facts["speakers"])
    return tuple(found.values()), tuple(kept if one_each else spans if found else ())
