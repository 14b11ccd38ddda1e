"""The cast of an article: its people, under one name each, and every place that names them.

Two different full names are never one person. A single name goes to the full name it is part of; where it is
part of several, title, neighbourhood and company decide, and where they do not, nobody is named.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from index.attribution.frame import Frame
from index.attribution.naming import (
    candidates,
    gender_beside,
    name_words,
    named_in,
    with_first_names,
    without_particle,
)
from index.attribution.parsing import Line
from index.attribution.roles import role_beside
from index.attribution.titles import ROLES, TITLES, Gender, gender_of_first_name, gender_of_title
from index.statement import Span

_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_PRONOUNS: dict[str, Gender] = {
    "he": "male", "his": "male", "him": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
_SURE_VOTES = 3
_LONGEST_NAME = 6  # words
_MOST_COMPANY = 40  # proper names a line


@dataclass(slots=True)
class Person:
    """`name` is the fullest the article uses; `forms` are the ways it writes the name, with their counts."""

    name: str
    gender: Gender = ""
    roles: list[str] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)
    company: Counter[str] = field(default_factory=Counter)
    last_full: int = -1  # the line of the latest mention by full name


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that names a person; `name` is empty where the article does not tell which of several."""

    span: Span
    line: int
    sentence: int  # its number in the article
    tokens: Tokens
    form: str
    name: str


def _key(words: list[str]) -> tuple[str, ...]:
    folded = [without_particle(word).casefold().rstrip(".") for word in words]
    return tuple(word for word in folded if word not in _SUFFIXES) or tuple(folded)


class Cast:
    """The people of one article; built once, then asked who stands where."""

    def __init__(self, lines: list[Line], frames: list[list[Frame]]) -> None:
        self.people: dict[str, Person] = {}
        self._full: dict[tuple[str, ...], str] = {}
        self._by_word: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self.mentions: list[Mention] = []
        found = [candidates(line, own) for line, own in zip(lines, frames, strict=True)]
        alone = {words[0].casefold() for own in found for t in own if len(words := name_words(t.text)) == 1}
        full = [words for own in found for t in own if len(words := name_words(t.text)) > 1]
        pairs = {(words[-2].casefold(), words[-1].casefold()) for words in full}
        found = [with_first_names(line, own, alone, pairs) for line, own in zip(lines, found, strict=True)]
        self._collect_full_names([name_words(tokens.text) for own in found for tokens in own])
        self._introduced: dict[str, int] = {}  # the line that first has each full name
        for number, own in enumerate(found):
            for tokens in own if number else ():
                self._introduced.setdefault(self._full.get(_key(name_words(tokens.text)), ""), number)
        surnames = {key[-1] for key in self._full}
        self._lines = [line.start for line in lines]
        self._company = [_proper_names(line) for line in lines]
        self._sentences = [line.start + sentence.start_char for line in lines for sentence in line.doc.sents]
        for number, (line, own) in enumerate(zip(lines, found, strict=True)):
            for tokens in named_in(line, own, surnames):
                self._place(number, line, tokens)
        self._starts = [mention.span[0] for mention in self.mentions]
        self._speakers = {
            mention.name
            for own in frames
            for frame in own
            if frame.subject_span is not None
            for mention in self.inside(frame.subject_span)
        }
        self._infer_genders(lines)

    def inside(self, span: Span) -> list[Mention]:
        """The mentions that overlap a span, in order."""
        first = bisect_left(self._starts, span[0] - 200)
        last = bisect_right(self._starts, span[1])
        return [m for m in self.mentions[first:last] if m.span[0] < span[1] and m.span[1] > span[0]]

    def before(self, offset: int, count: int) -> list[Mention]:
        """The latest mentions that end before an offset, the nearest first."""
        last = bisect_right(self._starts, offset)
        near = [mention for mention in self.mentions[max(0, last - count) : last] if mention.span[1] <= offset]
        return near[::-1]

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds an article offset."""
        return bisect_right(self._sentences, offset) - 1

    def line_at(self, offset: int) -> int:
        """The number of the line that holds an article offset."""
        return bisect_right(self._lines, offset) - 1

    def subjects_of(self, sentence: int) -> list[str]:
        """The people who are subjects of a sentence, none twice."""
        last = bisect_right(self._starts, self._sentences[min(sentence + 1, len(self._sentences) - 1)])
        names = []
        for mention in reversed(self.mentions[:last]):
            if mention.sentence < sentence:
                break
            if mention.sentence == sentence and mention.name and is_subject(mention.tokens):
                names.append(mention.name)
        return list(dict.fromkeys(names))

    def people_in(self, sentence: int) -> list[str]:
        """The people a sentence names, none twice."""
        return list(dict.fromkeys(m.name for m in self.mentions if m.sentence == sentence and m.name))

    def known(self, text: str) -> str:
        """The person a piece of text names wherever it stands; empty when nobody or several."""
        words = name_words(text)
        key = _key(words)
        if key in self._full:
            return self._full[key]
        names = self._bearers(key)
        return names[0] if len(names) == 1 else ""

    def meant_in_headline(self, text: str) -> str:
        """Whom a headline means by a name: the bearer whom the article names first; empty when there is none."""
        return self._introduced_first(_key(name_words(text)))

    def bears(self, text: str) -> bool:
        """Whether a piece of text is the name of somebody, or of several."""
        key = _key(name_words(text))
        return key in self._full or bool(self._bearers(key))

    # ------------------------------------------------------------------ names

    def _collect_full_names(self, found: list[list[str]]) -> None:
        names = {_key(words): " ".join(words) for words in found if 2 <= len(words) <= _LONGEST_NAME}
        for key in sorted(names, key=lambda key: (-len(key), key)):
            same = [known for known in self._full if _same_person(key, known)]
            self._full[key] = self._full[same[0]] if len({self._full[k] for k in same}) == 1 else names[key]
        for name in dict.fromkeys(self._full.values()):
            self.people[name] = Person(name)
            words = _key(name.split())
            for place, word in enumerate(words):
                self._by_word[word].append((name, len(words) - 1 - place))

    def _bearers(self, key: tuple[str, ...]) -> list[str]:
        """The full names a shorter name may stand for: by their last word before any other."""
        if not key:
            return []
        found = self._by_word.get(key[-1], [])
        if len(key) > 1:
            found = [(name, place) for name, place in found if set(key) <= set(_key(name.split()))]
        last = [name for name, place in found if place == 0]
        return last if last and not _family_name_first(found) else [name for name, _ in found]

    def _place(self, number: int, line: Line, tokens: Tokens) -> None:
        words = name_words(tokens.text)
        key = _key(words)
        if not key:
            return
        form = " ".join(words)
        name = self._full.get(key, "")
        if name:
            self.people[name].last_full = number
        else:
            if not self._bearers(key) and _is_of_a_thing(tokens):
                return
            name = self._single(key, form, number, tokens) or (self._introduced_first(key) if number == 0 else "")
            if self._is_another(name, number, tokens):
                name = self._stranger(form, tokens)
        span = line.place(tokens[0], tokens[-1])
        self.mentions.append(Mention(span, number, self.sentence_at(span[0]), tokens, form, name))
        if name:
            person = self.people[name]
            person.forms[form] += 1
            if role := role_beside(tokens):
                person.roles.append(role)
            person.company.update(self._company_of(number, tokens))

    def _introduced_first(self, key: tuple[str, ...]) -> str:
        """The bearer of a name whom the article names in full before any other."""
        named = [name for name in self._bearers(key) if name in self._introduced]
        return min(named, key=lambda name: self._introduced[name], default="")

    def _is_another(self, name: str, number: int, tokens: Tokens) -> bool:
        """Whether "Mr Hale" is none of the Hales whom the article introduces further down."""
        titled = tokens[0].lower_.rstrip(".") in TITLES or (
            tokens.start > 0 and tokens.doc[tokens.start - 1].lower_.rstrip(".") in TITLES
        )
        return titled and number > 1 and name in self._introduced and self._introduced[name] > number

    def _stranger(self, form: str, tokens: Tokens) -> str:
        """ "Judge Hale", who is none of the article's Hales: who it is, other articles may tell."""
        title = tokens[0] if tokens[0].lower_.rstrip(".") in TITLES else tokens.doc[tokens.start - 1]
        name = f"{title.text} {form}"
        self.people.setdefault(name, Person(name, gender_of_title(title.text)))
        return name

    def _single(self, key: tuple[str, ...], form: str, number: int, tokens: Tokens) -> str:
        names = self._bearers(key)
        if not names:
            self.people.setdefault(form, Person(form))
            self._full.setdefault(key, form)
            return form
        gender = gender_beside(tokens)
        if gender and len(names) > 1:
            names = [name for name in names if self._likely_gender(name) in (gender, "")] or names
            known = [name for name in names if self._likely_gender(name) == gender]
            names = known if len(known) == 1 else names
        if len(names) > 1:
            names = self._of_that_role(names, tokens)
        if len(names) == 1:
            if gender:
                self.people[names[0]].gender = gender
            return names[0]
        return self._by_company(names, number, tokens)

    def _of_that_role(self, names: list[str], tokens: Tokens) -> list[str]:
        """Those of several namesakes who have the role named beside this mention: "Judge Kerrick"."""
        beside = set(role_beside(tokens).casefold().split())
        holders = [name for name in names if beside & set(" ".join(self.people[name].roles).casefold().split())]
        return holders or names

    def _by_company(self, names: list[str], number: int, tokens: Tokens) -> str:
        """Of several bearers of a name: the one named just before, else the one who keeps this company."""
        company = self._company_of(number, tokens)
        scores: dict[str, float] = {}
        for name in names:
            person = self.people[name]
            if person.last_full < 0:
                continue
            distance = number - person.last_full
            near = 3.0 if distance == 0 else 2.0 if distance == 1 else 1.0 / distance
            shared = sum(1 for word in company if person.company[word])
            scores[name] = near + 1.5 * shared / (1 + len(company) ** 0.5) + 0.02 * sum(person.forms.values())
        ranked = sorted(scores, key=lambda name: -scores[name])
        if not ranked:
            return ""
        return ranked[0] if len(ranked) == 1 or scores[ranked[0]] - scores[ranked[1]] > 0.3 else ""

    def _company_of(self, number: int, tokens: Tokens) -> frozenset[str]:
        """The other proper names of a mention's line: what tells namesakes apart."""
        return self._company[number].difference(token.lower_ for token in tokens)

    # ------------------------------------------------------------------ gender

    def _likely_gender(self, name: str) -> Gender:
        return self.people[name].gender or gender_of_first_name(name.split()[0])

    def acts(self, name: str) -> bool:
        """Whether the article shows that a name is a person's: by title, role, first name or what it does."""
        person = self.people[name]
        if person.gender or person.roles or name in self._speakers:
            return True
        family = name.split()[-1].casefold()
        return " " in name and any(other != name and place == 0 for other, place in self._by_word.get(family, ()))

    def _infer_genders(self, lines: list[Line]) -> None:
        """From titles first, then the article's own pronouns, then the first name."""
        votes: dict[str, Counter[Gender]] = defaultdict(Counter)
        by_sentence: dict[tuple[int, int], list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            by_sentence[mention.line, mention.tokens.sent.start].append(mention)
            if mention.name and (gender := gender_beside(mention.tokens)):
                self.people[mention.name].gender = gender
        for mentions in by_sentence.values():
            if len({mention.name for mention in mentions}) == 1 and mentions[0].name:
                line = lines[mentions[0].line]
                for token in _pronouns_behind(line, mentions[0].tokens):
                    votes[mentions[0].name][_PRONOUNS[token.lower_]] += 1
                taken_up = _taken_up(line, mentions[0].tokens)
                if taken_up:
                    votes[mentions[0].name][taken_up] += _SURE_VOTES
        for name, person in self.people.items():
            if person.gender:
                continue
            first = gender_of_first_name(name.split()[0]) if " " in name else ""
            ranked = votes[name].most_common(2)
            lead = ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0) if ranked else 0
            person.gender = ranked[0][0] if lead >= _SURE_VOTES or (lead and not first) else first


def is_subject(tokens: Tokens) -> bool:
    """Whether a name is the subject of a clause, by itself or beside the noun that is."""
    root = tokens.root
    while root.dep_ in ("appos", "conj") or _opens_a_name(root):
        root = root.head
    return root.dep_ in ("nsubj", "nsubjpass")


def _opens_a_name(token: Token) -> bool:
    """Whether a token stands before a name or role that is his too, not before a thing: "the Lee bill"."""
    head = token.head
    return token.dep_ == "compound" and (head.pos_ == "PROPN" or head.lower_ in ROLES)


def _is_of_a_thing(tokens: Tokens) -> bool:
    """Whether a single name only says what a thing is called: "the Ketterwick lake"."""
    head = tokens.root.head
    return tokens.root.dep_ == "compound" and head.pos_ == "NOUN" and head.lower_ not in ROLES


def _same_person(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """One name written twice: a middle name more or less, or the last words of the other."""
    if shorter[0] == longer[0] and shorter[-1] == longer[-1]:
        middle, other = shorter[1:-1], longer[1:-1]
        return not middle or not other or all(a[0] == b[0] for a, b in zip(middle, other, strict=False))
    return longer[-len(shorter) :] == shorter


def _family_name_first(found: list[tuple[str, int]]) -> bool:
    """Whether the word opens the names of several people (Kim Jong Un, Kim Gunn): a family name."""
    return sum(1 for _, place in found if place > 0) > 1


def _proper_names(line: Line) -> frozenset[str]:
    """Some of a line's proper names; a line of thousands is no prose."""
    names = dict.fromkeys(token.lower_ for token in line.doc if token.pos_ == "PROPN" and token.is_alpha)
    return frozenset(list(names)[:_MOST_COMPANY])


def _taken_up(line: Line, tokens: Tokens) -> Gender:
    """The gender of the pronoun that begins the sentence behind the one whose subject is a name."""
    end = tokens.sent.end
    first = line.doc[end] if end < len(line.doc) else None
    known = first is not None and is_subject(tokens) and first.dep_ == "nsubj" and not line.spoken(first)
    return _PRONOUNS.get(first.lower_, "") if known and first is not None else ""


def _pronouns_behind(line: Line, tokens: Tokens) -> list[Token]:
    sentence = tokens.sent
    rest = line.doc[tokens.end : sentence.end]
    return [token for token in rest if token.lower_ in _PRONOUNS and not line.spoken(token)]
