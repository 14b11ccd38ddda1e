"""A model's reply + Evidence -> Answer. Every check on what a model wrote lives here.

Words between quotation marks are looked up in the evidence and copied from it by offset; what is not there
loses its marks. Labels that were not given are left out. Both happen while the reply streams: a reader never
sees a quotation or a label before it was checked. Outside of quotations no double quotation mark and no
square bracket of the model's own comes through, so that “...” is always verbatim and [n] always a citation.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.answer import Answer, Citation, Standing
from assistant.declining import declined
from assistant.evidence import Evidence, Item
from assistant.weighing import Terms
from index.sentencing import sentences
from index.statement import Span, Statement

DECLINE = "NOT IN THE ARTICLES"  # what the prompt has a model reply when the passages do not answer

_MARK = re.compile(r' ?\[|["“”„«»\]]')
_CLOSING = {'"': '"”', "“": '"”', "„": '"”“', "«": "»", "»": "«"}
_PLAIN = {"[": "(", " [": " (", "]": ")"}  # brackets that are no label; a stray quotation mark just goes
_LABELS = re.compile(r" ?\[\s*(\d{1,4}(?:\s*[,;]\s*\d{1,4})*)\s*\]")
_BEGUN_LABELS = re.compile(r" ?\[[\s\d,;]*")
_LONGEST_LABELS = 100  # characters; more between brackets is no label
_LONGEST_QUOTATION = 2_000  # characters kept back to wait for a closing mark
_LONGEST_OPENING = 100  # characters in which a reply must have begun to decline
_AROUND_DECLINE = " \n\r\t*_`.\"'“”"
_FOLDED = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})


@dataclass(slots=True)
class _Claim:
    """Words up to and with the labels behind them. A quotation is the places it stands at: label -> span."""

    words: list[str] = field(default_factory=list)
    quotations: list[dict[int, Span]] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)


class Citing:
    """Checks one reply, piece by piece: `feed` each piece, then `finish`."""

    def __init__(self, evidence: Evidence, terms: Terms) -> None:
        self._evidence, self._terms = evidence, terms
        self._folded = [hit.item.text.translate(_FOLDED) for hit in evidence.hits]
        self._pending = ""  # came, but not yet checked
        self._shown: list[str] = []
        self._claims = [_Claim()]
        self._refused = False  # a label that was not given, or a quotation that is not there
        self.refused: list[str] = []  # what stood between marks and stands in no article, as it was given out

    def feed(self, piece: str) -> str:
        """What of the reply so far is checked and was not given out before. All that was given out is how
        the answer's text begins, white space before it set aside, unless the answer is a declined one."""
        self._pending += piece
        if not self._shown and DECLINE.startswith(_bare(self._pending)[: len(DECLINE)]):
            return ""
        return self._release(at_end=False)

    def finish(self) -> Answer:
        """The whole answer, once the reply has ended."""
        if not self._shown and _bare(self._pending).startswith(DECLINE):
            return declined(self._evidence)
        self._release(at_end=True)
        if self._claims[-1].quotations and not self._claims[-1].labels:
            self._cite([], " ")
        labels = sorted({label for claim in self._claims for label in claim.labels})
        text = "".join(self._shown).strip()
        if not labels and DECLINE in text:
            return declined(self._evidence)
        return Answer(
            question=self._evidence.question,
            text=text,
            citations=tuple(map(self._citation, labels)),
            standing=self._standing(text),
            outcome=None,
            candidates=(),
            coverage=self._evidence.coverage,
        )

    # ------------------------------------------------------------------ while it streams

    def _release(self, at_end: bool) -> str:
        given, self._pending = self._checked(self._pending, at_end)
        return given

    def _checked(self, text: str, at_end: bool) -> tuple[str, str]:
        """The part of `text` that can be judged by now, checked; and the rest."""
        given, at = [], 0
        while mark := _MARK.search(text, at):
            given.append(self._say(text[at : mark.start()]))
            at = mark.start()
            if self._must_wait(text, at, at_end):
                return "".join(given), text[at:]
            words, at = self._marked(text, mark)
            given.append(words)
        end = len(text) if at_end or not text.endswith(" ") else len(text) - 1  # a label may follow the space
        given.append(self._say(text[at:end]))
        return "".join(given), text[end:]

    def _must_wait(self, text: str, at: int, at_end: bool) -> bool:
        """Whether the end of what begins at `at` has yet to come."""
        if at_end:
            return False
        if text[at] in _CLOSING:
            return len(text) - at < _LONGEST_QUOTATION and _closing(text, at) is None
        return len(text) - at < _LONGEST_LABELS and bool(_BEGUN_LABELS.fullmatch(text, at))

    def _marked(self, text: str, mark: re.Match[str]) -> tuple[str, int]:
        """The label, quotation or stray mark that begins here, checked; and where it ends."""
        at = mark.start()
        if labels := _LABELS.match(text, at, at + _LONGEST_LABELS):
            numbers = [int(number) for number in re.findall(r"\d+", labels[1])]
            return self._cite(numbers, text[at : text.index("[", at)]), labels.end()
        follows_words = mark[0] == '"' and text[at + 1 : at + 2].isspace()
        if not follows_words and (closing := _closing(text, at)) is not None:
            return self._quotation(text[at + 1 : closing]), closing + 1
        return self._say(_PLAIN.get(mark[0], "")), mark.end()

    def _say(self, text: str) -> str:
        if self._claims[-1].labels and re.search(r"\w", text):
            self._claims.append(_Claim())
        if text:
            self._claims[-1].words.append(text)
            self._shown.append(text)
        return text

    def _cite(self, labels: Sequence[int], space: str) -> str:
        """Labels as they are shown: only given ones; a quotation gets one under which its words really stand."""
        claim = self._claims[-1]
        places = {label for quotation in claim.quotations for label in quotation}
        allowed = places or range(1, len(self._evidence.hits) + 1)
        new = [label for label in labels if label in allowed]
        new += [min(quotation) for quotation in claim.quotations if not quotation.keys() & {*claim.labels, *new}]
        new = [label for label in dict.fromkeys(new) if label not in claim.labels]
        self._refused = self._refused or not (places or {*labels} <= {*allowed})
        claim.labels += new
        shown = space * bool(new) + "".join(f"[{label}]" for label in new)
        self._shown.append(shown)
        return shown

    def _quotation(self, inside: str) -> str:
        bare = inside.rstrip(",.;: ")  # a closing mark often takes in the punctuation that follows the words
        for words in (inside, bare):
            if places := self._places(words):
                label, (start, end) = next(iter(places.items()))
                copied = self._evidence.article(self._evidence.hits[label - 1].item).body[start:end]
                said = self._say(f"“{copied}”{inside[len(words) :]}")
                self._claims[-1].quotations.append(places)
                return said
        self._refused = self._refused or bool(re.search(r"\w", inside))
        given = self._checked(inside, at_end=True)[0]
        self.refused.append(given)
        return given

    def _places(self, words: str) -> dict[int, Span]:
        """Where `words` stand, kinds of quotation marks and dashes and runs of space set aside. What stands
        otherwise in a second article than in the first is no place: the first is what gets copied."""
        if not re.search(r"\w", words):
            return {}
        pattern = re.compile(
            r"(?<!\w)" + r"\s+".join(re.escape(word) for word in words.translate(_FOLDED).split()) + r"(?!\w)"
        )
        places: dict[int, Span] = {}
        copied = ""
        for label, (hit, text) in enumerate(zip(self._evidence.hits, self._folded, strict=True), 1):
            if match := pattern.search(text):
                copied = copied or hit.item.text[match.start() : match.end()]
                if hit.item.text[match.start() : match.end()] == copied:
                    base = _extent(hit.item)[0]
                    places[label] = (base + match.start(), base + match.end())
        return places

    # ------------------------------------------------------------------ at the end

    def _standing(self, text: str) -> Standing:
        """Grounded when every sentence ends with a label and nothing was refused."""
        bare = any(
            re.search(r"\w", text[start:end])
            and not re.search(r"\[\d+\]", text[start:end])
            and not re.match(r"\s*\[\d+\]", text[end : end + 12])
            for start, end in sentences(text)
        )
        return "ungrounded" if bare or self._refused else "grounded"

    def _citation(self, label: int) -> Citation:
        """The sentences of the item that carry the claims: those quoted, else those that share most words."""
        item = self._evidence.hits[label - 1].item
        body = self._evidence.article(item).body
        whole = sentences(body, *_extent(item))
        held = [frozenset(self._terms(body[start:end])) for start, end in whole]
        spans: set[Span] = set()
        for claim in self._claims:
            if label in claim.labels:
                quoted = [places[label] for places in claim.quotations if label in places]
                spans.update(quoted or [whole[_most_shared(held, self._terms("".join(claim.words)))]])
        return cited(label, item, body, spans)


def cited(label: int, item: Item, body: str, spans: Iterable[Span]) -> Citation:
    """The citation of these words of an article's body, under its label: the whole sentences that hold them."""
    inside = tuple(_disjoint(sorted(spans)))
    whole = sentences(body, *_extent(item))
    start = min([inside[0][0], *(a for a, b in whole if a <= inside[0][0] < b)])
    end = max([inside[-1][1], *(b for a, b in whole if a < inside[-1][1] <= b)])
    return Citation(label, item, start, end, body[start:end], inside)


def _bare(reply: str) -> str:
    """How a reply begins, without the marks a model may put around the words that decline."""
    return reply[:_LONGEST_OPENING].lstrip(_AROUND_DECLINE).upper()


def _closing(text: str, at: int) -> int | None:
    """Where the quotation that the mark at `at` opens is closed; None when it is not, or for another mark."""
    ends = (text.find(mark, at + 1, at + _LONGEST_QUOTATION) for mark in _CLOSING.get(text[at], ""))
    return min((end for end in ends if end >= 0), default=None)


def _extent(item: Item) -> Span:
    """Where the item's text stands in its article."""
    return item.sentences if isinstance(item, Statement) else (item.start, item.end)


def _most_shared(held: Sequence[frozenset[str]], terms: Iterable[str]) -> int:
    wanted = set(terms)
    return max(range(len(held)), key=lambda place: (len(wanted & held[place]), -place))


def _disjoint(spans: Iterable[Span]) -> list[Span]:
    """Sorted spans, those that overlap joined."""
    kept: list[Span] = []
    for start, end in spans:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept
