"""Filters as SQL."""

from collections.abc import Sequence
from typing import Any

from index.filters import Filters
from index.ledger.schema import SPOKEN, VALID, VISIBLE


def passing_articles(filters: Filters, generation: int) -> tuple[str, dict[str, Any]]:
    """Visible articles on the wanted days in the wanted outlets and languages in which a wanted speaker speaks, as SQL.
    Outlets and names are compared without case."""
    parts, named = [VISIBLE], dict[str, Any](generation=generation)
    if filters.since or filters.until:
        parts.append("day <> ''")
    if filters.since:
        parts.append("day >= :since")
        named["since"] = filters.since.isoformat()
    if filters.until:
        parts.append("day <= :until")
        named["until"] = filters.until.isoformat()
    if filters.outlets:
        parts.append(f"outlet COLLATE NOCASE IN ({_named('outlet', filters.outlets, named)})")
    if filters.languages:
        languages = [language.casefold() for language in filters.languages]
        parts.append(f"language <> '' AND language IN ({_named('language', languages, named)})")
    if filters.speakers:
        names = _named("speaker", filters.speakers, named)
        parts.append(f"articles.number IN (SELECT article FROM {SPOKEN} WHERE name IN ({names}) AND {VALID})")
    return " AND ".join(parts), named


def passing_items(filters: Filters, generation: int) -> tuple[str, dict[str, Any]]:
    """Visible items of such articles, as SQL; of statements those of the wanted speakers, of passages those
    that hold words of theirs."""
    where, named = passing_articles(filters, generation)
    where = f"{where} AND {VALID}"
    if filters.speakers:
        names = _named("speaker", filters.speakers, named)
        theirs = f"SELECT item FROM spoken WHERE name IN ({names})"
        where += (
            f" AND (items.number IN ({theirs}) OR kind = 'passage' AND EXISTS (SELECT 1 FROM items AS s "
            'WHERE s.article = items.article AND s."start" < items."end" AND s."end" > items."start" '
            f"AND {VALID.replace('items.', 's.')} AND s.number IN ({theirs})))"
        )
    return where, named


def spoken_by(names: Sequence[str], generation: int) -> tuple[str, dict[str, Any]]:
    """Visible statements of these speakers, as SQL."""
    named: dict[str, Any] = {"generation": generation}
    return f"name IN ({_named('speaker', names, named)}) AND {VALID} AND {VISIBLE}", named


def _named(prefix: str, values: Sequence[str], named: dict[str, Any]) -> str:
    """Named marks for a list of values, which are added to `named`."""
    keys = {f"{prefix}{place}": value for place, value in enumerate(values)}
    named |= keys
    return ", ".join(f":{key}" for key in keys)
