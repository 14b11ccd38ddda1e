"""What an article's bodies are called: "the ministry", "the company", "the report", "it"."""

import re
from collections import defaultdict
from functools import cached_property

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from index.attribution.cast import Cast
from index.attribution.parsing import Line
from index.attribution.titles import BODIES, NOT_PEOPLE

_MINISTER = re.compile(r"\b(?!prime|first|deputy|chief|the)(\w+) minister$", re.IGNORECASE)
_WHOSE = frozenset("report review findings".split())
_INQUIRING = ("inquiry", "commission", "panel", "tribunal", "committee")  # they write reports


class Bodies:
    """Answers for one article, and remembers who spoke."""

    def __init__(self, cast: Cast, lines: list[Line]) -> None:
        self._cast = cast
        self._spoken: dict[str, str] = {}
        self._named = _named_in_full(lines)

    def call(self, noun: str, name: str) -> None:
        """Remembers what the article calls a body."""
        self._spoken[noun] = name

    def meant(self, noun: Token, line: Line) -> str:
        """What "the ministry" or "the company" is called elsewhere; empty when the article does not tell."""
        word = noun.lower_
        named = {*self._named[word].values()}
        if word in self._spoken:
            return self._spoken[word]
        if len(named) == 1:
            return named.pop()
        if word == "ministry" and not named:
            return self._only_ministry
        return _only_organisation(noun, line) if word in ("company", "firm") and not named else ""

    def fuller(self, noun: Token, name: str) -> str:
        """What the article calls a body in full, where "the Space Office" is one only: "Orrian Space Office"."""
        longer = [full for full in self._named[noun.lower_].values() if full.endswith(f" {name}") and name.istitle()]
        return longer[0] if len(longer) == 1 else name

    def author(self, noun: Token) -> str:
        """Whose "the report" is: of the one body of an article that inquires."""
        names = {name for word in _INQUIRING for name in self._named[word].values()}
        return names.pop() if noun.lower_ in _WHOSE and len(names) == 1 else ""

    @cached_property
    def _only_ministry(self) -> str:
        roles = [role for person in self._cast.people.values() for role in person.roles]
        fields = {found[1].casefold() for role in roles if (found := _MINISTER.search(role))}
        return f"{fields.pop()} ministry" if len(fields) == 1 else ""


def _named_in_full(lines: list[Line]) -> dict[str, dict[str, str]]:
    """The names of bodies by their last word, each folded and as first written: "ministry": "health ministry"."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for line in lines:
        for token in line.doc:
            if token.lower_ not in BODIES or token.pos_ not in ("NOUN", "PROPN"):
                continue
            first = token.i
            while first > token.sent.start and _belongs(line.doc[first - 1]):
                first -= 1
            goes_on = token.i + 1 < len(line.doc) and line.doc[token.i + 1].pos_ == "PROPN"
            if first < token.i and not goes_on:
                name = " ".join(line.doc[first : token.i + 1].text.split())
                found[token.lower_].setdefault(name.casefold(), name)
    return found


def _belongs(token: Token) -> bool:
    """Whether a word before a noun names it: "health ministry", "Drosian court", no "new ministry"."""
    capital = token.dep_ == "amod" and token.text[0].isupper() and not token.is_sent_start
    return token.pos_ == "PROPN" or capital or (token.dep_ == "compound" and token.pos_ == "NOUN")


def _only_organisation(noun: Token, line: Line) -> str:
    """The one organisation that the sentence before names."""
    start = noun.sent.start
    if start == 0:
        return ""
    before = line.doc[start - 1].sent
    names = {" ".join(entity.text.split()) for entity in before.ents if _is_body(entity)}
    return names.pop().removeprefix("the ") if len(names) == 1 else ""


def _is_body(entity: Tokens) -> bool:
    return entity.label_ == "ORG" or (entity.label_ == "PERSON" and entity[-1].lower_ in NOT_PEOPLE)
