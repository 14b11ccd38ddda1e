"""A speaker's mention -> who that is in this article: by name, from a pronoun, from a role noun, or nobody."""

from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from index.attribution.bodies import Bodies
from index.attribution.cast import Cast
from index.attribution.holding import DEFINITE, Offices, singular
from index.attribution.occasions import TEXTS
from index.attribution.parsing import Line
from index.attribution.referring import HE_OR_SHE, person_of
from index.attribution.representing import client_of
from index.attribution.subject import mention
from index.attribution.titles import BODIES, GROUPS, ROLES, TITLES
from index.mastheads import is_outlet
from index.statement import How, Span

_NOBODY = frozenset("i we you it they me us them one who which that this these those he/she".split())
_PAIRS = frozenset("two both pair".split())
_PAPERS = frozenset(("this newspaper", "this paper"))


@dataclass(frozen=True, slots=True)
class Resolution:
    """Canonical names (empty: not resolved) and how they were found."""

    names: tuple[str, ...]
    how: How


NOBODY = Resolution((), "none")


class Resolver:
    """Answers for one article. Remembers the last speakers: the next "he" is most often the same man."""

    def __init__(self, cast: Cast, outlet: str, lines: list[Line]) -> None:
        self._cast = cast
        self._outlet = outlet
        self._offices = Offices(cast, lines)
        self._bodies = Bodies(cast, lines)
        self._spoke: dict[str, int] = {}  # all who spoke so far, and as the how-manieth
        self._spoke_last = ""

    def resolve(self, subject: Tokens, line: Line, content: list[Span]) -> Resolution:
        """Who the mention `subject` of `line` stands for, as speaker of `content`."""
        found = self._resolve(subject, line, content, deeper=True)
        if len(found.names) == 1 and found.names[0] in self._cast.people:
            self._spoke_last = found.names[0]
            self._spoke.setdefault(self._spoke_last, len(self._spoke))
        return found

    def _resolve(self, subject: Tokens, line: Line, content: list[Span], deeper: bool) -> Resolution:
        head = subject.root
        if head.tag_ in ("WP", "WDT") or (head.lower_ == "that" and head.dep_ == "nsubj"):
            above = self._antecedent(head, line)
            if above is None or not deeper:
                return NOBODY
            return self._resolve(mention(above), line, content, deeper=False)
        people = self._people(subject, head, line)
        if head.lower_ in HE_OR_SHE:
            name = person_of(head, line, content, self._cast, self._offices, self._spoke_last)
            names = tuple(dict.fromkeys((name, *people) if name else people))
            return Resolution(names, "pronoun") if names else NOBODY
        owner = next((child for child in head.children if child.dep_ == "poss"), None)
        if head.lower_ in TEXTS and deeper and owner is not None:
            return self._resolve(mention(owner), line, content, deeper=False)
        if head.lower_ == "it" and deeper:
            return self._it(head, line)
        if head.lower_ in _PAIRS and len(subject) <= 2:
            return self._pair(subject, line)
        if head.lower_ in _NOBODY and not (head.lower_ == "one" and people):
            return NOBODY
        if head.pos_ == "PROPN" and is_outlet(_bare(subject), self._outlet) and not any(" " in name for name in people):
            return Resolution((self._outlet,), "name")
        if people:
            return Resolution(people, "name") if all(people) else NOBODY
        client = client_of(head, line, self._cast) if head.lower_ == "client" else ""
        if client:
            return Resolution((client,), "role")
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
        role = singular(noun.lower_) in ROLES or noun.lower_ in GROUPS
        named = bool(self._cast.inside(line.place(noun, noun)))
        return named or (role and noun.pos_ == "NOUN" and noun.dep_ != "appos")

    def _people(self, subject: Tokens, head: Token, line: Line) -> tuple[str, ...]:
        """The people a noun phrase names as its head, by conjunction or by apposition; "" for an unclear one."""
        heads = [head, *head.conjuncts]
        for noun in (noun for noun in [*heads] if noun.pos_ != "PROPN"):
            heads += [child for child in noun.children if child.dep_ == "appos" and child.pos_ == "PROPN"]
        if head.lower_ in ROLES or head.lower_ in TITLES or head.lower_ in ("one", "head"):
            heads += _apposed(subject) or self._named_last(subject, line)
        names = []
        for noun in heads:
            beside = self._cast.inside(line.place(noun, noun))
            names += [person.name for person in beside]
        return tuple(dict.fromkeys(names))

    def _named_last(self, subject: Tokens, line: Line) -> list[Token]:
        """The name that closes a role with "of": "Governor of Orran Ann Lee"; not "the wife of Ann Lee"."""
        last = subject[len(subject) - 1]
        found = next((m for m in self._cast.inside(line.place(last, last))), None)
        if found is None or found.tokens.start <= subject.start or last.i == subject.root.i:
            return []
        before = found.tokens[0].nbor(-1)
        return [last] if before.pos_ == "PROPN" and before.lower_ not in TITLES | ROLES else []

    def _pair(self, subject: Tokens, line: Line) -> Resolution:
        """ "The two", "both": the two people whom the sentence before, or the two paragraphs before, had speak."""
        here = line.place(subject[0], subject[-1])[0]
        sentence = self._cast.sentence_at(here) - 1
        names = self._cast.people_in(sentence) if sentence >= 0 else []
        if len(names) != 2:
            number = self._cast.line_at(here)
            near = {m.name for m in self._cast.in_lines(number - 2, number - 1)}
            names = sorted(near & self._spoke.keys(), key=lambda name: self._spoke[name])
        return Resolution(tuple(names), "role") if len(names) == 2 else NOBODY

    def _other(self, subject: Tokens, head: Token, line: Line) -> Resolution:
        """A body under its own name, a group that a name sets apart, or a role this article has given somebody."""
        text = _bare(subject)
        known = self._cast.known(text) if text[0].isupper() else ""
        if known:
            return Resolution((known,), "name")
        headline = self._cast.meant_in_headline(text) if line.start == 0 and text[0].isupper() else ""
        if headline:
            return Resolution((headline,), "name")
        if subject.text.casefold() in _PAPERS and self._outlet:
            return Resolution((self._outlet,), "role")
        word = singular(head.lower_)
        opening = self._cast.line_at(line.start) <= 1  # a headline or lead may speak of him before it names him
        definite = subject[0].lower_ in DEFINITE or subject[0].pos_ == "PRON" or head.pos_ == "PROPN" or opening
        if head.tag_ != "NNS" and word in ROLES and definite:
            holder = self._offices.holder(word, subject, line)
            return Resolution((holder,), "role") if holder and not self._inside(subject, holder, line) else NOBODY
        if head.lower_ in BODIES or word in BODIES:
            return self._body(subject, head, line)
        author = self._bodies.author(head) if definite else ""
        if author:
            return Resolution((author,), "role")
        places = _places(subject, head)
        if len(places) > 1:
            return Resolution(places, "name")
        if head.pos_ == "PROPN":
            self._bodies.call(head.lower_, text)
            return Resolution((text,), "name")
        if head.lower_ in GROUPS:
            owner = any(token.pos_ == "PROPN" or token.ent_type_ in ("NORP", "GPE", "ORG") for token in subject)
            return Resolution((text,), "name") if owner else NOBODY
        return NOBODY

    def _it(self, pronoun: Token, line: Line) -> Resolution:
        """The body that the sentence before is about, or that published the report it is about."""
        start = pronoun.sent.start
        before = line.doc[start - 1].sent if start > 0 else None
        about = next((t for t in before or () if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ == "ROOT"), None)
        if about is None or line.spoken(about) or about.ent_type_ == "PERSON":
            return NOBODY
        found = self._resolve(mention(about), line, [], deeper=False)
        bodies = bool(found.names) and not any(name in self._cast.people for name in found.names)
        return Resolution(found.names, "pronoun") if bodies else NOBODY

    def _inside(self, subject: Tokens, name: str, line: Line) -> bool:
        """Whether a mention names a person as the one it belongs to: nobody is his own solicitor."""
        beside = (m for m in self._cast.inside(line.place(subject[0], subject[-1])) if m.name == name)
        return any(m.tokens.root.dep_ == "poss" for m in beside)

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
        of = any(c.lower_ == "of" and any(w.pos_ == "PROPN" for w in c.subtree) for c in head.children)
        if of or any(c.dep_ in ("amod", "compound", "poss", "nmod") for c in head.children) or text == "police":
            text = self._bodies.fuller(head, text)
            self._bodies.call(head.lower_, text)
            return Resolution((text,), "name")
        earlier = self._bodies.meant(head, line)
        return Resolution((earlier,), "role") if earlier else NOBODY


def _places(subject: Tokens, head: Token) -> tuple[str, ...]:
    """The countries that a mention joins: "North Orra and Drosia" are two speakers; empty for anything else."""
    joined = [head, *head.conjuncts]
    held = {token.i: entity for entity in subject.ents if entity.label_ == "GPE" for token in entity}
    names = (_bare(held[noun.i]) for noun in joined if noun.i in held)
    return tuple(dict.fromkeys(names)) if all(noun.i in held for noun in joined) else ()


def _apposed(subject: Tokens) -> list[Token]:
    """The name between commas behind a role, whatever it hangs on: "The leader of the party, Ann Lee, said"."""
    doc = subject.doc
    for at in range(subject.root.i + 1, min(subject.end + 1, subject.sent.end - 1)):
        if doc[at].text == "," and doc[at + 1].pos_ == "PROPN":
            last = at + 1
            while last + 1 < subject.sent.end and doc[last + 1].pos_ == "PROPN":
                last += 1
            closed = last + 1 < subject.sent.end and doc[last + 1].text == ","
            return [doc[last]] if closed else []
    return []


def _bare(subject: Tokens) -> str:
    words = subject
    while len(words) > 1 and (words[0].lower_ in DEFINITE or words[0].pos_ == "DET"):
        words = words[1:]
    while len(words) > 1 and words[-1].tag_ == "POS":
        words = words[:-1]
    text = " ".join(str(words.text).split())
    return text.split(" (")[0]  # "the Harbour Board (HB"
