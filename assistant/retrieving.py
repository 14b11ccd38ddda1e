"""The passages of an index as a LangChain retriever, for chains of anybody's own."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from index.filters import EVERYTHING, Filters
from index.reporting import article_fields
from index.searching import Searcher


class PassageRetriever(BaseRetriever):
    """The k passages that fit a query best, best first. A document's metadata tells its article, `start` and
    `end`: its text is ``body[start:end]`` of that article. `searcher`: an `index.searching.Searcher`."""

    searcher: Any  # pydantic would ask a Searcher for a schema
    k: int = 8
    filters: Filters = EVERYTHING

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        searcher: Searcher = self.searcher
        items = [hit.item for hit in searcher.search(query, self.k, self.filters)]
        return [
            Document(item.text, metadata={**article_fields(item.source), "start": item.start, "end": item.end})
            for item in items
        ]
