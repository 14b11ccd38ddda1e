"""Who holds a role in an article: "the minister", "the chief engineer"."""

from bisect import bisect_left, insort
from collections import defaultdict

from spacy.tokens import Span as Tokens

from index.attribution.cast import Cast
from index.attribution.parsing import Line
from index.attribution.person import Mention, is_subject
from index.attribution.roles import role_beside
from index.attribution.titles import ROLES, Gender, gender_of_title

DEFINITE = frozenset("the his her their its this that our".split())
_STAGES = frozenset("former new outgoing incoming then current ex late acting own newly".split())
_PAST = frozenset("former ex outgoing late".split())
_BECOMING = frozenset("is becomes became remains".split())
_MENTIONS_LOOKED_AT = 25
_HOLDERS_LOOKED_AT = 100  # mentions with a role, before a place and behind it: an article of more is a list
_ROLE_WORDS = 4


class Offices:
    """Answers for one article. What it finds out about a role it remembers for the next mention."""

    def __init__(self, cast: Cast, lines: list[Line]) -> None:
        self._cast = cast
        self._holders: dict[str, list[tuple[Mention, frozenset[str]]]] = defaultdict(list)
        self._strangers = _introduced_unnamed(lines, cast)
        for person in cast.mentions:
            if person.name:
                self._give(person, role_beside(person.tokens))
                self._give(person, _become(person.tokens))

    def _give(self, person: Mention, role: str) -> None:
        words = frozenset(role.casefold().split())
        for word in words:
            insort(self._holders[word], (person, words), key=lambda held: held[0].span[0])

    def holder(self, role: str, subject: Tokens, line: Line, gender: Gender = "") -> str:
        """Whom the article has given all words of a role, latest first; else whom it has just spoken of, or
        names next. Empty when nobody fits.

        "Ann Lee came in. The chief engineer said ...": news writers vary their names so.
        """
        here = line.place(subject[0], subject[-1])[0]
        said = {token.lower_ for token in subject if token.is_alpha and token.pos_ not in ("DET", "ADP", "PRON")}
        words = said - _STAGES
        fits = [
            (person, held)
            for person, held in self._near(role, here)
            if words <= held and self._agrees(person.name, words, gender)
        ]
        if said & _PAST:
            fits = [(person, held) for person, held in fits if held & _PAST]
        elif any(not held & _PAST for _, held in fits):
            fits = [(person, held) for person, held in fits if not held & _PAST]
        earlier = [person for person, _ in fits if person.span[0] < here]
        if earlier:
            return earlier[-1].name
        if len({person.name for person, _ in fits}) == 1:
            return fits[0][0].name
        if self._strangers[role] and self._strangers[role][0] < here:
            return ""
        meant = self._spoken_of(here, words) or self._named_next(here, words)
        if meant is None or not self._agrees(meant.name, words, gender):
            return ""
        self._give(meant, " ".join(words))
        return meant.name

    def _near(self, role: str, here: int) -> list[tuple[Mention, frozenset[str]]]:
        held = self._holders.get(role, [])
        at = bisect_left(held, here, key=lambda one: one[0].span[0])
        return held[max(0, at - _HOLDERS_LOOKED_AT) : at + _HOLDERS_LOOKED_AT]

    def _agrees(self, name: str, words: set[str], gender: Gender) -> bool:
        told = gender or next((gender for word in words if (gender := gender_of_title(word))), "")
        known = self._cast.people[name].gender
        return not told or not known or told == known

    def _spoken_of(self, here: int, words: set[str]) -> Mention | None:
        """The only subject of the sentence before, in this line or at the end of the one before."""
        sentence = self._cast.sentence_at(here) - 1
        names = (self._cast.subjects_of(sentence) or self._cast.people_in(sentence)) if sentence >= 0 else []
        if len(names) != 1 or not self._cast.acts(names[0]) or self._holds_another(names[0], words):
            return None
        return next((m for m in self._cast.before(here, _MENTIONS_LOOKED_AT) if m.name == names[0]), None)

    def _holds_another(self, name: str, words: set[str]) -> bool:
        """Whether a person holds another role of that kind: a prime minister is not the finance minister."""
        roles = [set(role.casefold().split()) for role in self._cast.people[name].roles]
        return any(held & words & ROLES and not (held <= words or words <= held) for held in roles)

    def _named_next(self, here: int, words: set[str]) -> Mention | None:
        """Whom a headline or lead speaks of before it names him: "A former inspector said ... / Orla Finnick, ..."."""
        number = self._cast.line_at(here)
        if number > 1 or any(self._may_hold(m.name, words) for m in self._cast.in_lines(number, number)):
            return None
        following = self._cast.in_lines(number + 1, number + 1)
        first = next((m for m in following if is_subject(m.tokens)), None)
        if first is None or not first.name or first is not following[0] or not self._cast.acts(first.name):
            return None
        only = number == 0 and len({m.name for m in following}) == 1 and not self._holds_another(first.name, words)
        return first if only or self._may_hold(first.name, words) else None

    def _may_hold(self, name: str, words: set[str]) -> bool:
        """Whether nothing that the article says of a person speaks against a role."""
        if not name or not self._cast.acts(name):
            return False
        roles = [set(role.casefold().split()) for role in self._cast.people[name].roles]
        return not roles or any(held <= words or words <= held for held in roles)


def _introduced_unnamed(lines: list[Line], cast: Cast) -> dict[str, list[int]]:
    """Where the article speaks of somebody by a role and gives no name, by the role: "a dredging engineer"."""
    found: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        for token in line.doc:
            indefinite = token.lower_ in ROLES and token.pos_ == "NOUN" and token.left_edge.lower_ in ("a", "an")
            told_of = token.dep_ in ("attr", "appos") or token.head.lower_ == "as"  # of somebody named
            if indefinite and not told_of and not cast.inside(line.place(token.left_edge, token.right_edge)):
                found[token.lower_].append(line.start + token.idx)
    return found


def _become(tokens: Tokens) -> str:
    """The role that the sentence gives its subject: "Ann Lee becomes finance minister"."""
    doc, at = tokens.doc, tokens.end
    if tokens.root.dep_ != "nsubj" or at >= len(doc) or doc[at].lower_ not in _BECOMING:
        return ""
    words = []
    for token in doc[at + 1 : at + 2 + _ROLE_WORDS]:
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "DET"):
            return ""
        words += [token.text] if token.pos_ != "DET" else []
        if token.lower_ in ROLES:
            return " ".join(words)
    return ""


def singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith("ss") else word
