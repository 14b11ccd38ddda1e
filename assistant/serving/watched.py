"""An assistant whose answers are counted and timed, whoever asks: the page, an endpoint or a tool."""

from collections.abc import Callable, Iterator, Sequence
from threading import Lock

from langchain_core.runnables import RunnableConfig
from langchain_core.runnables.config import merge_configs

from assistant.answer import Answer
from assistant.answering import Assistant
from assistant.claim import Claim
from assistant.library import Library
from assistant.question import Message
from assistant.serving.metrics import Metrics
from assistant.serving.standing import Standing
from assistant.serving.stopwatch import Stopwatch
from index.article import Article
from index.coverage import Status
from index.errors import IndexingError
from index.searching import Searcher


class Watched:
    """What page and endpoints ask of an `Assistant`."""

    def __init__(self, assistant: Assistant, metrics: Metrics) -> None:
        self._assistant, self._metrics = assistant, metrics

    def stream(self, message: Message, config: RunnableConfig | None = None, /) -> Iterator[str | Answer]:
        heard = merge_configs(config, {"callbacks": [Stopwatch(self._metrics)]})
        for part in self._assistant.stream(message, heard):
            if isinstance(part, Answer):
                self._metrics.answered(part)
            yield part

    @property
    def searcher(self) -> Searcher:
        return self._assistant.searcher

    def article(self, path_or_id: str, /) -> Article | None:
        return self._assistant.article(path_or_id)

    def status(self) -> Status:
        return self._assistant.status()

    def library(self) -> Library:
        return self._assistant.library()

    def check(self, text: str, /) -> Sequence[Claim]:
        with self._metrics.timed("checking"):
            return self._assistant.check(text)

    def examples(self) -> tuple[str, ...]:
        return self._assistant.examples()


class Late:
    """Opens the assistant when it is first needed, once. Raises what opening raised, and tries again the next time:
    there may be no index yet."""

    def __init__(self, build: Callable[[], Assistant], metrics: Metrics) -> None:
        self._build, self._metrics = build, metrics
        self._built: Watched | None = None
        self._lock = Lock()

    def __call__(self) -> Watched:
        with self._lock:
            if self._built is None:
                self._built = Watched(self._build(), self._metrics)
            return self._built

    def standing(self) -> Standing:
        """How the index stands now."""
        try:
            searcher = self().searcher
            return Standing(searcher.coverage(), searcher.generation)
        except IndexingError:
            return Standing(None, 0)
