"""What a question asks for -> whether a sentence holds it. Pure."""

import re
from functools import lru_cache

from assistant.forms import (
    AHEAD,
    ASKS_AHEAD,
    ASKS_BACK,
    ASKS_OF_PLANS,
    ASKS_WHOLE,
    FORMS,
    HAS_BEEN,
    TELLS_WHOLE,
    THING_MEASURED,
    WILL_BE,
)

_WITHIN = re.compile(r"\s(?:of|in|on|at|to|from|for|by|with|between|that|which|who)\b", re.IGNORECASE)
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


def lacks_past(question: str, text: str) -> bool:
    """Whether a question asks what was, and a text tells only of what is to come: that somebody will be tried is no
    answer to how they were punished."""
    asks = ASKS_BACK.search(question) and not ASKS_OF_PLANS.search(question)
    return bool(asks and WILL_BE.search(text) and not HAS_BEEN.search(text))


def thing_measured(question: str) -> str:
    """The noun for the thing whose cost, weight or length is asked for ("How much does a bus ticket to Weld cost?":
    ticket); empty where none is, or only a name or a pronoun."""
    asked = THING_MEASURED.search(question)
    words = _WITHIN.split(asked[1])[0].split() if asked else []
    return words[-1] if len(words) > 1 and words[-1].islower() else ""


def _names_another(question: str, text: str) -> bool:
    asked = question.casefold()
    return any(name.casefold() not in asked for name in _NAME.findall(text[1:]))
