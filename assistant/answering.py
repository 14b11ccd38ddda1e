"""The main path: message -> Question -> Evidence -> Answer, as a LangChain Runnable."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import replace
from threading import Lock
from typing import Any

from langchain_core.runnables import Runnable, RunnableConfig, RunnableGenerator, RunnableLambda
from langchain_core.runnables.config import run_in_executor

from assistant.answer import Answer
from assistant.caveats import cautioned, cautioned_claim
from assistant.checking import Checker
from assistant.claim import Claim
from assistant.composing import compose
from assistant.errors import ModelError
from assistant.evidence import Evidence
from assistant.gathering import Gathering
from assistant.inventory import asks_for_inventory, inventory
from assistant.library import Library
from assistant.question import Message, Question
from assistant.reporting import cited_ids
from assistant.suggesting import suggested
from assistant.writing import Writer
from index.article import Article
from index.coverage import Status
from index.kinship import Kin
from index.searching import Searcher

Understand = Callable[[Message], Question]


class Assistant(Runnable[Message, Any]):
    """Answers messages. `invoke` gives an Answer; `stream` gives text as it is written, then the Answer."""

    def __init__(self, understand: Understand, searcher: Searcher, writer: Writer | None, checker: Checker) -> None:
        self._searcher, self._writer, self._checker = searcher, writer, checker
        self._gathering = Gathering(searcher, passages_too=writer is not None)
        # Python runs one thread at a time, so answers that are made side by side only get in each other's way: sixteen
        # threads gave 47 answers a second without taking turns and 85 with it, one thread 77 and 93 (`serving`).
        self._turn = Lock()
        self._path: Runnable[Message, Any] = (
            RunnableLambda(understand, name="asking")
            | RunnableLambda(self._gathered, name="searching")
            | RunnableGenerator(self._write, self._awrite, name="answering")
        )

    def invoke(self, input: Message, config: RunnableConfig | None = None, **kwargs: Any) -> Answer:
        *_, answer = self.stream(input, config, **kwargs)
        assert isinstance(answer, Answer)
        return answer

    def stream(self, input: Message, config: RunnableConfig | None = None, **kwargs: Any) -> Iterator[str | Answer]:
        yield from self._path.stream(input, config, **kwargs)

    async def astream(
        self, input: Message, config: RunnableConfig | None = None, **kwargs: Any
    ) -> AsyncIterator[str | Answer]:
        async for piece in self._path.astream(input, config, **kwargs):
            yield piece

    @property
    def searcher(self) -> Searcher:
        """The index it answers from."""
        return self._searcher

    def check(self, text: str) -> list[Claim]:
        """Every claim and quotation of a text of anybody's, and what the articles say to it."""
        return self.check_each([text])[0]

    def check_each(self, texts: Sequence[str]) -> list[list[Claim]]:
        """The same for many texts, which is quicker than one by one."""
        checked = self._checker.check_each(texts)
        kin = self.kin(list(dict.fromkeys(cited_ids([claim for claims in checked for claim in claims]))))
        return [[cautioned_claim(claim, kin) for claim in claims] for claims in checked]

    def article(self, path_or_id: str) -> Article | None:
        """An article as stored, to show a citation in."""
        return self._searcher.article(path_or_id)

    def kin(self, article_ids: Sequence[str]) -> dict[str, tuple[Kin, ...]]:
        """What belongs to each of these articles: its copies, versions and corrections."""
        return self._searcher.kin(article_ids)

    def status(self) -> Status:
        """What the store holds now."""
        return self._searcher.status()

    def library(self) -> Library:
        """The index, to look through."""
        return Library(self._searcher)

    def examples(self) -> tuple[str, ...]:
        """Questions to begin with, about what the store holds now."""
        return suggested(self._searcher)

    # ------------------------------------------------------------------ the steps

    def _gathered(self, question: Question) -> Evidence:
        with self._turn:
            return self._gathering.gather(question)

    def _write(self, evidences: Iterator[Evidence]) -> Iterator[str | Answer]:
        for evidence in tuple(evidences):  # taken whole, so that a listener hears the search end before the writing
            if self._writer is None or not evidence.hits or asks_for_inventory(evidence.question.text):
                yield self._cautioned(self._composed(evidence))
            else:
                for part in self._written_by_model(self._writer, evidence):
                    yield self._cautioned(part) if isinstance(part, Answer) else part

    def _written_by_model(self, writer: Writer, evidence: Evidence) -> Iterator[str | Answer]:
        try:
            yield from writer.write(evidence)
        except ModelError as error:
            yield self._composed_instead(evidence, str(error))

    def _composed(self, evidence: Evidence) -> Answer:
        # Not steady, each sentence's terms would ask the ledger anew what is current.
        with self._turn, self._searcher.steady():
            if asks_for_inventory(evidence.question.text):
                return inventory(evidence, self._searcher.people(), self.library().outlets())
            return compose(evidence, self._searcher.terms)

    def _composed_instead(self, evidence: Evidence, reason: str) -> Answer:
        answer = self._composed(evidence)
        return replace(answer, text=f"({reason}. What follows was composed without it.)\n\n{answer.text}")

    def _cautioned(self, answer: Answer) -> Answer:
        return cautioned(answer, self.kin(cited_ids([answer]))) if answer.citations else answer

    async def _awrite(self, evidences: AsyncIterator[Evidence]) -> AsyncIterator[str | Answer]:
        async for evidence in evidences:
            pieces = self._write(iter((evidence,)))
            while (piece := await run_in_executor(None, next, pieces, None)) is not None:
                yield piece
