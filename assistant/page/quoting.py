"""Words that a question quotes, beside what its answer cites: do they stand there? Pure."""

import re
from urllib.parse import quote

from assistant.page.english.ask import CHECK_QUOTATION, NOT_WORD_FOR_WORD, WORD_FOR_WORD
from assistant.page.escaping import escaped
from assistant.page.marking import Sources, words_html
from assistant.page.record import Record

SHORTEST = 3  # words: fewer are a name or a term in quotation marks
SHOWN = 200  # characters of a quotation

_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]+)[”\"»“]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def quotations_html(question: str, record: Record, sources: Sources) -> str:
    """A line for each quotation of a question whose answer does not say whether it was said: where it stands word
    for word, or that it stands in none of the sources, with the way to hold it against all articles."""
    if record.outcome or not sources:
        return ""
    return "".join(_line_html(words, sources) for words in quotations(question))


def quotations(question: str) -> list[str]:
    """What stands between quotation marks, as it stands there."""
    found = (words.strip() for words in _QUOTED.findall(question))
    return [words for words in dict.fromkeys(found) if len(_WORD.findall(words)) >= SHORTEST]


def stands_in(words: str, text: str) -> bool:
    """Word for word; letter case and punctuation aside, which quoting changes."""
    return f" {_plain(words)} " in f" {_plain(text)} "


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.replace("’", "'").casefold()))


def _line_html(words: str, sources: Sources) -> str:
    labels = [label for label, held in sources.items() if any(stands_in(words, one.text) for one in held)]
    shown = f"“{words if len(words) <= SHOWN else words[: SHOWN - 1] + '…'}”"
    if labels:
        told = WORD_FOR_WORD.format(escaped(shown), words_html(", ".join(f"[{label}]" for label in labels), sources))
        return f'<p class="quoted stands"><span aria-hidden="true">=</span> {told}</p>'
    check = f'<a href="#quotation?{quote(words.encode("utf-8", "replace"))}">{CHECK_QUOTATION}</a>'
    told = NOT_WORD_FOR_WORD.format(escaped(shown))
    return f'<p class="quoted"><span aria-hidden="true">≠</span> {told} {check}</p>'
