"""A text -> its assertions: sentence by sentence, who is given as saying what, and the source list at its end."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from assistant.assertion import Assertion, Telling
from assistant.referring import is_pronoun, meant
from assistant.word import blanked
from index.attribution.marks import pair_marks
from index.sentencing import sentences
from index.statement import Span, Statement

LABELS = re.compile(r" ?\[\s*(\d{1,4}(?:\s*[,;]\s*\d{1,4})*)\s*\]")
_SOURCE = re.compile(r"^\s*\[(\d{1,4})\][:.]?\s+(\S[^\n]*(?:\n[ \t]+\S[^\n]*)*)", re.MULTILINE)
_TEXT_ENDS = re.compile(r"\n\s*\n(?=\s*(?:sources?:?\s*\n\s*)?\[\d{1,4}\][:.]?\s+\S)", re.IGNORECASE)
_ASKS = re.compile(r"\?[\"”’')\]]*\s*$")

Who = Callable[[str], frozenset[str]]


def parted(text: str) -> tuple[str, Mapping[int, str]]:
    """A text without the source list that ends it, and that list: label -> what it says of the source."""
    for end in _TEXT_ENDS.finditer(text):
        rest = text[end.end() :]
        listed = {int(match[1]): match[2] for match in _SOURCE.finditer(rest)}
        if listed and not _SOURCE.sub("", rest).strip():
            return text[: end.start()], listed
    return text, {}


def without_labels(text: str) -> str:
    """The text with its labels blanked: offsets stay."""
    return LABELS.sub(lambda match: " " * len(match[0]), text)


def assertions(text: str, statements: Sequence[Statement], who: Who) -> list[Assertion]:
    """The assertions of a text. `statements`: those found in `without_labels(text)`; what lies inside another's
    words is told by that other."""
    plain = without_labels(text)
    marks = _quotations(plain)
    found: list[Assertion] = []
    for start, end in _whole(plain, marks, statements):
        if not re.search(r"\w", plain[start:end]):
            continue
        behind = LABELS.match(text, end)  # "... was open. [1]"
        labels = [*LABELS.finditer(text, start, end), *([behind] if behind else [])]
        found.append(
            Assertion(
                start,
                end,
                plain[start:end],
                tuple(dict.fromkeys(int(n) for label in labels for n in re.findall(r"\d+", label[1]))),
                tuple(span for span in marks if start <= span[0] and span[1] <= end),
                tuple(_tellings(plain, statements, (start, end), marks, who)),
            )
        )
    return found


def asks(assertion: Assertion) -> bool:
    """Whether it only asks: a question claims nothing."""
    return bool(_ASKS.search(assertion.plain)) and not assertion.quotations and not assertion.tellings


def _quotations(text: str) -> list[Span]:
    spans: list[Span] = []
    for line in re.finditer(r"[^\n]+", text):
        pairs = (pair.moved(line.start()) for pair in pair_marks(line[0]) if pair.closed)
        spans += [pair.inner for pair in pairs if re.search(r"\w", text[slice(*pair.inner)])]
    return spans


def _whole(text: str, marks: Iterable[Span], statements: Iterable[Statement]) -> list[Span]:
    """Sentences, joined where a quotation or what tells its speaker runs on from one to the next."""
    joined: list[Span] = []
    binding = [*marks, *(s.sentences for s in statements if s.kind != "indirect")]
    for start, end in sentences(text):
        if joined and any(a < joined[-1][1] and start < b for a, b in binding):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _tellings(
    text: str, statements: Sequence[Statement], within: Span, marks: Sequence[Span], who: Who
) -> Iterable[Telling]:
    for statement in statements:
        inside = within[0] <= statement.start and statement.end <= within[1]
        if not inside or _inside_another(statement, statements):
            continue
        told = " and ".join(text[slice(*span)] for span in statement.speaker_spans)
        pronoun = not statement.speakers and is_pronoun(told)
        if pronoun:
            told = meant(told, blanked(text, marks)[: statement.speaker_spans[0][0]], who) or told
        names = frozenset[str]().union(
            who(told) if pronoun else (),
            *(who(speaker.name) for speaker in statement.speakers),
            *(who(text[slice(*span)]) for span in statement.speaker_spans),
        )
        full = " and ".join(speaker.name for speaker in statement.speakers) or told
        yield Telling(full, names, " ".join(statement.words), statement.spans, statement.cue, statement.negated)


def _inside_another(statement: Statement, statements: Iterable[Statement]) -> bool:
    cue = statement.cue_span
    return cue is not None and any(
        start <= cue[0] and cue[1] <= end
        for other in statements
        if other is not statement
        for start, end in other.spans
    )
