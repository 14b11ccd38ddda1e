"""CSV: an article a row, under the names of the first row."""

import csv
import io
from collections.abc import Iterator

from index.coverage import Failure
from index.decoding import LIMIT, clean, encoding_of
from index.errors import UnreadableError
from index.reading.content import Content
from index.reading.markup import text_of_html
from index.reading.record import IDS, Record, line_of, plain_names, record_of, text_in

_SAMPLE = 100_000  # bytes in which encoding and separator are looked for


def read_csv(content: Content) -> Iterator[Record | Failure]:
    """Rows are streamed. A row that the format does not allow ends the file, for its end cannot be known."""
    with content.open() as stream:
        sample = stream.read(_SAMPLE)
    encoding = encoding_of(sample[: sample.rfind(b"\n") + 1] or sample)
    csv.field_size_limit(LIMIT)
    seen: set[str] = set()
    with content.open() as stream, io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="") as text:
        rows = csv.reader(_bounded(text), delimiter=_separator(sample.decode(encoding, "replace")))
        try:
            names = [*plain_names(dict.fromkeys(next(rows, [])))]
            if text_in(dict.fromkeys(names, "x")) is None:
                raise UnreadableError('row 1: no column "text" or "body": name the columns in the first row')
            for number, row in enumerate(rows, 2):
                if any(cell.strip() for cell in row):
                    yield _article(dict(zip(names, row, strict=False)), content.path, number, seen)
        except csv.Error as error:
            raise UnreadableError(f"row {rows.line_num}: {error}, so the rest was not read: mend the row") from error


def _article(fields: dict[str, str], path: str, number: int, seen: set[str]) -> Record | Failure:
    identity = next(filter(None, (line_of(fields.get(key)) for key in IDS)), str(number))
    name = f"{path}#{identity}"
    if name in seen:
        return Failure(name, f"row {number}: an earlier one is called {identity!r} too: give it an id of its own")
    seen.add(name)
    text, marked_up = text_in(fields) or ("", False)
    return record_of(name, fields, text_of_html(text) if marked_up else clean(text))


def _bounded(stream: io.TextIOWrapper) -> Iterator[str]:
    """The lines, of which none may fill the memory."""
    while line := stream.readline(LIMIT + 1):
        if len(line) > LIMIT:
            raise csv.Error(f"a line has more than {LIMIT:,} characters")
        yield line.replace("\x00", "\ufffd")


def _separator(sample: str) -> str:
    """The one that parts the first row into most columns."""
    first = sample.partition("\n")[0]
    return max(",;\t|", key=first.count)
