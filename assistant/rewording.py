"""A follow-up + the turns before it -> a question that stands alone, in a language model's words.

What the model makes of it is taken only when it is one line that names nobody and no number the talk did not, and
nothing less than the message does; else, and when the model cannot be had, the talk is read without it
(`assistant/asking.py`).
"""

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from assistant.counting import tokens_of
from assistant.errors import ModelError
from assistant.model import reply
from assistant.presenting import fence_for
from assistant.prompting import fill
from assistant.question import Message, Question, Turn
from assistant.settings import Settings

_LONGEST = 300  # characters of a question; more is no question
_ANSWER = 400  # characters of an earlier answer that tell what it was about
_WORD = re.compile(r"\w+")
_MARKS = " \t\"'“”*`"
_ASKS = frozenset(  # written large where a sentence begins
    "and but so what who whom whose when where which why how did does do has have had is are was were can could will "
    "would tell show give list only just please the a an i in on".split()
)

log = logging.getLogger(__name__)


class Rewording:
    """Understands messages: follow-ups with the model first, all others with `understand` alone."""

    def __init__(self, model: BaseChatModel, settings: Settings, understand: Callable[[Message], Question]) -> None:
        self._model, self._settings, self._understand = model, settings, understand

    def __call__(self, message: Message) -> Question:
        turns = recent(message.turns, self._settings.history_tokens)
        alone = self._alone(message.text, turns) if turns and message.text.strip() else ""
        if not alone:
            return self._understand(message)
        question = self._understand(replace(message, text=alone, turns=()))
        return replace(question, carried=() if alone == message.text.strip() else (alone,))

    def _alone(self, text: str, turns: Sequence[Turn]) -> str:
        """The message as it stands alone; empty where the model's words are not to be had or not to be trusted."""
        try:
            told = "".join(reply(self._model, _messages(text, turns), deadline=self._settings.timeout))
        except ModelError as error:
            log.warning("a follow-up is read without the model: %s", error)
            return ""
        alone = next((line.strip(_MARKS) for line in told.splitlines() if line.strip(_MARKS)), "")
        if not trusted(alone, text, turns):
            log.warning("a follow-up is read without the model, whose words for it cannot be trusted")
            return ""
        return alone


def recent(turns: Sequence[Turn], budget: int) -> list[Turn]:
    """The last turns that fit into `budget` tokens, in order, their answers cut to how they begin."""
    kept: list[Turn] = []
    for turn in reversed(turns):
        short = Turn(turn.question[:_LONGEST], turn.answer[:_ANSWER])
        budget -= tokens_of(short.question) + tokens_of(short.answer)
        if budget < 0:
            break
        kept.insert(0, short)
    return kept


def trusted(alone: str, text: str, turns: Sequence[Turn]) -> bool:
    """Whether a question says what the message may mean: all names and numbers of it stand in the talk, and all
    of the message's in it."""
    if not alone or len(alone) > _LONGEST:
        return False
    known = {word.casefold() for told in (text, *_told(turns)) for word in _WORD.findall(told)}
    kept = {word.casefold() for word in _WORD.findall(alone)}
    return _names(alone) <= known and _names(text) <= kept


def _names(text: str) -> set[str]:
    """Names and numbers: words with a capital letter or a digit."""
    telling = {word.casefold() for word in _WORD.findall(text) if any(c.isupper() or c.isdigit() for c in word)}
    return telling - _ASKS


def _told(turns: Sequence[Turn]) -> Iterator[str]:
    for turn in turns:
        yield turn.question
        yield turn.answer


def _messages(text: str, turns: Sequence[Turn]) -> list[BaseMessage]:
    fence = fence_for([text, *_told(turns)])
    told = "\n".join(f"<<{fence}\nReporter: {turn.question}\nArchive: {turn.answer}\n{fence}>>" for turn in turns)
    return [
        SystemMessage(fill("rewording", fence=fence)),
        HumanMessage(fill("talk", fence=fence, turns=told, message=text)),
    ]
