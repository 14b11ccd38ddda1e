"""A reply sentence by sentence: only what the articles carry reaches the reader, each sentence under its labels.

`assistant/citing.py` has copied quotations and left out labels that were never given; here each whole sentence,
with the labels behind it, gets its warrant (`assistant/warranting.py`) before it is given out, or is withheld.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from assistant.answer import Answer, Citation
from assistant.citing import cited
from assistant.evidence import Evidence
from assistant.warranting import NONE, Warrant
from index.sentencing import sentences
from index.statement import Span

_LABELS_BEHIND = re.compile(r"(?:\s*\[\d+\])+[.]?")
_LABELS = re.compile(r"(\s*)\[\d+\](?:\s*\[\d+\])*")
_END = re.compile(r"(?<=[\w)])[.!?]?\s*\Z|\s*\Z")  # where a label goes: before the full stop, behind a closing mark
_QUOTED = 3  # words between marks from which on they are a quotation, not a turn of phrase

Judge = Callable[[str], Warrant]


class Gate:
    """Lets sentences through: `feed` what was checked so far, then `finish`. `languages` are those of sentences
    that were withheld for being in another one than the question. `refused`: words that stood between marks and
    stand in no article; the list may grow while a reply streams."""

    def __init__(self, evidence: Evidence, judge: Judge, refused: Sequence[str] = ()) -> None:
        self._evidence, self._judge, self._refused = evidence, judge, refused
        self._held, self._fed = "", ""
        self._given: list[str] = []
        self._told: set[str] = set()
        self._spans: dict[int, set[Span]] = {}
        self._withheld = 0
        self.languages: set[str] = set()

    @property
    def open(self) -> bool:
        """Whether anything went through."""
        return bool(self._spans)

    def feed(self, text: str) -> str:
        """The sentences that are whole by now and may be shown."""
        self._fed += text
        self._held += text
        ends = _ends(self._held)
        return self._let_through(ends[-2] if len(ends) > 1 else 0)

    def finish(self, reply: str, cut: bool = False) -> tuple[str, Answer | None]:
        """What was not given out yet, and the whole answer of what was; None when nothing is left of it. `reply`:
        all of it, once it has ended; `cut`: it was ended for its length, so that its last sentence may want its
        end."""
        self._held += reply[len(self._fed.lstrip()) :]
        if cut and not re.search(r"[.!?\]”]\s*\Z", self._held):
            ends = _ends(self._held)
            self._held = self._held[: ends[-2] if len(ends) > 1 else 0]
        rest = self._let_through(len(self._held))
        text = "".join(self._given).strip()
        if not self._spans:
            return "", None
        if self._withheld:
            count = "1 sentence" if self._withheld == 1 else f"{self._withheld} sentences"
            text = f"{text}\n\n({count} of the model's left out: the articles do not carry what they say.)"
        return rest, Answer(
            question=self._evidence.question,
            text=text,
            citations=tuple(self._citations()),
            standing="grounded",
            outcome=None,
            candidates=(),
            coverage=self._evidence.coverage,
        )

    def _let_through(self, end: int) -> str:
        """What may be shown of the held text up to `end`, which is the end of a sentence."""
        text, self._held = self._held[:end], self._held[end:]
        shown: list[str] = []
        at = 0
        for stop in [*(stop for stop in _ends(text) if stop < len(text)), len(text)]:
            piece, at = text[at:stop], stop
            shown.append(self._judged(piece) if re.search(r"\w", piece) else piece if shown else "")
        self._given += shown
        return "".join(shown)

    def _judged(self, sentence: str) -> str:
        """The sentence under the labels it has a warrant for; empty without one, or when it was told before."""
        told = " ".join(_LABELS.sub("", sentence).split())
        if told in self._told:
            return ""
        self._told.add(told)
        warrant = NONE if self._misquotes(sentence) else self._judge(sentence)
        if warrant.language:
            self.languages.add(warrant.language)
        if not warrant.carried:
            self._withheld += 1
            return ""
        for label, spans in warrant.carried.items():
            self._spans.setdefault(label, set()).update(spans)
        return labelled(sentence, warrant.carried)

    def _misquotes(self, sentence: str) -> bool:
        """Whether words of somebody's were given as theirs that are not: without their marks they are as wrong. One
        or two words between marks may be the model's own, and are judged like the rest."""
        long = (words for words in self._refused if len(words.split()) >= _QUOTED)
        return any(words[start:end] in sentence for words in long for start, end in sentences(words))

    def _citations(self) -> Iterable[Citation]:
        for label in sorted(self._spans):
            item = self._evidence.hits[label - 1].item
            yield cited(label, item, self._evidence.article(item).body, self._spans[label])


def labelled(sentence: str, labels: Iterable[int]) -> str:
    """The sentence with just these labels: its others go, those it lacks stand at its end."""
    wanted = [*labels]
    have = {int(number) for number in re.findall(r"\[(\d+)\]", sentence)}

    def kept(run: re.Match[str]) -> str:
        left = "".join(f"[{number}]" for number in re.findall(r"\d+", run[0]) if int(number) in wanted)
        return " " * bool(left and run[1]) + left

    sentence = _LABELS.sub(kept, sentence)
    new = "".join(f"[{label}]" for label in wanted if label not in have)
    if not new:
        return sentence
    end = _END.search(sentence)
    at = end.start() if end else len(sentence)
    space = "" if sentence[at - 1 : at] == "]" else " "
    return f"{sentence[:at]}{space}{new}{sentence[at:]}"


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
