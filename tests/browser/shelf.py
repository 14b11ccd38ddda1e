"""A library of a few articles in memory, whatever they hold: for tests of what a reader is shown."""

from collections.abc import Iterable, Sequence

from assistant.library import Library, Wish, in_order
from index.article import Article, Source
from index.filters import Filters
from index.kinship import Kin
from index.leaf import Leaf, Listed
from index.person import Person, Tenure
from index.statement import Speaker, Statement


class Shelf(Library):
    """Knows what it is given; looks for no words and narrows by nothing."""

    def __init__(self, articles: Iterable[Article], statements: Iterable[Statement]) -> None:
        self._articles = {article.source.article_id: article for article in articles}
        self._statements = tuple(statements)

    def article(self, path_or_id: str) -> Article | None:
        return self._articles.get(path_or_id)

    def outlets(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(article.source.outlet for article in self._articles.values()))

    def articles(self, words: str, filters: Filters, offset: int, size: int) -> Leaf[Listed]:
        found = [Listed(one.source, len(self.statements_in(one.source.article_id))) for one in self._articles.values()]
        return Leaf(tuple(found[offset : offset + size]), offset, len(found))

    def statements_in(self, article_id: str) -> tuple[Statement, ...]:
        return tuple(one for one in self._statements if one.source.article_id == article_id)

    def copies(self, statement: Statement) -> tuple[Source, ...]:
        return ()

    def kin(self, article_id: str) -> tuple[Kin, ...]:
        return ()

    def kin_of(self, article_ids: Iterable[str]) -> dict[str, tuple[Kin, ...]]:
        return {one: self.kin(one) for one in article_ids}

    def person(self, name: str) -> Person | None:
        return next((person for person in self.people() if person.name == name), None)

    def people(self, like: str = "") -> list[Person]:
        speakers = {speaker.name: speaker for one in self._statements for speaker in one.speakers}
        return [self._person(speaker) for speaker in speakers.values()]

    def statements(self, wish: Wish, offset: int, size: int) -> Leaf[Statement]:
        speakers = wish.filters.speakers
        found = [one for one in self._statements if not speakers or any(s.name in speakers for s in one.speakers)]
        return Leaf(tuple(in_order(found, wish.newest_first)[offset : offset + size]), offset, len(found))

    def quoted(self, words: str) -> list[Statement]:
        return list(self._statements)

    def closest(self, wish: Wish) -> frozenset[str]:
        return frozenset(one.statement_id for one in self._statements)

    def _person(self, speaker: Speaker) -> Person:
        own = [one for one in self._statements if speaker.name in (s.name for s in one.speakers)]
        days = sorted(one.source.published[:10] for one in own)
        outlets = tuple({one.source.outlet for one in own})
        roles = (Tenure(speaker.role, days[0], days[-1]),) if speaker.role else ()
        return Person(speaker.name, speaker.aliases, roles, len(own), outlets, days[0], days[-1], ())


def said_in(article: Article, speakers: Sequence[Speaker], words: str, cue: str = "said") -> Statement:
    """A statement of an article: `words` as they first stand there, the cue as the article may have it."""
    start = article.body.index(words)
    span = (start, start + len(words))
    return Statement(
        article.source, tuple(speakers), (), (span,), span, words, cue, None, "direct", "name", 0.9, False, ""
    )
