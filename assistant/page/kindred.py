"""The articles that belong to those an answer cites: found when it is given, and shown under its sources."""

from collections.abc import Iterator, Sequence

from assistant.answer import Answer, Citation
from assistant.library import Library
from assistant.page.english.ask import ALSO_IN, ALSO_IN_MOST, OTHER_ARTICLE
from assistant.page.english.look import CHANGED, TIES, UNDATED
from assistant.page.english.wording import counted, day_words
from assistant.page.escaping import escaped, shortened
from assistant.page.place import MARK, Place
from assistant.page.record import Also, Bond
from index.article import Source
from index.statement import Span, Statement

MOST = 30  # for one cited article: a wire story may stand in a hundred, and the browser keeps every answer


def kindred(library: Library, answer: Answer) -> tuple[Also, ...]:
    """What belongs to each cited article: its copies, versions and corrections, and what carries a cited statement
    of it. Of each at most `MOST`."""
    held: dict[str, list[Citation]] = {}
    for one in answer.citations:
        held.setdefault(one.item.source.article_id, []).append(one)
    return tuple(also for beside, cited in held.items() for also in _beside(library, beside, cited))


def kindred_html(also: Sequence[Also]) -> str:
    """What was changed since is told at once; the others are behind a click. Empty for none."""
    changed = "".join(f'<p class="changed">{_line_html(one)}</p>' for one in also if one.bond in CHANGED)
    others = [one for one in also if one.bond not in CHANGED]
    if not others:
        return changed
    told = (ALSO_IN_MOST if len(also) == MOST else ALSO_IN).format(counted(len(others), OTHER_ARTICLE))
    lines = "".join(f"<li>{_line_html(one)}</li>" for one in others)
    return f'{changed}<details class="kin"><summary>{escaped(told)}</summary><ul>{lines}</ul></details>'


def _beside(library: Library, beside: str, cited: Sequence[Citation]) -> Iterator[Also]:
    bonds: dict[str, tuple[Source, Bond]] = {}
    for kin in library.kin(beside):
        bonds[kin.source.article_id] = (kin.source, kin.tie)
    for one in cited:
        for source in library.copies(one.item) if isinstance(one.item, Statement) else ():
            bonds.setdefault(source.article_id, (source, "statement"))
    words = dict.fromkeys(words for one in cited for words in _words_of(one))
    for article_id, (source, bond) in list(bonds.items())[:MOST]:
        yield Also(beside, source, bond, _standing(library, article_id, list(words)))


def _words_of(citation: Citation) -> list[str]:
    base = citation.start
    return [citation.text[start - base : end - base] for start, end in citation.spans] or [citation.text]


def _standing(library: Library, article_id: str, words: Sequence[str]) -> tuple[Span, ...]:
    """Where these words stand, letter for letter, in an article."""
    article = library.article(article_id)
    body = article.body if article else ""
    places = ((body.find(one), len(one)) for one in words)
    return tuple(sorted((start, start + length) for start, length in places if start >= 0))


def _line_html(also: Also) -> str:
    """How it belongs there, its outlet and day; the name leads into it, at the cited words."""
    source = also.source
    link = escaped(MARK + Place(source.article_id, (), also.spans).query)
    facts = (source.outlet or source.headline or source.path, day_words(source.published) or UNDATED)
    told = ", ".join(shortened(fact) for fact in facts)
    return f'{escaped(TIES[also.bond])}: <a class="also" href="{link}">{escaped(told)}</a>'
