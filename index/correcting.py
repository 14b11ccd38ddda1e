"""Correction notices -> the article each of them corrects. Pure but for words and days told apart elsewhere.

A notice seldom links to what it corrects. It names the day, quotes what was printed, repeats the headline.
"""

import re
from collections.abc import Iterable
from datetime import date

from index.article import Article
from index.boosting import days_named
from index.recurring import tokens_of

LONGEST_DAYS = 400  # after which nobody corrects
_NOTICE = r"(?:corrections?|clarifications?|erratum|errata|corrigend(?:um|a)|retraction)"
_HEADLINE = re.compile(
    rf"\W*{_NOTICE}(?:\s+and\s+{_NOTICE})?(?:\s*(?:$|[:.,—–-])|\s+(?:to|of|on)\s+our\b)", re.IGNORECASE
)
_OPENING = re.compile(
    rf"\W*{_NOTICE}\s*[:.—–-]|\W*(?:an|our)\s+(?:earlier|previous|original)\s+version\s+of\s+(?:this|our|an)\b", re.I
)
_QUOTED = re.compile(r'["“„«](.{12,400}?)["”“»]', re.DOTALL)
_ADDRESS = re.compile(r"https?://[^\s)>\]\"”]+")
_NAME = re.compile(r"(?<![.!?:\n] )(?<!^)\b[A-Z][\w'’-]{2,}", re.MULTILINE)
_HEADLINE_WORDS = 4  # fewer stand in many texts
_QUOTED_WORDS = 5
_ENOUGH = 2  # signs


def is_notice(article: Article) -> bool:
    """Whether an article is nothing but the correction of another one."""
    head, _, rest = article.body.partition("\n")
    return any((_HEADLINE.match(head), _OPENING.match(head), _OPENING.match(rest.strip())))


def corrected(notice: Article, others: Iterable[tuple[int, Article]]) -> int | None:
    """The number of the one among `others`, articles of the same outlet that came before, that a notice corrects;
    None where nothing tells. Of several that fit as well, the latest."""
    day, text = notice.source.day, notice.body
    days = days_named(text.casefold(), lambda: day)
    tokens = _run(text)
    names, addresses = {*_NAME.findall(text)}, {*_ADDRESS.findall(text)}
    quoted = [_run(words) for words in _QUOTED.findall(text)]
    best, number = (0.0, ""), None
    for other, article in others:
        source = article.source
        body = _run(article.body)
        signs = 2.0 * (source.url in addresses) + 2.0 * (_is_long(source.headline) and _run(source.headline) in tokens)
        signs += 2.0 * any(run.count(" ") > _QUOTED_WORDS and run in body for run in quoted)
        signs += _is_on(source.day, days) + (len(names & {*_NAME.findall(article.body)}) >= max(2, len(names) / 2))
        if signs >= _ENOUGH and (signs, source.published) > best:
            best, number = (signs, source.published), other
    return number


def _run(text: str) -> str:
    """Its words in a row, so that one text can be looked for in another."""
    return f" {' '.join(tokens_of(text))} "


def _is_long(headline: str) -> bool:
    return len(headline.split()) >= _HEADLINE_WORDS


def _is_on(day: date | None, days: Iterable[tuple[date, date]]) -> bool:
    """Whether a day is one that is named, not only in a month or a year that is."""
    return day is not None and any(first == last == day for first, last in days)
