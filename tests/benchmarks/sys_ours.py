"""Ours, with the methods that the peers' scripts have (build, open, search, chunks), to be scored as they are."""

import json
from pathlib import Path
from typing import Any

from index.filters import EVERYTHING
from index.ledger.ledger import Ledger
from index.settings import read_settings
from index.wiring import UpdateOptions, open_searcher, update


def load() -> None:
    """The imports above are all there is to load."""


class System:
    def __init__(self, embedder: object, store: str, **_: Any) -> None:
        """`embedder` is the peers'; ours brings its own, of the same weights."""
        self._store, self._settings = Path(store), read_settings({})
        self.chunks: list[str] = []

    def build(self, documents: list[dict[str, str]]) -> None:
        """Articles as texts with nothing else known of them, and no statements, as the peers have it."""
        articles = self._store / "articles.jsonl"
        with articles.open("w", encoding="utf-8") as file:
            for document in documents:
                print(json.dumps({"id": document["id"], "text": document["text"]}), file=file)
        update(self._store / "index", self._settings, [articles], UpdateOptions(False, False), lambda *_: None)
        self.open()
        ledger = Ledger(self._store / "index")
        self.chunks = [row.item.text for row in ledger.rows_after("passage", 0)]
        ledger.close()

    def open(self) -> None:
        self._searcher = open_searcher(self._store / "index", self._settings)

    def search(self, query: str, k: int) -> list[tuple[str, str, float]]:
        hits = self._searcher.search(query, k, EVERYTHING)
        return [(hit.item.text, hit.item.source.path.rpartition("#")[2], hit.score) for hit in hits]
