"""A model's reply + Evidence -> Answer. Every check on what a model wrote lives here.

Words between quotation marks are looked up in the evidence and copied from it by offset; what is not there
loses its marks. Labels that were not given are left out. Both happen while the reply streams: a reader never
sees a quotation or a label before it was checked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.answer import Answer, Citation, Standing
from assistant.composing import declined
from assistant.evidence import Evidence
from assistant.weighing import Terms
from index.sentencing import sentences
from index.statement import Span

DECLINE = "NOT IN THE ARTICLES"  # what the prompt has a model reply when the passages do not answer

_CLOSING = {"“": "”", '"': '"', "„": "“", "«": "»"}
_STARTS = re.compile(r'[“"„«\[]')
_LABELS = re.compile(r"\[\s*(\d{1,4}(?:\s*[,;]\s*\d{1,4})*)\s*\]")
_LONGEST = 2_000  # characters a quotation or label may keep back before it is let go as plain text
_FOLDED = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})


@dataclass(slots=True)
class _Claim:
    """The words since the last labels, and where their quotations stand: (label, start, end) each."""

    text: str = ""
    quotes: list[tuple[int, int, int]] = field(default_factory=list)


class Citing:
    """Checks one reply, piece by piece: `feed` each piece, then `finish`."""

    def __init__(self, evidence: Evidence, terms: Terms) -> None:
        self._evidence, self._terms = evidence, terms
        self._pending = ""  # came, but not yet checked
        self._shown = ""
        self._claim = _Claim()
        self._cited: dict[int, list[_Claim]] = {}
        self._refused = False  # a label that was not given, or a quotation that is not there

    def feed(self, piece: str) -> str:
        """What of the reply so far is checked and was not given out before."""
        self._pending += piece
        if not self._shown and DECLINE.startswith(self._pending.strip()[: len(DECLINE)]):
            return ""
        return self._release(at_end=False)

    def finish(self) -> Answer:
        """The whole answer, once the reply has ended."""
        if not self._shown and self._pending.strip().strip('."').startswith(DECLINE):
            return declined(self._evidence)
        self._release(at_end=True)
        citations = tuple(self._citation(label, claims) for label, claims in sorted(self._cited.items()))
        return Answer(
            question=self._evidence.question,
            text=self._shown.strip(),
            citations=citations,
            standing=self._standing(),
            outcome=None,
            candidates=(),
            coverage=self._evidence.coverage,
        )

    # ------------------------------------------------------------------ while it streams

    def _release(self, at_end: bool) -> str:
        given = ""
        while self._pending:
            start = _STARTS.search(self._pending)
            plain = self._pending[: start.start()] if start else self._pending
            given += self._say(plain)
            self._pending = self._pending[len(plain) :]
            if not start:
                break
            closing = _CLOSING.get(self._pending[0], "]")
            end = self._pending.find(closing, 1)
            if end < 0 and not at_end and len(self._pending) < _LONGEST:
                break
            length = end + 1 if end > 0 else 1
            marked, self._pending = self._pending[:length], self._pending[length:]
            given += self._label(marked) if marked[0] == "[" else self._quotation(marked)
        return given

    def _say(self, text: str) -> str:
        self._claim.text += text
        self._shown += text
        return text

    def _label(self, marked: str) -> str:
        match = _LABELS.fullmatch(marked)
        if not match:
            return self._say(marked)
        given = ""
        for label in map(int, re.findall(r"\d+", match[1])):
            if (right := self._right_label(label)) is None:
                self._refused = True
                continue
            self._cited.setdefault(right, []).append(self._claim)
            given += f"[{right}]"
        self._shown += given
        self._claim = _Claim()
        return given

    def _right_label(self, label: int) -> int | None:
        """The label, or the one under which the words just quoted really stand; None when it was not given."""
        places = {place for place, _, _ in self._claim.quotes}
        if places and label not in places:
            return min(places)
        return label if self._evidence.item(label) is not None else None

    def _quotation(self, marked: str) -> str:
        inside = marked[1:-1] if len(marked) > 1 else ""
        bare = inside.rstrip(",.;: ")
        for words, after in ((inside, ""), (bare, inside[len(bare) :])):
            if words.strip() and (found := self._find(words)):
                label, start, end = found
                self._claim.quotes.append(found)
                item = self._evidence.hits[label - 1].item
                return self._say(f"“{self._evidence.article(item).body[start:end]}”{after}")
        self._refused = self._refused or bool(inside.strip())
        return self._say(inside if inside else "")

    def _find(self, words: str) -> tuple[int, int, int] | None:
        for label, hit in enumerate(self._evidence.hits, 1):
            item = hit.item
            for start, end in _places(item.text, words):
                base = item.start if not hasattr(item, "sentences") else item.sentences[0]
                return label, base + start, base + end
        return None

    # ------------------------------------------------------------------ at the end

    def _standing(self) -> Standing:
        uncited = [
            self._shown[start:end]
            for start, end in sentences(self._shown)
            if re.search(r"\w", self._shown[start:end]) and not re.search(r"\[\d+\]", self._shown[start : end + 12])
        ]
        return "grounded" if self._cited and not uncited and not self._refused else "ungrounded"

    def _citation(self, label: int, claims: Sequence[_Claim]) -> Citation:
        """The sentences of the item that carry the claims: those quoted, else those that share most words."""
        item = self._evidence.hits[label - 1].item
        body = self._evidence.article(item).body
        whole = sentences(body, item.start, item.end)
        spans: list[Span] = []
        for claim in claims:
            quotes = [(start, end) for place, start, end in claim.quotes if place == label]
            spans += quotes or [self._closest(body, whole, claim.text)]
        spans = sorted(set(spans))
        start = min((a for a, b in whole if b > spans[0][0]), default=spans[0][0])
        end = max((b for a, b in whole if a < spans[-1][1]), default=spans[-1][1])
        return Citation(label, item, start, end, body[start:end], tuple(_disjoint(spans)))

    def _closest(self, body: str, whole: Sequence[Span], claim: str) -> Span:
        wanted = set(self._terms(claim))
        return max(whole, key=lambda span: (len(wanted & set(self._terms(body[span[0] : span[1]]))), -span[0]))


def _places(text: str, words: str) -> list[Span]:
    """Where `words` stand in `text`, kinds of quotation marks and dashes and runs of space set aside."""
    pattern = r"\s+".join(re.escape(word) for word in words.translate(_FOLDED).split())
    if not pattern:
        return []
    return [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text.translate(_FOLDED))]


def _disjoint(spans: Sequence[Span]) -> list[Span]:
    kept: list[Span] = []
    for start, end in spans:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept
