"""Words that a question quotes, beside what its answer cites: do they stand there? Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

from assistant.library import Library
from assistant.page.english.ask import (
    ALTERED,
    CHECK_QUOTATION,
    NOT_WORD_FOR_WORD,
    OTHERS_WORDS,
    WORD_FOR_WORD,
    WORDS_OF,
)
from assistant.page.english.wording import OUTCOMES
from assistant.page.escaping import escaped, shortened
from assistant.page.marking import Sources, words_html
from assistant.page.record import Quotation, Record
from assistant.wording import ALIKE, is_quotation, likeness, stands_in
from index.statement import Statement

SHOWN = 200  # characters of a quotation

_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]+)[”\"»“]")


def quotations_html(question: str, record: Record, sources: Sources) -> str:
    """A line for each quotation of a question whose answer does not say whether it was said: where it stands word
    for word, or that it stands in none of the sources, with the way to hold it against all articles; of an answer
    without sources, that way alone."""
    if not sources:
        return "".join(_alone_html(words) for words in quotations(question))
    return "" if record.outcome else "".join(_line_html(words, sources) for words in quotations(question))


def quotations(question: str) -> list[str]:
    """What stands between quotation marks, as it stands there."""
    found = (words.strip() for words in _QUOTED.findall(question))
    return [words for words in dict.fromkeys(found) if is_quotation(words)]


def whose(words: str, statements: Sequence[Statement]) -> Quotation:
    """Who said these words, of the statements in which they may stand: word for word, else with few of them altered."""
    spoken = [one for one in statements if one.kind != "indirect"]  # a paraphrase is the article's own words
    exact = [one for one in spoken if any(stands_in(words, said) for said in one.words)]
    near = [(max((likeness(words, said) for said in one.words), default=0.0), one) for one in spoken]
    best = [one for alike, one in sorted(near, key=lambda pair: -pair[0])[:1] if alike >= ALIKE]
    names = (speaker.name for one in exact or best for speaker in one.speakers)
    return Quotation(words, tuple(dict.fromkeys(names)), not exact and bool(best))


def compared(library: Library, quoted: Quotation, asked: Sequence[str]) -> Quotation:
    """With the mark where they are the words of none of those `asked` about, as a reader may write their names."""
    own = any(library.may_mean(told, name) for told in asked for name in quoted.by)
    return replace(quoted, others=bool(asked and quoted.by) and not own)


def outcome_words(record: Record) -> tuple[str, str] | None:
    """What became of the words that were asked about: a sign and what it says. None where none were asked about."""
    quoted, asked = record.quoted, record.understood.speakers
    if quoted is None or not (quoted.by or quoted.altered):
        return OUTCOMES[record.outcome] if record.outcome else None
    who = " and ".join(quoted.by)
    if quoted.others:
        sign, told = OTHERS_WORDS
        told = told.format(asked=" or ".join(asked), who=who)
        return sign, f"{told} ({ALTERED[1].casefold()})" if quoted.altered else told
    return ALTERED if quoted.altered else (WORDS_OF[0], WORDS_OF[1].format(who=who))


def _line_html(words: str, sources: Sources) -> str:
    labels = [label for label, held in sources.items() if any(stands_in(words, one.text) for one in held)]
    shown = _shown(words)
    if labels:
        told = WORD_FOR_WORD.format(escaped(shown), words_html(", ".join(f"[{label}]" for label in labels), sources))
        return f'<p class="quoted stands"><span aria-hidden="true">=</span> {told}</p>'
    told = NOT_WORD_FOR_WORD.format(escaped(shown))
    return f'<p class="quoted"><span aria-hidden="true">≠</span> {told} {_check_html(words)}</p>'


def _alone_html(words: str) -> str:
    return f'<p class="quoted">{escaped(_shown(words))} {_check_html(words)}</p>'


def _check_html(words: str) -> str:
    return f'<a href="#quotation?{quote(words.encode("utf-8", "replace"))}">{CHECK_QUOTATION}</a>'


def _shown(words: str) -> str:
    return f"“{shortened(words, SHOWN)}”"
