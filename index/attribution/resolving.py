"""A speaker's mention -> who that is in this article: by name, from a pronoun, from a role noun, or nobody."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from index.attribution.cast import Cast, Mention, is_subject
from index.attribution.parsing import Line
from index.attribution.roles import role_beside
from index.attribution.subject import mention
from index.attribution.titles import BODIES, GROUPS, ROLES, Gender, gender_of_title
from index.statement import How, Span

_HE_OR_SHE: dict[str, Gender] = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female"}
_NOBODY = frozenset("i we you it they me us them one who which that this these those he/she".split())
_DEFINITE = frozenset("the his her their its this that our".split())
_MENTIONS_LOOKED_AT = 25
_SENTENCES_BACK = 9  # a pronoun farther from a name stands for somebody else
_PER_SENTENCE = 0.8
_STAGES = frozenset("former new outgoing incoming then current ex late acting own newly".split())
_CLOSE = 0.1  # two candidates nearer than this cannot be told apart


@dataclass(frozen=True, slots=True)
class Resolution:
    """Canonical names (empty: not resolved) and how they were found."""

    names: tuple[str, ...]
    how: How


NOBODY = Resolution((), "none")


class Resolver:
    """Answers for one article. Remembers the last speaker: the next "he" is most often the same man."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._spoke_last = ""
        self._bodies: dict[str, str] = {}
        self._holders: dict[str, list[tuple[Mention, frozenset[str]]]] = defaultdict(list)
        for person in cast.mentions:
            words = frozenset(role_beside(person.tokens).casefold().split()) if person.name else frozenset()
            for word in words:
                self._holders[word].append((person, words))

    def resolve(self, subject: Tokens, line: Line, content: list[Span]) -> Resolution:
        """Who the mention `subject` of `line` stands for, as speaker of `content`."""
        found = self._resolve(subject, line, content, deeper=True)
        if len(found.names) == 1 and found.names[0] in self._cast.people:
            self._spoke_last = found.names[0]
        return found

    def _resolve(self, subject: Tokens, line: Line, content: list[Span], deeper: bool) -> Resolution:
        head = subject.root
        if head.tag_ in ("WP", "WDT") or (head.lower_ == "that" and head.dep_ == "nsubj"):
            above = self._antecedent(head, line)
            if above is None or not deeper:
                return NOBODY
            return self._resolve(mention(above), line, content, deeper=False)
        people = self._people(subject, head, line)
        if head.lower_ in _HE_OR_SHE:
            name = self._pronoun(head, line, content)
            names = tuple(dict.fromkeys((name, *people) if name else people))
            return Resolution(names, "pronoun") if names else NOBODY
        if head.lower_ in _NOBODY:
            return NOBODY
        if people:
            return Resolution(people, "name") if all(people) else NOBODY
        return self._other(subject, head, line)

    def _antecedent(self, relative: Token, line: Line) -> Token | None:
        """The noun a relative clause hangs on; for "who" the person, where the parser took the place beside him."""
        at = relative
        while at.dep_ != "relcl" and at.head.i != at.i:
            at = at.head
        if at.dep_ != "relcl":
            return None
        noun = above = at.head
        while relative.lower_ == "who" and above.dep_ in ("pobj", "prep", "appos") and not self._is_person(above, line):
            above = above.head
        return above if self._is_person(above, line) else noun

    def _is_person(self, noun: Token, line: Line) -> bool:
        role = _singular(noun.lower_) in ROLES or noun.lower_ in GROUPS
        named = bool(self._cast.inside(line.place(noun, noun)))
        return named or (role and noun.pos_ == "NOUN" and noun.dep_ != "appos")

    def _people(self, subject: Tokens, head: Token, line: Line) -> tuple[str, ...]:
        """The people a noun phrase names as its head, by conjunction or by apposition; "" for an unclear one."""
        heads = [head, *head.conjuncts]
        for noun in (noun for noun in [*heads] if noun.pos_ != "PROPN"):
            heads += [child for child in noun.children if child.dep_ == "appos" and child.pos_ == "PROPN"]
        names = []
        for noun in heads:
            beside = self._cast.inside(line.place(noun, noun))
            names += [person.name for person in beside]
        return tuple(dict.fromkeys(names))

    def _other(self, subject: Tokens, head: Token, line: Line) -> Resolution:
        """A body under its own name, a group that a name sets apart, or a role this article has given somebody."""
        text = _bare(subject)
        known = self._cast.known(text) if text[0].isupper() else ""
        if known:
            return Resolution((known,), "name")
        word = _singular(head.lower_)
        definite = subject[0].lower_ in _DEFINITE or subject[0].pos_ == "PRON" or head.pos_ == "PROPN"
        if head.tag_ != "NNS" and word in ROLES and definite:
            holder = self._holder(word, subject, line)
            return Resolution((holder,), "role") if holder else NOBODY
        if head.lower_ in BODIES or word in BODIES:
            return self._body(subject, head, line)
        if head.pos_ == "PROPN":
            self._bodies[head.lower_] = text
            return Resolution((text,), "name")
        if head.lower_ in GROUPS:
            owner = any(token.pos_ == "PROPN" or token.ent_type_ in ("NORP", "GPE", "ORG") for token in subject)
            return Resolution((text,), "name") if owner else NOBODY
        return NOBODY

    def _body(self, subject: Tokens, head: Token, line: Line) -> Resolution:
        """ "the health ministry" by its own name, "the ministry" by what the article called it before."""
        owner = next((child for child in head.children if child.dep_ == "poss"), None)
        if owner is not None and owner.pos_ == "PRON":
            return NOBODY
        if owner is not None:
            person = next((m.name for m in self._cast.inside(line.place(owner, owner)) if m.name), "")
            if person:
                return Resolution((f"{head.text} of {person}",), "name")
        text = _bare(subject)
        if head.lower_ == "police" and text == "Police":
            text = "police"
        if any(child.dep_ in ("amod", "compound", "poss", "nmod") for child in head.children) or text == "police":
            self._bodies[head.lower_] = text
            return Resolution((text,), "name")
        earlier = self._bodies.get(head.lower_, "")
        return Resolution((earlier,), "role") if earlier else NOBODY

    def _holder(self, role: str, subject: Tokens, line: Line) -> str:
        """Whom the article has given all words of a role, latest first; else whom it has just spoken of.

        "Ann Lee came in. The chief engineer said ...": news writers vary their names so.
        """
        here = line.place(subject[0], subject[-1])[0]
        words = {token.lower_ for token in subject if token.is_alpha and not token.is_stop} - _STAGES
        holders = [person for person, held in self._holders.get(role, []) if words <= held]
        fits = [person for person in holders if _gender_agrees(self._cast, person.name, words)]
        earlier = [person for person in fits if person.span[0] < here]
        if earlier:
            return earlier[-1].name
        if len({person.name for person in fits}) == 1:
            return fits[0].name
        spoken_of = self._spoken_of(here, line)
        if spoken_of is None or not _gender_agrees(self._cast, spoken_of.name, words):
            return ""
        for word in words:
            self._holders[word].append((spoken_of, frozenset(words)))
        return spoken_of.name

    def _spoken_of(self, here: int, line: Line) -> Mention | None:
        """The only subject of the sentence before, in this line or at the end of the one before."""
        sentence = self._cast.sentence_at(here) - 1
        names = (self._cast.subjects_of(sentence) or self._cast.people_in(sentence)) if sentence >= 0 else []
        if len(names) != 1 or not self._cast.acts(names[0]):
            return None
        return next((m for m in self._cast.before(here, _MENTIONS_LOOKED_AT) if m.name == names[0]), None)

    def _pronoun(self, pronoun: Token, line: Line, content: list[Span]) -> str:
        """The person "he" or "she" stands for: of that gender, near, a subject, often the last speaker."""
        gender = _HE_OR_SHE[pronoun.lower_]
        here = line.start + pronoun.idx
        sentence = self._cast.sentence_at(here)
        near = self._cast.before(here, _MENTIONS_LOOKED_AT)
        counts = Counter(candidate.name for candidate in near)
        scores: dict[str, float] = {}
        for candidate in near:
            back = sentence - candidate.sentence
            if not candidate.name or back > _SENTENCES_BACK or any(a <= candidate.span[0] < b for a, b in content):
                continue
            known = self._cast.people[candidate.name].gender
            if known not in ("", gender):
                continue
            score = _standing(candidate) - _PER_SENTENCE * back + 0.1 * min(5, counts[candidate.name])
            score += 0.5 if known else -0.3
            score += 0.0 if self._cast.acts(candidate.name) else -0.8
            score += 0.8 if candidate.name == self._spoke_last else 0.0
            scores[candidate.name] = max(scores.get(candidate.name, -99.0), score)
        named = self._role_before(pronoun, line, gender)
        if named:
            scores[named] = max(scores.get(named, -99.0), 2.5 - _PER_SENTENCE)
        ranked = sorted(scores, key=lambda name: -scores[name])
        if len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < _CLOSE:
            return ""
        return ranked[0] if ranked else ""

    def _role_before(self, pronoun: Token, line: Line, gender: Gender) -> str:
        """Whom the role noun names that is the subject of the sentence before: "The minister came. She said ..."."""
        start = pronoun.sent.start
        before = line.doc[start - 1].sent if start > 0 else pronoun.sent
        for token in before:
            role = _singular(token.lower_)
            if token.i < pronoun.i and token.dep_ == "nsubj" and role in ROLES and not line.spoken(token):
                subject = mention(token)
                name = self._holder(role, subject, line) if subject[0].lower_ in _DEFINITE else ""
                if name and self._cast.people[name].gender in ("", gender):
                    return name
        return ""


def _standing(candidate: Mention) -> float:
    """How prominent the place of a mention is."""
    root = candidate.tokens.root
    score = 2.0 if is_subject(candidate.tokens) else {"poss": -1.0, "pobj": -0.5, "dobj": -0.5}.get(root.dep_, 0.0)
    return score + (0.4 if " " in candidate.form else 0.0)


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
