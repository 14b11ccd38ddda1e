"""A checked reply, sentence by sentence: one that the articles speak against never reaches the reader.

`assistant/citing.py` has copied quotations and sorted out labels; here each whole sentence, with the labels behind
it, is held against the evidence as any text is (`assistant/judging.py`), before it is given out.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from assistant.answer import Answer
from assistant.claim import Verdict
from index.sentencing import sentences

# What must not be shown. What is merely not found stays, and makes the answer ungrounded.
BARRED: frozenset[Verdict] = frozenset(["misquoted", "misattributed", "contradicted", "opinion-as-fact"])

_LABELS_BEHIND = re.compile(r"(?:\s*\[\d+\])+[.]?")
_LABEL = re.compile(r"\[(\d+)\]")

Judge = Callable[[str], Verdict]


class Gate:
    """Lets sentences through: `feed` what was checked so far, then `finish`."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._held, self._fed = "", ""
        self._given: list[str] = []
        self._withheld = 0

    def feed(self, text: str) -> str:
        """The sentences that are whole by now and may be shown."""
        self._fed += text
        self._held += text
        ends = _ends(self._held)
        return self._let_through(ends[-2] if len(ends) > 1 else 0)

    def finish(self, answer: Answer) -> tuple[str, Answer | None]:
        """What was not given out yet, and the whole answer of what was; None when nothing is left of it."""
        self._held += answer.text[len(self._fed.lstrip()) :]
        rest = self._let_through(len(self._held))
        text = "".join(self._given).strip()
        if not re.search(r"\w", text):
            return "", None
        shown = {int(label) for label in _LABEL.findall(text)}
        citations = tuple(citation for citation in answer.citations if citation.label in shown)
        if self._withheld:
            count = "1 sentence" if self._withheld == 1 else f"{self._withheld} sentences"
            text = f"{text}\n\n({count} of the model's left out: the articles speak against it.)"
        standing = answer.standing if citations else "ungrounded"
        return rest, replace(answer, text=text, citations=citations, standing=standing)

    def _let_through(self, end: int) -> str:
        """What may be shown of the held text up to `end`, which is the end of a sentence."""
        text, self._held = self._held[:end], self._held[end:]
        shown, at = [], 0
        for stop in [*(stop for stop in _ends(text) if stop < len(text)), len(text)]:
            piece, at = text[at:stop], stop
            if re.search(r"\w", piece) and self._judge(piece) in BARRED:
                self._withheld += 1
            else:
                shown.append(piece)
        self._given += shown
        return "".join(shown)


def _ends(text: str) -> list[int]:
    """Where the sentences of a text end, the labels behind each included."""
    ends: list[int] = []
    for start, end in sentences(text):
        if ends and end <= ends[-1]:
            continue
        if ends and start < ends[-1]:
            ends.pop()
        behind = _LABELS_BEHIND.match(text, end)
        ends.append(behind.end() if behind else end)
    return ends
