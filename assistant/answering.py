"""The main path: message -> Question -> Evidence -> Answer, as a LangChain Runnable."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage
from langchain_core.runnables import Runnable, RunnableConfig, RunnableGenerator, RunnableLambda
from langchain_core.runnables.config import run_in_executor

from assistant.answer import Answer
from assistant.checking import Checker
from assistant.citing import DECLINE, Citing
from assistant.claim import Claim
from assistant.composing import compose
from assistant.errors import ModelError
from assistant.evidence import Evidence
from assistant.gathering import Gathering
from assistant.gating import Gate
from assistant.model import reply
from assistant.prompting import fill
from assistant.question import Message, Question
from index.article import Article
from index.coverage import Status
from index.searching import Searcher

Understand = Callable[[Message], Question]


class Assistant(Runnable[Message, Any]):
    """Answers messages. `invoke` gives an Answer; `stream` gives text as it is written, then the Answer."""

    def __init__(
        self, understand: Understand, searcher: Searcher, model: BaseChatModel | None, checker: Checker
    ) -> None:
        self._searcher, self._model, self._checker = searcher, model, checker
        self._gathering = Gathering(searcher, passages_too=model is not None)
        self._path: Runnable[Message, Any] = (
            RunnableLambda(understand, name="asking")
            | RunnableLambda(self._gathering.gather, name="searching")
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

    def check(self, text: str) -> list[Claim]:
        """Every claim and quotation of a text of anybody's, and what the articles say to it."""
        return self._checker.check(text)

    def article(self, path_or_id: str) -> Article | None:
        """An article as stored, to show a citation in."""
        return self._searcher.article(path_or_id)

    def status(self) -> Status:
        """What the store holds now."""
        return self._searcher.status()

    # ------------------------------------------------------------------ the steps

    def _write(self, evidences: Iterator[Evidence]) -> Iterator[str | Answer]:
        for evidence in tuple(evidences):  # taken whole, so that a listener hears the search end before the writing
            if self._model is None or not evidence.hits:
                yield compose(evidence, self._searcher.terms)
            else:
                yield from self._written_by_model(self._model, evidence)

    def _written_by_model(self, model: BaseChatModel, evidence: Evidence) -> Iterator[str | Answer]:
        self._checker.prepare()
        citing, gate = Citing(evidence, self._searcher.terms), Gate(self._checker.judge(evidence))
        try:
            for piece in reply(model, [SystemMessage(_prompt(evidence)), HumanMessage(evidence.question.text)]):
                if checked := gate.feed(citing.feed(piece)):
                    yield checked
            answer = citing.finish()
            if answer.standing == "declined":
                yield answer
                return
            _, left = gate.finish(answer)
            yield left or self._composed_instead(evidence, "The model's answer stood against the articles")
        except ModelError as error:
            yield self._composed_instead(evidence, str(error))

    def _composed_instead(self, evidence: Evidence, reason: str) -> Answer:
        answer = compose(evidence, self._searcher.terms)
        return replace(answer, text=f"({reason}. What follows was composed without it.)\n\n{answer.text}")

    async def _awrite(self, evidences: AsyncIterator[Evidence]) -> AsyncIterator[str | Answer]:
        async for evidence in evidences:
            pieces = self._write(iter((evidence,)))
            while (piece := await run_in_executor(None, next, pieces, None)) is not None:
                yield piece


def _prompt(evidence: Evidence) -> str:
    passages = "\n\n".join(f"[{label}] {_described(evidence, label)}" for label in range(1, len(evidence.hits) + 1))
    filters = evidence.question.filters
    days = [f"{name} {day}" for name, day in (("since", filters.since), ("until", filters.until)) if day]
    narrowed = ", ".join([*days, *(f"in {outlet}" for outlet in filters.outlets)])
    return fill(
        "answering",
        decline=DECLINE,
        passages=passages,
        filters=f"The passages are narrowed to: {narrowed}." if narrowed else "",
    )


def _described(evidence: Evidence, label: int) -> str:
    item = evidence.hits[label - 1].item
    source = item.source
    origin = ", ".join(filter(None, (source.outlet, source.published[:10], f"“{source.headline}”")))
    return f"({origin})\n{item.text}"
