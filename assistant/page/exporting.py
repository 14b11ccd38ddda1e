"""An exchange -> what a reader takes away: text or Markdown with footnotes, CSV, JSON, a page of its own. Pure."""

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from html import escape
from itertools import accumulate

from assistant.page.english.look import CHANGED, TIES
from assistant.page.english.takeaway import COLUMNS, FILE, NOTE, PAGE_STYLE, QUOTED, SEARCHED, SOURCES, STANDING
from assistant.page.english.wording import STANDINGS, day_words, iso_day, searched_words
from assistant.page.escaping import followable
from assistant.page.fragment import at_words
from assistant.page.markdown import inert
from assistant.page.marking import sources_of
from assistant.page.quoting import outcome_words
from assistant.page.record import Cited, Exchange, Record
from assistant.pairing import in_marks, paired
from index.article import Source
from index.sifting import without_tags

NAME_LONGEST = 50  # characters of a question in the name of a file: systems take 255 bytes
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes what begins so for a formula


def exported(exchange: Exchange, form: str) -> tuple[str, str]:
    """(media type, text) of an answered exchange. ValueError for an unknown form or an exchange with no answer."""
    if form not in _FORMS:
        raise ValueError(f"there is no form {form!r}: choose one of {', '.join(_FORMS)}")
    if exchange.record is None:
        raise ValueError("only an answer can be taken away: ask again")
    media_type, write = _FORMS[form]
    return media_type, write(exchange.asked, exchange.record)


def file_name(asked: str, moment: str, form: str) -> str:
    """What a file is called: after the question and the day of its answer."""
    words = re.findall(r"\w+", asked.casefold())
    return f"{'-'.join([*(_fitting(words) or [FILE]), iso_day(moment)])}.{form}"


def origin(speakers: Sequence[str], source: Source) -> str:
    """Who, outlet, day and headline, in a line."""
    who = " and ".join(speakers)
    facts = [who, source.outlet, day_words(source.published), in_marks(source.headline or source.path)]
    return " ".join(", ".join(fact for fact in facts if fact).split())


def page_html(title: str, inside: str) -> str:
    """A page of its own under a policy that lets nothing in; `inside` is escaped already."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
        f'content="{policy}"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{PAGE_STYLE}</style><h1>{escape(title)}</h1>{inside}<p class=about>{NOTE}</p></html>\n"
    )


def as_text(asked: str, record: Record) -> str:
    """Plain text, its sources as numbered footnotes."""
    notes = [f"[{label}] {_origin(held[0])}{_address(held[0])}" for label, held in sources_of(record).items()]
    return (
        "\n\n".join(part for part in (asked, _outcome(record), record.text, "\n".join(notes), _about(record)) if part)
        + "\n"
    )


def as_markdown(asked: str, record: Record) -> str:
    """Markdown with footnotes. Nothing in it is live but the links to the sources."""
    sources = sources_of(record)
    text = inert(record.text)
    for label in sources:
        text = text.replace(rf"\[{label}\]", f"[^{label}]")
    notes = []
    for label, held in sources.items():
        words = " … ".join(in_marks(" ".join(words.split())) for words in held[0].words)
        quoted = f": {inert(words)}" if words else ""
        notes.append(f"[^{label}]: {inert(_origin(held[0]))}{quoted}{_link(held[0])}")
    head = [
        f"# {inert(' '.join(asked.split()))}",
        *([f"**{inert(outcome)}**"] if (outcome := _outcome(record)) else []),
    ]
    return "\n\n".join([*head, text, *notes, f"*{inert(_about(record))}*"]) + "\n"


def as_csv(asked: str, record: Record) -> str:
    """A row for each citation, the exact words, closed with the marks they lack, and where they stand."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for one in record.cited:
        source, spans = one.source, "+".join(f"{start}-{end}" for start, end in one.spans)
        cells = [
            one.label, "; ".join(one.speakers), one.role, one.kind, " … ".join(map(paired, one.words)), one.text,
            source.outlet, iso_day(source.published), source.headline, source.url, source.path,
            f"{one.start}-{one.end}", spans, _changed(record, one),
        ]  # fmt: skip
        rows.writerow([_plain_cell(str(cell)) for cell in cells])
    return written.getvalue()


def as_json(asked: str, record: Record) -> str:
    """Everything there is, with the offsets into the articles' bodies."""
    return json.dumps({"asked": asked, **asdict(record)}, ensure_ascii=False, indent=2, default=str) + "\n"


def as_page(asked: str, record: Record) -> str:
    """A page that needs nothing else: the answer, and each cited passage with its exact words marked."""
    sources = sources_of(record)
    text = escape(record.text)
    for label in sources:
        text = text.replace(f"[{label}]", f'<a href="#s{label}">[{label}]</a>')
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    entries = "".join(
        f'<li id="s{label}" value="{label}"><p>{escape(_origin(held[0]))}{_page_link(held[0])}</p>'
        f"{''.join(f'<blockquote>{_marked(one)}</blockquote>' for one in held)}</li>"
        for label, held in sources.items()
    )
    outcome = f"<p><strong>{escape(_outcome(record))}</strong></p>" if _outcome(record) else ""
    about = f"<p class=about>{escape(_about(record))}</p><h2>{QUOTED if sources else SOURCES}</h2>"
    return page_html(asked, f"{outcome}{paragraphs}{about}<ol>{entries}</ol>")


_FORMS: dict[str, tuple[str, Callable[[str, Record], str]]] = {
    "txt": ("text/plain", as_text),
    "md": ("text/markdown", as_markdown),
    "csv": ("text/csv", as_csv),
    "json": ("application/json", as_json),
    "html": ("text/html", as_page),
}


def _fitting(words: Sequence[str]) -> list[str]:
    """The first words, as many as a name has room for."""
    lengths = accumulate(len(word) + 1 for word in words)
    return [word for word, length in zip(words, lengths, strict=True) if length <= NAME_LONGEST]


def _origin(cited: Cited) -> str:
    return origin(cited.speakers, cited.source)


def _at(cited: Cited) -> str:
    return at_words(cited.source.url, (*cited.words, cited.text)[0]) if followable(cited.source.url) else ""


def _address(cited: Cited) -> str:
    return f", {cited.source.url}" if followable(cited.source.url) else ""


def _link(cited: Cited) -> str:
    url = _at(cited)
    return f" {bracketed(url)}" if url else ""


def bracketed(url: str) -> str:
    """An address that Markdown links."""
    return f"<{url.replace('<', '%3C').replace('>', '%3E').replace(' ', '%20')}>"


def _page_link(cited: Cited) -> str:
    url = escape(_at(cited))
    return f', <a href="{url}" rel="noopener noreferrer">{escape(cited.source.url)}</a>' if url else ""


def _about(record: Record) -> str:
    standing = STANDING.format(standing=STANDINGS[record.standing][0])
    return " · ".join(part for part in (standing, *searched_words(record.coverage)) if part) or SEARCHED


def _outcome(record: Record) -> str:
    return " ".join(outcome_words(record) or ())


def _changed(record: Record, cited: Cited) -> str:
    """By what the cited article was corrected or superseded."""
    own = (one for one in record.also if one.beside == cited.source.article_id and one.bond in CHANGED)
    return "; ".join(f"{TIES[one.bond].lower()} {origin((), one.source)}" for one in own)


def _plain_cell(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _marked(cited: Cited) -> str:
    """The cited sentences, the exact words in them marked, without the tags of a page around them."""
    first, last = without_tags(cited.text, 0, len(cited.text))
    pieces, reached = [], cited.start + first
    for start, end in cited.spans:
        before, words = (
            cited.text[reached - cited.start : start - cited.start],
            cited.text[start - cited.start : end - cited.start],
        )
        pieces += [escape(before), f"<mark>{escape(words)}</mark>"]
        reached = end
    return "".join([*pieces, escape(cited.text[reached - cited.start : last])])
