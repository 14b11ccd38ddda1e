"""Exchanges -> HTML for the chat window. Pure; every word of them is escaped."""

from collections.abc import Sequence

from assistant import declining
from assistant.answer import Candidate
from assistant.page.english.ask import (
    AGAIN,
    CITES,
    COPY,
    DOWNLOAD,
    EDIT,
    OPEN_ORIGINAL,
    READING,
    SHOW_ALL,
    SOURCES,
    STOPPED,
    TOOLS,
    WORDS_OF,
)
from assistant.page.english.wording import (
    BESIDE,
    OUTCOMES,
    SIGNS,
    STANDINGS,
    counted,
    day_words,
    read_as_words,
    searched_words,
    stale_words,
)
from assistant.page.escaping import escaped, followable, in_lines, in_paragraphs
from assistant.page.fragment import at_words
from assistant.page.kindred import kindred_html
from assistant.page.marking import Sources, read_link, sources_of, words_html
from assistant.page.quoting import outcome_words, quotations_html
from assistant.page.record import Also, Cited, Exchange, Record, as_json
from assistant.page.understanding import chips_html
from assistant.voicing import is_rest


def question_html(text: str, meant: str = "", asked: bool = False) -> str:
    """What the reader asked; `meant` names the person chosen among several, where one was. Once it has its
    answer it can be changed."""
    chosen = f'<span class="meant">{escaped(meant)}</span>' if meant else ""
    edit = f'<a class="edit" href="#edit">{EDIT}</a>' if asked else '<span class="edit">&nbsp;</span>'  # its place
    return f'<div class="question">{in_lines(text)}{chosen}</div>{edit}'


def writing_html(text: str, steps: str = "") -> str:
    """An answer that is still being written, under what was done for it so far. Its marks cannot be followed
    yet: they are not checked."""
    paragraphs = "".join(f"<p>{words_html(part, {})}</p>" for part in in_paragraphs(text))
    words = f'<div class="words">{paragraphs}</div>' if paragraphs else ""
    return f'<div class="answer writing"><p class="steps">{escaped(steps or READING)}</p>{words}</div>'


def exchange_html(exchange: Exchange) -> str:
    """How a question was answered, or why not, with the exchange itself for the browser to keep."""
    if exchange.record is not None:
        return _answer_html(exchange, exchange.record)
    if exchange.ending == "stopped":
        paragraphs = "".join(f"<p>{words_html(part, {})}</p>" for part in in_paragraphs(exchange.written))
        inside = f'<div class="words">{paragraphs}</div><p class="about">{STOPPED}</p>'
        return f'<div class="answer stopped">{inside}{_tools_html(exchange, [])}</div>'
    inside = f'<p class="reason">{in_lines(exchange.written)}</p>'
    return f'<div class="answer trouble">{inside}{_tools_html(exchange, [])}</div>'


def candidate_words(candidate: Candidate) -> str:
    """A person on a button: name, role, and how much the index holds of them. Plain text."""
    known = f"{candidate.name}, {candidate.role}" if candidate.role else candidate.name
    return f"{known} ({counted(candidate.statements, 'statement')})"


def _answer_html(exchange: Exchange, record: Record) -> str:
    """How the answer stands and what was understood; its words with working marks; the sources it cites; how
    much was searched; what may be done with it."""
    sources = sources_of(record)
    words = "".join(_paragraph_html(part, sources, exchange.all) for part in in_paragraphs(record.text))
    return (
        f'<div class="answer {record.standing}">'
        f'<div class="head">{_standing_html(record)}{chips_html(record.understood)}</div>'
        f"{quotations_html(exchange.asked, record, sources)}"
        f'<div class="words">{words}</div>{_sources_html(sources, record.also)}{_about_html(exchange, record)}'
        f"{_tools_html(exchange, [form for form in TOOLS if sources or form != 'csv'])}</div>"
    )


def _paragraph_html(told: str, sources: Sources, all_wanted: bool) -> str:
    """A paragraph of an answer. Where it says how many more there are, it leads to them."""
    if is_rest(told) and not all_wanted:
        return f'<p><a class="all" href="#all">{escaped(SHOW_ALL.format(told))}</a></p>'
    return f"<p>{words_html(told, sources)}</p>"


_SIGN = '<span aria-hidden="true">{}</span> '


def _standing_html(record: Record) -> str:
    """The outcome as a headline, or else the standing: told by shape and word, not by colour alone."""
    standing, meaning = STANDINGS[record.standing]
    sign = f'<span class="sign" aria-hidden="true">{SIGNS[record.standing]}</span>'
    shown, quiet, outcome = f"{sign}{escaped(standing)}", "", ""
    if told := outcome_words(record):
        said = " said" if told[0] in (OUTCOMES["said"][0], WORDS_OF[0]) else ""
        outcome = f'<strong class="outcome{said}">{_SIGN.format(told[0])}{escaped(told[1])}</strong>'
        if record.standing in BESIDE:
            shown, quiet = escaped(BESIDE[record.standing]), " quiet"
    return f'{outcome}<span class="standing{quiet}" title="{escaped(meaning)}">{shown}</span>'


def _sources_html(sources: Sources, also: Sequence[Also]) -> str:
    """The articles that an answer cites, each once, with the marks that lead into it."""
    if not sources:
        return ""
    labels: dict[str, list[int]] = {}
    for label, held in sources.items():
        labels.setdefault(held[0].source.article_id, []).append(label)
    entries = "".join(
        _source_html(own, sources, [one for one in also if one.beside == article]) for article, own in labels.items()
    )
    return f'<p class="cites">{escaped(CITES)}</p><ol class="sources" aria-label="{SOURCES}">{entries}</ol>'


def _source_html(labels: list[int], sources: Sources, also: Sequence[Also]) -> str:
    """An article of the list of sources: its marks, headline, who speaks, where and when, the way to the web, and
    which others it stands for."""
    held = [cited for label in labels for cited in sources[label]]
    source = held[0].source
    facts = [
        _speakers_html(labels, sources),
        f'<span class="outlet">{escaped(source.outlet)}</span>' if source.outlet else "",
        f"<span>{escaped(day_words(source.published))}</span>" if source.published else "",
        _original_html(held),
    ]
    headline = escaped(source.headline or source.path)
    marks = "".join(
        f'<a class="source" href="{read_link(sources[label], sources)}"><span class="number">{label}</span>'
        f'<span class="ear"> {headline}</span></a>'
        for label in labels
    )
    return (
        f'<li><span class="marks">{marks}</span>'
        f'<a class="headline" href="{read_link(sources[labels[0]], sources)}">{headline}</a>'
        f'<span class="facts">{" · ".join(filter(None, facts))}</span>{kindred_html(also)}</li>'
    )


def _speakers_html(labels: list[int], sources: Sources) -> str:
    """Who speaks in the words cited; where that is not one and the same, under which marks."""
    spoken: dict[str, list[int]] = {}
    for label in labels:
        spoken.setdefault(" and ".join(sources[label][0].speakers), []).append(label)
    several = len(spoken) > 1
    names = (
        f'<span class="speaker">{escaped(name)}</span>' + (f" [{', '.join(map(str, own))}]" if several else "")
        for name, own in spoken.items()
        if name
    )
    return ", ".join(names)


def _original_html(held: list[Cited]) -> str:
    """The article on the web, at the very words."""
    url = held[0].source.url
    if not followable(url):
        return ""
    words = dict.fromkeys((*cited.words, cited.text)[0] for cited in held)
    link = escaped(at_words(url, *words))
    return f'<a class="original" href="{link}" target="_blank" rel="noopener noreferrer">{OPEN_ORIGINAL}</a>'


def _about_html(exchange: Exchange, record: Record) -> str:
    """The slim lines under an answer: how the question was read, how much was searched, how fresh that is."""
    searched = searched_words(record.coverage, record.answered_at)
    if record.text.endswith(declining.searched_words(record.coverage)):
        searched = searched[1:]  # a declining answer has said how much already
    parts = [*read_as_words(record.understood, exchange.asked), *searched]
    warning = stale_words(record.stale, record.failed)
    warned = f'<p class="about warned">{escaped(warning)}</p>' if warning else ""
    about = f'<p class="about">{escaped(" · ".join(parts))}</p>' if parts else ""
    return f"{about}{warned}"


def _tools_html(exchange: Exchange, forms: list[str]) -> str:
    """What may be done with an answer, and the exchange as JSON: what scripts/ work on."""
    copies = "".join(f'<a href="#copy?{form}">{escaped(COPY[form])}</a>' for form in COPY if form in forms)
    files = "".join(f'<a href="#download?{form}">{escaped(TOOLS[form])}</a>' for form in forms)
    downloads = f'<span class="files"><span class="name">{DOWNLOAD}</span>{files}</span>' if files else ""
    again = f'<a href="#again">{AGAIN}</a>'
    return f'<p class="tools">{copies}{again}{downloads}</p><div class="exchange">{escaped(as_json(exchange))}</div>'
