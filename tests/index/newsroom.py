"""A folder of articles and a store of its own, for tests of the write and the read path together."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.building import Attributor, Builder, Progress, Report
from index.chroma import IN_FOLDERS, Chroma
from index.ledger.engine import Engine
from index.ledger.ledger import Ledger
from index.ledger.sqlite import SQLite
from index.passage import Passage
from index.searching import Searcher
from index.snapshot import Snapshots
from tests.index.fakes import HashedWords


class Newsroom:
    """`articles` is the root; an update brings `store` in line with it, in this process."""

    def __init__(
        self,
        folder: Path,
        embedder: HashedWords | None = None,
        progress: Progress = lambda *_: None,
        chroma: Chroma = IN_FOLDERS,
        place: Callable[[Path], Engine] = SQLite,
    ) -> None:
        """`place` gives a store's engine."""
        self.articles, self.store = folder / "articles", folder / "store"
        self.embedder = embedder or HashedWords()
        self.progress, self.chroma, self.place = progress, chroma, place
        self.articles.mkdir(parents=True, exist_ok=True)

    def write(self, path: str, text: str, headline: str = "", outlet: str = "", published: str = "") -> Path:
        """A Markdown article; what is not given stays unknown."""
        file = self.articles / path
        file.parent.mkdir(parents=True, exist_ok=True)
        fields = {"headline": headline, "outlet": outlet, "published": published}
        front = "".join(f'{name}: "{value}"\n' for name, value in fields.items() if value)
        file.write_text(f"---\n{front}---\n\n{text}\n" if front else text + "\n", encoding="utf-8")
        return file

    def update(self, attributor: Attributor | None = None, roots: Sequence[Path] = (), full: bool = False) -> Report:
        with self.held() as ledger:
            builder = Builder(self.store, ledger, self.embedder, attributor, self.progress, {}, self.chroma)
            return builder.build([root.as_posix() for root in roots or (self.articles,)], full)

    def ledger(self) -> Ledger:
        return Ledger(self.store, engine=self.place(self.store))

    @contextmanager
    def held(self) -> Iterator[Ledger]:
        """For the one writer."""
        engine = self.place(self.store)
        with engine.writing():
            ledger = Ledger(self.store, True, engine)
            try:
                yield ledger
            finally:
                ledger.close()

    def beside(self, folder: Path) -> "Newsroom":
        """Another one whose servers are the same."""
        return Newsroom(folder, chroma=self.chroma, place=self.place)

    def searcher(self) -> Searcher:
        ledger = self.ledger()
        return Searcher(ledger, Snapshots(self.store, ledger, self.embedder, lambda: self.embedder, self.chroma))

    def holdings(self) -> list[tuple[str, ...]]:
        """Everything a reader can see, in an order that does not depend on how it came to be there."""
        searcher = self.searcher()
        try:
            assert searcher.search("the", 1) or not searcher.status().passages
            ledger = self.ledger()
            rows = [row for _, some in ledger.whole_articles(ledger.generation) for row in some]
            items = [row.item for row in rows if isinstance(row.item, Passage)]
            found: list[tuple[str, ...]] = [("passage", item.source.path, item.text) for item in items]
            for statement in searcher.statements():
                names = tuple(speaker.name for speaker in statement.speakers)
                others = tuple(source.path for source in searcher.copies(statement))
                found.append(("statement", statement.source.path, *names, *statement.words, *others))
            return sorted(found) + [(repr(person),) for person in searcher.people()]
        finally:
            searcher.close()
