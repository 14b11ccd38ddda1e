"""What a question asks for -> whether a sentence holds it. Pure."""

import re
from functools import lru_cache

from assistant.forms import AHEAD, ASKS_AHEAD, ASKS_WHOLE, FORMS, TELLS_WHOLE

_NAME = re.compile(r"\b[A-Z][\w'’-]+")


def lacks(question: str, text: str) -> bool:
    """Whether a text cannot answer, because it holds nothing of the form asked for: a sum for "what does it
    cost", a weight for "how heavy", a time for "when", a name that the question has not for "who"."""
    asked = _asked(question)
    if asked is None:
        return False
    form = FORMS[asked][1]
    return not (form.search(text) if form else _names_another(question, text))


@lru_cache(maxsize=256)  # every sentence found is held against the question
def _asked(question: str) -> int | None:
    """The place in the table of the form that a question asks for."""
    return next((place for place, (asking, _) in enumerate(FORMS) if asking.search(question)), None)


def tells_whole(question: str, text: str) -> bool:
    """Whether a question asks for the whole of a count ("in all", "the final number"), and a text tells one as such: of
    the counts that reports give, the last."""
    return bool(ASKS_WHOLE.search(question)) and bool(TELLS_WHOLE.search(text)) and not lacks(question, text)


def lacks_future(question: str, text: str) -> bool:
    """Whether a question asks what will be, and a text tells only of what is and was: who coaches a team today is no
    answer to who will coach it next season."""
    return bool(ASKS_AHEAD.search(question)) and not AHEAD.search(text)


def _names_another(question: str, text: str) -> bool:
    asked = question.casefold()
    return any(name.casefold() not in asked for name in _NAME.findall(text[1:]))
