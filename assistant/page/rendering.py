"""Questions and answers -> HTML for the chat window. Pure; every word of them is escaped."""

import re
from collections.abc import Iterable
from itertools import groupby

from assistant.answer import Answer, Candidate, Citation
from assistant.page.escaping import escaped, followable, in_lines, in_paragraphs
from assistant.page.place import MARK, place_of
from assistant.page.wording import OUTCOMES, STANDINGS, counted, day_words, searched_words, understood_words
from index.statement import Statement

Sources = dict[int, tuple[Citation, ...]]  # the citations under each label

_LABEL = re.compile(r"\[(?P<label>\d{1,4})\]")
_DAY = r"(?P<day>\b\d{4}-\d\d-\d\d\b)"
_QUOTE = r"[\"“](?P<inner>(?! )[^\"“”\[\]]+?)[,.]?[\"”]"


def question_html(text: str, meant: str = "") -> str:
    """What the reader asked; `meant` names the person chosen among several, where one was."""
    chosen = f'<span class="meant">{escaped(meant)}</span>' if meant else ""
    return f'<div class="question">{in_lines(text)}{chosen}</div>'


def writing_html(text: str) -> str:
    """An answer that is still being written. Its marks cannot be followed yet: they are not checked."""
    if not text.strip():
        return '<div class="answer writing"><p class="wait">Reading the articles</p></div>'
    paragraphs = "".join(f"<p>{_words_html(part, {})}</p>" for part in in_paragraphs(text))
    return f'<div class="answer writing"><div class="words">{paragraphs}</div></div>'


def stopped_html(written: str) -> str:
    """An answer that the reader stopped, from the HTML it had so far."""
    note = '<p class="about">Stopped before it was whole: nothing above has been checked.</p>'
    return written.replace("answer writing", "answer stopped", 1) + note


def trouble_html(reason: str) -> str:
    """Why there is no answer."""
    return f'<div class="answer trouble"><p>{in_lines(reason)}</p></div>'


def answer_html(answer: Answer, asked: str) -> str:
    """A complete answer: its words with working marks, how it stands, and its sources.

    The sources are part of the answer, so those of older answers stay within reach; the reading panel
    shows a copy of them. `asked` is what the reader typed: when the question was taken to mean something
    else, the answer says so.
    """
    sources = sources_of(answer)
    words = "".join(f"<p>{_words_html(part, sources)}</p>" for part in in_paragraphs(answer.text))
    entries = "".join(_entry_html(label, held) for label, held in sources.items())
    listed = f'<ol class="sources">{entries}</ol>' if entries else ""
    copy = f'<a class="copy" href="#copy">{"Copy with sources" if entries else "Copy"}</a>'
    return (
        f'<div class="answer {answer.standing}"><div class="words">{words}</div>'
        f'{_about_html(answer, asked)}{listed}<p class="tools">{copy}</p></div>'
    )


def sources_of(answer: Answer) -> Sources:
    """The citations of an answer by label, in the order in which its text uses them."""
    by_label = {label: tuple(held) for label, held in groupby(sorted(answer.citations, key=_label), key=_label)}
    used = [int(match["label"]) for match in _LABEL.finditer(answer.text)]
    order = [label for label in dict.fromkeys(used) if label in by_label]
    return {label: by_label[label] for label in [*order, *(by_label.keys() - set(order))]}


def candidate_words(candidate: Candidate) -> str:
    """A person on a button: name, role, and how much the index holds of them. Plain text."""
    known = f"{candidate.name}, {candidate.role}" if candidate.role else candidate.name
    return f"{known} ({counted(candidate.statements, 'statement')})"


def _label(citation: Citation) -> int:
    return citation.label


def _inline(text: str) -> str:
    return escaped(text).replace("\n", "<br>")


def _words_html(text: str, sources: Sources) -> str:
    """A paragraph, with each ``[n]`` a mark, and words that stand verbatim in what it cites set apart."""
    cited = {int(match["label"]) for match in _LABEL.finditer(text)}
    citations = [citation for label in cited & sources.keys() for citation in sources[label]]
    exact = _any_of(words for citation in citations for words in _exact_words(citation))
    pieces: list[str] = []
    reached = 0
    for match in _parts(citations, exact).finditer(text):
        before, found = text[reached : match.start()], match[0]
        reached = match.end()
        if match["label"]:
            before = re.sub(" $", "\N{NO-BREAK SPACE}", before)  # a mark must not begin a line
            shown = _mark_html(int(match["label"]), sources)
        elif match["day"]:
            shown = f'<span class="day">{escaped(found)}</span>'
        elif match["copied"] or any(match["inner"] in citation.text for citation in citations):
            shown = f'<span class="verbatim">{_copied_html(found, exact)}</span>'
        else:
            shown = _inline(found)
        pieces += [_inline(before), shown]
    return "".join([*pieces, _inline(text[reached:])])


def _exact_words(citation: Citation) -> list[str]:
    """The exact words of a citation. Single words stand anywhere, so none of them counts."""
    words = [citation.text[start - citation.start : end - citation.start] for start, end in citation.spans]
    return [one for one in words if " " in one]


def _any_of(texts: Iterable[str]) -> str:
    """A pattern for any of `texts`, the longest first."""
    return "|".join(map(re.escape, sorted(filter(None, texts), key=len, reverse=True))) or "(?!)"


def _parts(citations: list[Citation], exact: str) -> re.Pattern[str]:
    """Finds what is copied from the citations, whole or in part, and marks, days and other quotations."""
    whole = _any_of(citation.text for citation in citations)
    copied = rf"(?P<copied>[\"“]?(?:{whole}|{exact})[\"”]?)"
    return re.compile(rf"{copied}|{_LABEL.pattern}|{_DAY}|{_QUOTE}")


def _copied_html(text: str, exact: str) -> str:
    """Copied words, with the exact ones among them as strongly marked as in the article."""
    parts = re.split(f"({exact})", text)
    return "".join(
        f'<span class="exact">{_inline(part)}</span>' if number % 2 else _inline(part)
        for number, part in enumerate(parts)
    )


def _mark_html(label: int, sources: Sources) -> str:
    """A mark: a link where source `label` is there to be shown, else just its number."""
    number = f'<span class="bracket">[</span>{label}<span class="bracket">]</span>'
    if label not in sources:
        return f'<span class="cite pending">{number}</span>'
    source = sources[label][0].item.source
    title = escaped(f"Source {label}: {source.headline or source.path}, {source.outlet or 'outlet unknown'}")
    return f'<a class="cite" href="{_link(sources[label])}" title="{title}">{number}</a>'


def _entry_html(label: int, held: tuple[Citation, ...]) -> str:
    """One line of the list of sources."""
    item = held[0].item
    source = item.source
    speakers = " and ".join(speaker.name for speaker in item.speakers) if isinstance(item, Statement) else ""
    facts = [
        f'<span class="speaker">{escaped(speakers)}</span>' if speakers else "",
        f'<span class="outlet">{escaped(source.outlet)}</span>' if source.outlet else "",
        f"<span>{escaped(day_words(source.published))}</span>" if source.published else "",
    ]
    address = f'<span class="address">{escaped(source.url)}</span>' if followable(source.url) else ""
    return (
        f'<li><a class="source" href="{_link(held)}"><span class="number">{label}</span>'
        f'<span class="headline">{escaped(source.headline or source.path)}</span>'
        f'<span class="facts">{" · ".join(filter(None, facts))}</span>{address}</a></li>'
    )


def _about_html(answer: Answer, asked: str) -> str:
    """The slim line under an answer: how it stands, what was understood, how much was searched."""
    standing, meaning = STANDINGS[answer.standing]
    parts = [f'<span class="standing" title="{escaped(meaning)}">{escaped(standing)}</span>']
    if answer.outcome:
        parts.append(escaped(OUTCOMES[answer.outcome]))
    if answer.question.text.strip() != asked.strip():
        parts.append(f"read as “{escaped(answer.question.text)}”")
    if understood := understood_words(answer.question):
        parts.append(f"understood: {escaped(understood)}")
    parts += [escaped(words) for words in searched_words(answer.coverage)]
    return f'<p class="about">{" · ".join(parts)}</p>'


def _link(held: tuple[Citation, ...]) -> str:
    return escaped(MARK + place_of(held).query)
