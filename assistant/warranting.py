"""A sentence of a model's reply + the evidence -> whether it may be shown, and under which labels.

All that a sentence asserts must be carried by the evidence (`assistant/judging.py`: checks 1 to 5), and by the
items it is cited to: a label that does not carry it goes, and a sentence left without one is given the label of
what carries it (check 6). A sentence that nothing carries has no warrant.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.asserting import LABELS, Who, assertions, without_labels
from assistant.assertion import Assertion
from assistant.checks import mentioning
from assistant.checks.speaking import is_by
from assistant.finding import Finding
from assistant.judging import judged
from assistant.place import Place, Sense
from assistant.referring import is_pronoun
from assistant.resting import Rest
from index.article import Article
from index.identifying import language_of
from index.statement import Span, Statement

# Text that gives orders to whatever reads it reports nothing: neither it nor the lines around it carry a claim.
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?]{0,80}"
    r"\b(?:instructions?|prompts?|rules?|above|previous|earlier|passages?|system|talk)\b"
    r"|(?:^|[:;>\n])\s*(?:now |then |please |always |only )*(?:reply|respond|answer|say|write|output|print)\s+"
    r"(?:only |exactly )?(?:that|with)\b",
    re.IGNORECASE,
)
_HELD = 0.5  # of a claim's terms, by rarity and without names, the least that must stand where it rests
_ALIKE = 0.6  # or half as much, when it is so near in meaning (cosine): a paraphrase may share few words
_ENOUGH = 40  # characters of a sentence's own words from which their language can be told (index/identifying.py)

Extent = tuple[Article, Span]  # where an item stands
Attribute = Callable[[str], Sequence[Statement]]


@dataclass(frozen=True, slots=True)
class Warrant:
    """`carried`: the label of each item that carries the sentence -> the spans of its article that do; empty
    where the sentence may not be shown, and then `language` is the one it is written in, if that is why."""

    carried: Mapping[int, tuple[Span, ...]]
    language: str = ""


NONE = Warrant({})


class Warrants:
    """Judges the sentences of one reply. `extents`: where each item of the evidence stands, by its label;
    `places`: the sentences of each; `languages`: those a reply may be written in."""

    def __init__(
        self,
        extents: Mapping[int, Extent],
        places: Mapping[int, Sequence[Place]],
        languages: frozenset[str],
        attribute: Attribute,
        sense: Sense,
    ) -> None:
        self._extents, self._languages = extents, languages
        self._places = {
            label: [place for place in own if not _ORDERS.search(place.around)] for label, own in places.items()
        }
        self._attribute, self._sense = attribute, sense
        self._all = [*{place.key: place for own in self._places.values() for place in own}.values()]

    def __call__(self, sentence: str) -> Warrant:
        """What the evidence has for a sentence with its labels."""
        language = self._foreign(sentence)
        if language:
            return Warrant({}, language)
        found = self._assertions(sentence, self._sense.who)
        if not found or not all(self._sense.terms(one.plain) for one in found):
            return NONE  # "Yes." says nothing by itself that could be held against an article
        carried: dict[int, tuple[Span, ...]] = {}
        for one in found:
            labels = self._carrying(one)
            if not labels:
                return NONE
            for label, spans in labels.items():
                carried[label] = tuple(sorted({*carried.get(label, ()), *spans}))
        return Warrant(carried)

    def warm(self) -> None:
        """Computes what the first sentence would wait for, while the model is still thinking."""
        self._assertions("Somebody said so.", self._sense.who)
        self._sense.near("", [place.text for place in self._all])

    def _assertions(self, sentence: str, who: Who) -> list[Assertion]:
        return assertions(sentence, self._attribute(without_labels(sentence)), who)

    def _carrying(self, assertion: Assertion) -> dict[int, tuple[Span, ...]]:
        """The labels under which an assertion holds: those it is given that carry it, else of what carries it."""
        if any(is_pronoun(telling.told) for telling in assertion.tellings):
            return {}  # the sentence alone does not tell who "he" is, and a model's is not to be anybody
        finding = judged(assertion, self._all, self._sense)
        if finding.verdict != "supported" or not self._bears(assertion, finding):
            return {}
        own = {label: self._spans(label, assertion) for label in assertion.labels if label in self._places}
        kept = {label: spans for label, spans in own.items() if spans}
        return kept or self._labelled(finding)

    def _spans(self, label: int, assertion: Assertion) -> tuple[Span, ...]:
        """What of one item carries an assertion by itself; () when it does not."""
        finding = judged(assertion, self._places[label], self._sense)
        if finding.verdict != "supported" or not self._bears(assertion, finding):
            return ()
        if not all(self._inside(label, rest) for rest in finding.rests):
            return ()
        return _spans(finding.rests)

    def _bears(self, assertion: Assertion, finding: Finding) -> bool:
        """Whether what a finding rests on bears the claim itself, and not only the names in it: a model is believed
        less than a reporter, for what it loses is answered without it."""
        if not _by_whom_it_says(assertion, finding):
            return False
        if assertion.quotations:
            return True
        if not self._of_whom_it_says(assertion, finding):
            return False
        around = [rest.place.around for rest in finding.rests]
        itself = [f"{rest.place.text} {rest.words}" for rest in finding.rests]
        told = " ".join(re.findall(r"(?<!\w)(?!(?:[A-Z]\w*))\w+", assertion.plain))
        if max(self._sense.held(told, itself), default=0.0) < _HELD / 2:
            return False  # what is said of somebody stands in the lines around, and is said of another
        share = max(self._sense.held(told, around), default=0.0)
        near = self._sense.near(assertion.plain, [rest.place.text for rest in finding.rests])
        return share >= _HELD or (share >= _HELD / 2 and max(near, default=0.0) >= _ALIKE)

    def _of_whom_it_says(self, assertion: Assertion, finding: Finding) -> bool:
        """Whether the articles a finding rests on have the names of the claim, and its sentences do not speak of
        other people instead."""
        who, claim = self._sense.who, assertion.unquoted
        whole = [f"{r.place.article.source.headline}\n{r.place.article.body}" for r in finding.rests]
        if mentioning.missing(claim, "\n".join(whole), who):
            return False
        named = frozenset[str]().union(*(who(rest.place.text) for rest in finding.rests))
        spoke = {s.name for rest in finding.rests if rest.statement for s in rest.statement.speakers}
        by_name = frozenset(name for name in who(claim) if name.split()[-1] in claim)  # a role may be another's
        return not mentioning.of_others(by_name, named | spoke)

    def _labelled(self, finding: Finding) -> dict[int, tuple[Span, ...]]:
        """The first item that holds each thing a finding rests on; none when one is held by no item."""
        labels: dict[int, list[Rest]] = {}
        for rest in finding.rests:
            label = next((label for label in self._extents if self._inside(label, rest)), None)
            if label is None:
                return {}
            labels.setdefault(label, []).append(rest)
        return {label: _spans(rests) for label, rests in labels.items()}

    def _inside(self, label: int, rest: Rest) -> bool:
        article, (start, end) = self._extents[label]
        return article is rest.place.article and all(start <= a and b <= end for a, b in rest.spans)

    def _foreign(self, sentence: str) -> str:
        """The language of a sentence when it is none that the reply may be in; words between marks are the
        articles', in whatever language those are."""
        own = re.sub("“[^”]*”", " ", LABELS.sub(" ", sentence)).strip()
        language = language_of(own) if len(own) >= _ENOUGH else ""
        return language if language and self._languages and language not in self._languages else ""


def _by_whom_it_says(assertion: Assertion, finding: Finding) -> bool:
    """Whether each quotation that is given to somebody rests on a statement of theirs, and not on words of the
    article's own that stand near their name. The first rests are those of the quotations, in order."""
    for (start, end), rest in zip(assertion.quotations, finding.rests, strict=False):
        given = [t for t in assertion.tellings if t.told and any(a < end and start < b for a, b in t.spans)]
        if given and not (rest.statement and all(is_by(rest.statement, t.told, t.names) for t in given)):
            return False
    return True


def _spans(rests: Iterable[Rest]) -> tuple[Span, ...]:
    return tuple(sorted({span for rest in rests for span in rest.spans}))
