"""Evidence -> an answer in a language model's words, streamed: asked, checked sentence by sentence, and asked again
where that may help. What fails for good is a ModelError; nothing unchecked is ever given out.
"""

import logging
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

from langchain_core.language_models import BaseChatModel

from assistant.answer import Answer
from assistant.checking import Checker
from assistant.citing import Citing
from assistant.declining import declined
from assistant.errors import CutOff, ModelError
from assistant.evidence import Evidence
from assistant.gating import Gate
from assistant.model import reply
from assistant.presenting import cut, messages
from assistant.settings import Settings
from assistant.structuring import FORMS, Form, response_format
from assistant.unfolding import Unfolding
from assistant.weighing import Terms

_TRIES = 3
_BACKOFF = 0.3  # seconds before the second try, twice that before the third: servers that restart need about one
_PATIENCE = 20.0  # seconds a reader is let wait because a server asks for it
_ASKED_AGAIN = "(The model broke off and was asked again; this is its whole answer.)"

log = logging.getLogger(__name__)


class Writer:
    """Writes answers with one model on one server, and remembers in which form that server replies."""

    def __init__(self, model: BaseChatModel, settings: Settings, checker: Checker, terms: Terms) -> None:
        self._model, self._settings, self._checker, self._terms = model, settings, checker, terms
        self._form: Form = FORMS[0]

    def write(self, evidence: Evidence) -> Iterator[str | Answer]:
        """Text as it is checked, then the Answer. Its text begins with what was given out, unless the model broke
        off and was asked again, which it then says. Raises ModelError where there is no answer of the model's."""
        evidence = cut(evidence, self._settings.evidence_tokens)
        form, failed, begun, given = self._form, 0, False, False
        while True:
            try:
                for piece in self._written(evidence, form):
                    if isinstance(piece, Answer):
                        yield replace(piece, text=f"{_ASKED_AGAIN}\n\n{piece.text}") if begun else piece
                        return
                    if not begun:
                        given = True
                        yield piece
            except ModelError as error:
                lower = _below(form) if error.form else None
                failed += error.again
                if failed >= _TRIES or not (error.again or lower) or error.wait > _PATIENCE:
                    raise
                if error.again:
                    time.sleep(max(error.wait, _BACKOFF * 2 ** (failed - 1) * random.uniform(1.0, 1.3)))
                else:
                    self._settle(lower or form, "its server refuses what is stricter")
                form, begun = lower or form, given

    def _written(self, evidence: Evidence, form: Form) -> Iterator[str | Answer]:
        """One try."""
        warrants = self._checker.warrants(evidence)
        citing, unfolding = Citing(evidence, self._terms), Unfolding()
        gate = Gate(evidence, warrants, citing.refused)
        with _beside(warrants.warm):
            wanted, cut_off = response_format(form, len(evidence.hits)), False
            try:
                for piece in reply(self._model, messages(evidence, form), wanted, self._settings.deadline):
                    if checked := gate.feed(citing.feed(unfolding.feed(piece))):
                        yield checked
            except CutOff:
                cut_off = True
            if checked := gate.feed(citing.feed(unfolding.finish())):
                yield checked
        if unfolding.prose and (lower := _below(form)):
            self._settle(lower, "its server heeds nothing stricter")
        if not (unfolding.prose or unfolding.spoke or unfolding.declines):
            raise ModelError("The model could not answer: its claims could not be read", again=True, form=True)
        answer = declined(evidence) if unfolding.declines and not unfolding.spoke else citing.finish()
        if answer.standing == "declined" and not gate.open:
            yield answer
            return
        _, left = gate.finish("" if answer.standing == "declined" else answer.text, cut_off)
        if left is None:
            languages = " and ".join(sorted(gate.languages))
            instead = f"it answered in another language ({languages})" if languages else "the articles do not carry it"
            raise ModelError(f"The model's answer cannot be shown: {instead}")
        yield left

    def _settle(self, form: Form, reason: str) -> None:
        if form != self._form:
            self._form = form
            log.warning("%s is asked for %s from now on: %s", self._settings.model, form, reason)


def _below(form: Form) -> Form | None:
    """The next form that is less strict."""
    return next(iter(FORMS[FORMS.index(form) + 1 :]), None)


@contextmanager
def _beside(work: Callable[[], None]) -> Iterator[None]:
    """Does some work meanwhile. What goes wrong in it goes wrong again, and is told, where its result is needed."""
    pool = ThreadPoolExecutor(1, "beside")
    pool.submit(work)
    try:
        yield
    finally:
        pool.shutdown(wait=False)
