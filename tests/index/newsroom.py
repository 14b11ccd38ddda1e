"""A folder of articles and a store of its own, for tests of the write and the read path together."""

from collections.abc import Sequence
from pathlib import Path

from index.building import Attributor, Builder, Progress, Report
from index.chroma import IN_FOLDERS, Chroma
from index.ledger.ledger import Ledger
from index.locking import writing
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
    ) -> None:
        self.articles, self.store = folder / "articles", folder / "store"
        self.embedder = embedder or HashedWords()
        self.progress, self.chroma = progress, chroma
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
        with writing(self.store):
            ledger = Ledger(self.store, create=True)
            builder = Builder(self.store, ledger, self.embedder, attributor, self.progress, {}, self.chroma)
            try:
                return builder.build([root.as_posix() for root in roots or (self.articles,)], full)
            finally:
                ledger.close()

    def searcher(self) -> Searcher:
        ledger = Ledger(self.store)
        return Searcher(ledger, Snapshots(self.store, ledger, self.embedder, lambda: self.embedder, self.chroma))

    def holdings(self) -> list[tuple[str, ...]]:
        """Everything a reader can see, in an order that does not depend on how it came to be there."""
        searcher = self.searcher()
        try:
            assert searcher.search("the", 1) or not searcher.status().passages
            ledger = Ledger(self.store)
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
