"""PDF (its text layer, by pypdf) and Word files (by python-docx).

The dates such a file carries say when the file was made, often from somebody's template. They are not taken
for the day of publication; what the text tells is.
"""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from docx import Document
from docx.table import Table
from pypdf import PdfReader

from index.coverage import Failure
from index.decoding import LIMIT, clean
from index.errors import UnreadableError
from index.reading.archives import check_packed
from index.reading.content import Content
from index.reading.plain import first_line_headline
from index.reading.record import Record, line_of, record_of, understood_by

PAGES = 2_000  # of a PDF: more is a book; pypdf takes some 30 ms a page
_NO_TITLE = re.compile(
    r"untitled|microsoft word|\(?anonymous\)?|unspecified|document\d*$|.*\.(?:docx?|pdf|indd|qxp)$", re.I
)
_PAGE_NUMBER = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?$", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=[a-zß-öø-ÿ])[-\u00ad]$")
_SENTENCE_END = re.compile(r"""[.!?…:]["'”’»)\]]*$""")
_FULL = 0.8  # of the usual width: a shorter line ends its paragraph


def read_pdf(content: Content) -> Iterator[Record | Failure]:
    """The text layer of a PDF as one article, its lines joined to paragraphs."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it cannot read is told as a Failure
    with understood_by("pypdf", "a PDF"):
        reader = PdfReader(io.BytesIO(content.whole()))
        if len(reader.pages) > PAGES:
            raise UnreadableError(f"it has {len(reader.pages):,} pages, more than {PAGES:,}: split it, or leave it out")
        pages: list[list[str]] = []
        size = 0
        for page in reader.pages:
            pages.append([line.strip() for line in clean(page.extract_text()).split("\n") if line.strip()])
            size += sum(map(len, pages[-1]))
            if size > LIMIT:
                raise UnreadableError(f"its text has more than {LIMIT:,} characters: split it, or leave it out")
        told = reader.metadata
        title = line_of(str(told.title or "")) if told else ""
        author = line_of(str(told.author or "")) if told else ""
    if not size:
        raise UnreadableError("it has no text layer, only pictures of pages: run it through text recognition")
    yield _document(content.path, title, author, "\n\n".join(paragraphs(_without_margins(pages))))


def read_docx(content: Content) -> Iterator[Record | Failure]:
    """A Word file as one article: paragraphs and tables in order."""
    raw = content.whole()
    with understood_by("python-docx", "a Word file"):
        check_packed(raw)
        document = Document(io.BytesIO(raw))
        told = document.core_properties
        title, author = line_of(told.title), line_of(told.author)
        blocks = [_rows(block) if isinstance(block, Table) else block.text for block in document.iter_inner_content()]
    yield _document(content.path, title, author, clean("\n\n".join(block.strip() for block in blocks if block.strip())))


def _rows(table: Table) -> str:
    return "\n".join("\t".join(cell.text for cell in row.cells) for row in table.rows)


def _document(path: str, title: str, author: str, text: str) -> Record:
    """`author` is often the program's or the machine's name, and then one word."""
    headline = "" if _NO_TITLE.match(title) else title
    byline = author if len(author.split()) > 1 and not _NO_TITLE.match(author) else ""
    return record_of(path, {"headline": headline or first_line_headline(text), "byline": byline}, text)


def _without_margins(pages: Sequence[list[str]]) -> list[str]:
    """The lines of all pages without page numbers, and without what stands at the edge of most of them."""
    edges = Counter(line for lines in pages for line in {*lines[:1], *lines[-1:]})
    running = {line for line, times in edges.items() if len(pages) > 2 and times > len(pages) / 2}
    return [
        line
        for lines in pages
        for place, line in enumerate(lines)
        if not (place in (0, len(lines) - 1) and (line in running or _PAGE_NUMBER.match(line)))
    ]


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Lines as they were broken to fit a page -> paragraphs. One ends with a line that ends a sentence before
    the margin; a title ends where the next line begins anew."""
    usual = median(sorted(map(len, lines))[len(lines) // 2 :]) if lines else 0
    found: list[str] = []
    open_ = False  # whether the last paragraph goes on
    for place, line in enumerate(lines):
        if open_:
            joined = _HYPHEN.sub("", found[-1]) if line[:1].islower() else found[-1]
            found[-1] = joined + line if joined != found[-1] else f"{found[-1]} {line}"
        else:
            found.append(line)
        full = len(line) >= _FULL * usual
        after = lines[place + 1] if place + 1 < len(lines) else ""
        open_ = full or after[:1].islower() or not (_SENTENCE_END.search(line) or len(found[-1]) == len(line))
    return found
