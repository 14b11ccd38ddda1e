"""The index as a reader looks through it: articles, people and statements, a leaf at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.nearing import CLOSE, near_topic
from assistant.question import Question
from index.article import Article, Source
from index.filters import Filters
from index.fitting import fitting
from index.kinship import Kin
from index.leaf import Leaf, Listed
from index.mastheads import one_name
from index.person import Person
from index.searching import Searcher
from index.statement import Kind, Statement

PASSAGES = 400  # passages looked at for the words of an article: some hundred articles, more than anyone pages through
STATEMENTS = 2_000  # statements looked at for a topic
QUOTED = 20  # statements looked at for the words of a quotation
HELD = 0.6  # share of the words looked for, by rarity, that a passage must hold (or be as near as `NEAR` in meaning)
NEAR = 0.5


@dataclass(frozen=True, slots=True)
class Wish:
    """Which statements are looked for. Empty: any."""

    filters: Filters
    topic: str = ""
    kinds: tuple[Kind, ...] = ()
    newest_first: bool = False


class Library:
    """One store, for any number of threads. Raises StoreError while it cannot be read."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def article(self, path_or_id: str) -> Article | None:
        """The article as stored."""
        return self._searcher.article(path_or_id)

    def outlets(self) -> tuple[str, ...]:
        """Every outlet once, however its articles write it."""
        return tuple(dict.fromkeys(one_name(self._searcher.outlets()).values()))

    def articles(self, words: str, filters: Filters, offset: int, size: int) -> Leaf[Listed]:
        """Articles that pass the filters: the newest first; with words, those that hold them, best first."""
        if not words.strip():
            return self._searcher.leaf_of_articles(filters, offset, size)
        hits = self._searcher.search(words, PASSAGES, filters)
        held = self._searcher.held(words, [f"{hit.item.source.headline}\n{hit.item.text}" for hit in hits])
        fitting_hits = (hit for hit, share in zip(hits, held, strict=True) if share >= HELD or hit.similarity >= NEAR)
        ids = list(dict.fromkeys(hit.item.source.article_id for hit in fitting_hits))
        return Leaf(self._searcher.listed(ids[offset : offset + size]), offset, len(ids))

    def statements_in(self, article_id: str) -> tuple[Statement, ...]:
        """All statements of one article, in their order."""
        return self._searcher.statements_in(article_id)

    def copies(self, statement: Statement) -> tuple[Source, ...]:
        """The other articles that carry it."""
        return self._searcher.copies(statement)

    def kin(self, article_id: str) -> tuple[Kin, ...]:
        """The articles that belong to it: its copies, versions and corrections."""
        return self.kin_of([article_id])[article_id]

    def kin_of(self, article_ids: Iterable[str]) -> dict[str, tuple[Kin, ...]]:
        """The same for each of several articles, looked up at once."""
        ids = list(dict.fromkeys(article_ids))
        found = self._searcher.kin(ids)
        return {one: found.get(one, ()) for one in ids}

    def person(self, name: str) -> Person | None:
        """The one who is called so in the list of people, or whom the name fits alone."""
        people = self._searcher.people()
        same = [person for person in people if person.name == name]
        found = same or fitting(people, name)
        return found[0] if len(found) == 1 else None

    def may_mean(self, told: str, name: str) -> bool:
        """Whether a reader who writes `told` may mean the one who is called `name`."""
        person = self.person(name)
        return told == name or (person is not None and bool(fitting([person], told)))

    def people(self, like: str = "") -> list[Person]:
        """Everybody who speaks, the most quoted first; with `like`, those one of whose names or roles holds it:
        names that begin with it before others."""
        wanted = like.casefold().split()
        found = [person for person in self._searcher.people() if all(word in _told(person) for word in wanted)]
        return sorted(found, key=lambda person: (not _begins(person, like), -person.statements, person.name))

    def statements(self, wish: Wish, offset: int, size: int) -> Leaf[Statement]:
        """Statements, by day (unknown last) or the newest first; of copies the first."""
        if not wish.topic.strip():
            return self._searcher.leaf_of_statements(wish.filters, wish.kinds, offset, size, wish.newest_first)
        question = Question(wish.topic, "what-said", wish.topic, wish.filters)
        items = [hit.item for _, hit in near_topic(question, self._searcher, STATEMENTS)]
        found = [item for item in items if isinstance(item, Statement) and (item.kind in wish.kinds or not wish.kinds)]
        ordered = in_order(found, wish.newest_first)
        return Leaf(tuple(ordered[offset : offset + size]), offset, len(ordered))

    def quoted(self, words: str) -> list[Statement]:
        """The statements in whose sentences these words may stand, exactly or nearly, of copies one."""
        hits = self._searcher.search(f'"{words}"', QUOTED, kind="statement")
        near = self._searcher.search(words, QUOTED, kind="statement")
        found = {hit.item.statement_id: hit.item for hit in (*hits, *near) if isinstance(hit.item, Statement)}
        return list(found.values())

    def closest(self, wish: Wish) -> frozenset[str]:
        """The ids of the statements on a topic that surely are about it: hardly further from it than the nearest."""
        question = Question(wish.topic, "what-said", wish.topic, wish.filters)
        near = near_topic(question, self._searcher, STATEMENTS)
        return frozenset(
            hit.item.statement_id
            for nearness, hit in near
            if isinstance(hit.item, Statement) and nearness >= near[0][0] - CLOSE
        )


def in_order(statements: Iterable[Statement], newest_first: bool) -> Sequence[Statement]:
    """By day, path and place, or the newest first; unknown days last."""
    by_place = sorted(statements, key=lambda s: (s.source.published, s.source.path, s.start), reverse=newest_first)
    return sorted(by_place, key=lambda s: not s.source.published)


def _told(person: Person) -> str:
    return "\n".join((person.name, *person.aliases, *(tenure.role for tenure in person.roles))).casefold()


def _begins(person: Person, like: str) -> bool:
    """Whether a word of the name begins so."""
    return any(word.startswith(like.casefold()) for word in person.name.casefold().split())
