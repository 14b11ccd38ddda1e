"""The desk's answer as it comes about: each step when it is done, the words, the answer; can be stopped at once."""

from collections.abc import Iterator
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.runnables import RunnableConfig

from assistant.answer import Answer
from assistant.evidence import Evidence
from assistant.page.desk import Desk
from assistant.question import Message, Question

Part = Question | Evidence | str | Answer
Told = Part | Exception | None  # None: the end


class Stop:
    """Ends one answer. The reader may stop it while a model is silent, so the one waiting is woken."""

    def __init__(self) -> None:
        self.queue: SimpleQueue[Told] = SimpleQueue()
        self.asked = Event()
        self.over = Event()  # nobody listens any more
        self.ended = Event()  # set by whoever has shown the end

    def set(self) -> None:
        """Stop now."""
        self.asked.set()
        self.queue.put(None)


def hear(desk: Desk, message: Message, stop: Stop) -> Iterator[Part]:
    """What was understood, what was found, the words, and the Answer. Ends early when stopped; raises what the
    desk raised."""
    Thread(target=_speak, args=(desk, message, stop), daemon=True).start()
    try:
        while (told := stop.queue.get()) is not None:
            if isinstance(told, Exception):
                raise told
            if stop.asked.is_set():
                return
            yield told
    finally:
        stop.over.set()  # whoever stops listening leaves nobody talking


def _speak(desk: Desk, message: Message, stop: Stop) -> None:
    config: RunnableConfig = {"callbacks": [_Steps(stop.queue)]}
    try:
        for part in desk.stream(message, config):
            if stop.over.is_set():
                return
            stop.queue.put(part)
    except Exception as error:
        stop.queue.put(error)
    else:
        stop.queue.put(None)


class _Steps(BaseCallbackHandler):
    """Hears the steps of the answering path end, as any LangChain listener may."""

    def __init__(self, queue: "SimpleQueue[Told]") -> None:
        self._queue = queue

    def on_chain_end(self, outputs: Any, **_: Any) -> None:
        if isinstance(outputs, Question | Evidence):
            self._queue.put(outputs)
