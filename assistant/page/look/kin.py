"""How one article belongs to another -> HTML: a line that leads to the other. Pure."""

from collections.abc import Iterable

from assistant.page.english.look import CHANGED, NO_HEADLINE, TIES, UNDATED
from assistant.page.english.wording import day_words
from assistant.page.escaping import escaped, shortened
from assistant.page.look.wanted import address
from index.kinship import Kin


def kin_html(kin: Kin) -> str:
    """How it belongs there, its headline, outlet and day; these lead to it."""
    link = address("articles", ("read", kin.source.article_id))
    return f'{escaped(TIES[kin.tie])}: <a href="{link}"><bdi>{escaped(_named(kin))}</bdi></a>'


def changed_html(kin: Iterable[Kin]) -> str:
    """What was changed since, as whoever quotes the article must see; empty where nothing was."""
    return "".join(f'<p class="changed">{kin_html(one)}</p>' for one in _changed(kin))


def changed_words(kin: Iterable[Kin]) -> str:
    """The same in plain words."""
    return "; ".join(f"{TIES[one.tie].lower()} {_named(one)}" for one in _changed(kin))


def _changed(kin: Iterable[Kin]) -> list[Kin]:
    return [one for one in kin if one.tie in CHANGED]


def _named(kin: Kin) -> str:
    source = kin.source
    facts = (source.headline or NO_HEADLINE, source.outlet, day_words(source.published) or UNDATED)
    return ", ".join(shortened(fact) for fact in facts if fact)
