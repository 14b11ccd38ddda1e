"""A speaker's mention -> who that is in this article: by name, from a pronoun, from a role noun, or nobody."""

from collections import defaultdict
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from index.attribution.cast import Cast, Mention
from index.attribution.parsing import Line
from index.attribution.roles import role_beside
from index.attribution.subject import mention
from index.attribution.titles import BODIES, GROUPS, ROLES, Gender, gender_of_title
from index.statement import How, Span

_HE_OR_SHE: dict[str, Gender] = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}
_NOBODY = frozenset("i we you it they me us them one who which that this these those he/she".split())
_DEFINITE = frozenset("the his her their its this that our".split())
_MENTIONS_LOOKED_AT = 25
_TOKENS_BACK = 220  # a pronoun farther from a name stands for somebody else
_CLOSE = 0.25  # two candidates nearer than this cannot be told apart


@dataclass(frozen=True, slots=True)
class Resolution:
    """Canonical names (empty: not resolved) and how they were found."""

    names: tuple[str, ...]
    how: How


NOBODY = Resolution((), "none")


class Resolver:
    """Answers for one article. Remembers the last speaker: the next "he" is most often the same man."""

    def __init__(self, cast: Cast, lines: list[Line]) -> None:
        self._cast = cast
        self._lines = lines
        self._spoke_last = ""
        self.roles: dict[str, str] = {}
        self._holders: dict[str, list[Mention]] = defaultdict(list)
        self._bodies: dict[str, str] = {}
        for person in cast.mentions:
            role = role_beside(person.tokens) if person.name else ""
            if role:
                self.roles.setdefault(person.name, role)
                for word in role.casefold().split():
                    self._holders[word].append(person)

    def resolve(self, subject: Tokens, line: Line, content: list[Span]) -> Resolution:
        """Who the mention `subject` of `line` stands for, as speaker of `content`."""
        found = self._resolve(subject, line, content, deeper=True)
        if len(found.names) == 1 and found.names[0] in self._cast.people:
            self._spoke_last = found.names[0]
        return found

    def _resolve(self, subject: Tokens, line: Line, content: list[Span], deeper: bool) -> Resolution:
        head = subject.root
        if head.lower_ in _HE_OR_SHE:
            name = self._pronoun(head, line, content)
            return Resolution((name,), "pronoun") if name else NOBODY
        if head.tag_ in ("WP", "WDT") or (head.lower_ == "that" and head.dep_ == "nsubj"):
            above = _antecedent(head)
            if above is None or not deeper:
                return NOBODY
            return self._resolve(mention(above), line, content, deeper=False)
        if head.lower_ in _NOBODY:
            return NOBODY
        people = self._people(subject, head, line)
        if people:
            return Resolution(people, "name") if all(people) else NOBODY
        return self._other(subject, head, line)

    def _people(self, subject: Tokens, head: Token, line: Line) -> tuple[str, ...]:
        """The people a noun phrase names as its head, by conjunction or by apposition; "" for an unclear one."""
        inside = self._cast.inside(line.place(subject[0], subject[-1]))
        beside = [
            child
            for child in head.children
            if child.dep_ == "appos" and child.i > head.i and head.pos_ != "PROPN" and child.pos_ == "PROPN"
        ]
        names: list[str] = []
        for person in [*inside, *(m for c in beside for m in self._cast.inside(line.place(c, c)))]:
            root = person.tokens.root
            if self._is_head(root, head) or root in beside or head in person.tokens:
                names.append(person.name)
        return tuple(dict.fromkeys(names))

    @staticmethod
    def _is_head(root: Token, head: Token) -> bool:
        while root.dep_ == "conj" and root.i != head.i:
            root = root.head
        if root.i == head.i:
            return True
        return root.head.i == head.i and root.dep_ in ("flat", "nmod", "appos") and root.i > head.i

    def _other(self, subject: Tokens, head: Token, line: Line) -> Resolution:
        """A body under its own name, a group that a name sets apart, or a role this article has given somebody."""
        text = _bare(subject)
        known = self._cast.known(text) if text[0].isupper() else ""
        if known:
            return Resolution((known,), "name")
        if head.pos_ == "PROPN":
            self._bodies[head.lower_] = text
            return Resolution((text,), "name")
        word = _singular(head.lower_)
        if head.lower_ in BODIES or word in BODIES:
            modified = any(child.dep_ in ("amod", "compound", "poss", "nmod") for child in head.children)
            if modified or head.lower_ == "police":
                self._bodies[head.lower_] = text
                return Resolution((text,), "name")
            earlier = self._bodies.get(head.lower_, "")
            return Resolution((earlier,), "role") if earlier else NOBODY
        if head.lower_ in GROUPS:
            owner = any(token.pos_ == "PROPN" or token.ent_type_ in ("NORP", "GPE", "ORG") for token in subject)
            return Resolution((text,), "name") if owner else NOBODY
        definite = subject[0].lower_ in _DEFINITE or subject[0].pos_ == "PRON"
        if word in ROLES and definite:
            holder = self._holder(word, subject, line)
            return Resolution((holder,), "role") if holder else NOBODY
        return NOBODY

    def _holder(self, role: str, subject: Tokens, line: Line) -> str:
        """The latest person introduced with that role before this place; else anybody who has it alone."""
        here = line.place(subject[0], subject[-1])[0]
        holders = self._holders.get(role, [])
        earlier = [person.name for person in holders if person.span[0] < here]
        if earlier:
            words = {token.lower_ for token in subject}
            fits = [name for name in earlier if _gender_agrees(self._cast, name, words)]
            return fits[-1] if fits else ""
        names = {person.name for person in holders}
        return names.pop() if len(names) == 1 else ""

    def _pronoun(self, pronoun: Token, line: Line, content: list[Span]) -> str:
        """The person "he" or "she" stands for: of that gender, near, a subject, often the last speaker."""
        gender = _HE_OR_SHE[pronoun.lower_]
        here = line.start + pronoun.idx
        near = self._cast.before(here, _MENTIONS_LOOKED_AT)
        counts = {m.name: sum(1 for other in near if other.name == m.name) for m in near}
        scores: dict[str, float] = {}
        for candidate in near:
            if not candidate.name or any(a <= candidate.span[0] < b for a, b in content):
                continue
            known = self._cast.people[candidate.name].gender
            distance = (here - candidate.span[1]) / 5.5  # characters a token, spaces included
            if known not in ("", gender) or distance > _TOKENS_BACK:
                continue
            score = self._standing(candidate, line) - distance / 25 + 0.15 * min(6, counts[candidate.name])
            score += 0.7 if known else 0.0
            score += 1.0 if candidate.name == self._spoke_last else 0.0
            scores[candidate.name] = max(scores.get(candidate.name, -99.0), score)
        ranked = sorted(scores, key=lambda name: -scores[name])
        if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < _CLOSE:
            return ""
        return ranked[0] if ranked else ""

    def _standing(self, candidate: Mention, line: Line) -> float:
        """How prominent the place of a mention is."""
        root = candidate.tokens.root
        score = {"nsubj": 2.0, "nsubjpass": 2.0, "poss": -1.0, "pobj": -0.5, "dobj": -0.5}.get(root.dep_, 0.0)
        score += 0.5 if candidate.span[0] >= line.start else 0.0
        return score + (0.6 if " " in candidate.form else 0.0)


def _antecedent(relative: Token) -> Token | None:
    """The noun a relative clause hangs on."""
    at = relative
    while at.dep_ != "relcl" and at.head.i != at.i:
        at = at.head
    return at.head if at.dep_ == "relcl" else None


def _bare(subject: Tokens) -> str:
    words = subject
    while len(words) > 1 and (words[0].lower_ in _DEFINITE or words[0].pos_ == "DET"):
        words = words[1:]
    while len(words) > 1 and words[-1].tag_ == "POS":
        words = words[:-1]
    return " ".join(str(words.text).split())


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 3 and not word.endswith("ss") else word


def _gender_agrees(cast: Cast, name: str, words: set[str]) -> bool:
    told = next((gender for word in words if (gender := gender_of_title(word))), "")
    known = cast.people[name].gender
    return not told or not known or told == known
