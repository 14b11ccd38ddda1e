"""The cast of an article: its people, under one name each, and every place that names them.

Two different full names are never one person. A single name goes to the full name it is part of; where it is
part of several, title, neighbourhood and company decide, and where they do not, nobody is named.
"""

from bisect import bisect_left, bisect_right

from spacy.tokens import Span as Tokens

from index.attribution.frame import Frame
from index.attribution.gendering import infer_genders
from index.attribution.naming import candidates, gender_beside, name_words, named_in, with_first_names
from index.attribution.parsing import Line
from index.attribution.person import Mention, Person, is_subject
from index.attribution.register import Key, Register, key_of
from index.attribution.roles import role_beside
from index.attribution.titles import ROLES, TITLES, Gender, gender_of_first_name, gender_of_title
from index.statement import Span

_MOST_COMPANY = 40  # proper names a line


class Cast:
    """The people of one article; built once, then asked who stands where."""

    def __init__(self, lines: list[Line], frames: list[list[Frame]]) -> None:
        self.mentions: list[Mention] = []
        found = [candidates(line, own) for line, own in zip(lines, frames, strict=True)]
        alone = {words[0].casefold() for own in found for t in own if len(words := name_words(t.text)) == 1}
        full = [words for own in found for t in own if len(words := name_words(t.text)) > 1]
        pairs = {(words[-2].casefold(), words[-1].casefold()) for words in full}
        found = [with_first_names(line, own, alone, pairs) for line, own in zip(lines, found, strict=True)]
        self._register = Register(name_words(tokens.text) for own in found for tokens in own)
        self.people = {name: Person(name) for name in self._register.names}
        self._introduced: dict[str, int] = {}  # the line that first has each full name
        for number, own in enumerate(found):
            for tokens in own if number else ():
                self._introduced.setdefault(self._register.full(key_of(name_words(tokens.text))), number)
        surnames = self._register.surnames
        self._lines = [line.start for line in lines]
        self._company = [_proper_names(line) for line in lines]
        self._sentences = [line.start + sentence.start_char for line in lines for sentence in line.doc.sents]
        for number, (line, own) in enumerate(zip(lines, found, strict=True)):
            for tokens in named_in(line, own, surnames):
                self._place(number, line, tokens)
        self._starts = [mention.span[0] for mention in self.mentions]  # as spans, lines and sentences, in order
        self._speakers = {
            mention.name
            for own in frames
            for frame in own
            if frame.subject_span is not None
            for mention in self.inside(frame.subject_span)
        }
        infer_genders(self.people, self.mentions, lines)

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
        here = self._in_sentence(sentence)
        return list(dict.fromkeys(m.name for m in reversed(here) if m.name and is_subject(m.tokens)))

    def people_in(self, sentence: int) -> list[str]:
        """The people a sentence names, none twice."""
        return list(dict.fromkeys(m.name for m in self._in_sentence(sentence) if m.name))

    def _in_sentence(self, sentence: int) -> list[Mention]:
        first = bisect_left(self.mentions, sentence, key=lambda mention: mention.sentence)
        return self.mentions[first : bisect_right(self.mentions, sentence, first, key=lambda mention: mention.sentence)]

    def in_lines(self, first: int, last: int) -> list[Mention]:
        """The mentions of the lines from `first` to `last`, both inside, in order."""
        start = bisect_left(self.mentions, first, key=lambda mention: mention.line)
        return self.mentions[start : bisect_right(self.mentions, last, start, key=lambda mention: mention.line)]

    def known(self, text: str) -> str:
        """The person a piece of text names wherever it stands; empty when nobody or several."""
        return self._register.known(text)

    def meant_in_headline(self, text: str) -> str:
        """Whom a headline means by a name: the bearer whom the article names first; empty when there is none."""
        return self._introduced_first(key_of(name_words(text)))

    def bears(self, text: str) -> bool:
        """Whether a piece of text is the name of somebody, or of several."""
        return self._register.bears(text)

    # ------------------------------------------------------------------ names

    def _place(self, number: int, line: Line, tokens: Tokens) -> None:
        words = name_words(tokens.text)
        key = key_of(words)
        if not key:
            return
        form = " ".join(words)
        name = self._register.full(key)
        if name:
            self.people[name].last_full = number
        else:
            if not self._register.bearers(key) and _is_of_a_thing(tokens):
                return
            name = self._single(key, form, number, tokens) or (self._introduced_first(key) if number == 0 else "")
            if self._is_another(name, number, tokens):
                name = self._stranger(form, tokens)
        span = line.place(tokens[0], tokens[-1])
        self.mentions.append(Mention(span, number, self.sentence_at(span[0]), tokens, form, name))
        if name:
            person = self.people[name]
            person.forms[form] += 1
            if (role := role_beside(tokens)) and role not in person.roles:
                person.roles.append(role)
            person.company.update(self._company_of(number, tokens))

    def _introduced_first(self, key: Key) -> str:
        """The bearer of a name whom the article names in full before any other."""
        named = [name for name in self._register.bearers(key) if name in self._introduced]
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

    def _single(self, key: Key, form: str, number: int, tokens: Tokens) -> str:
        names = self._register.bearers(key)
        if not names:
            self.people.setdefault(form, Person(form))
            self._register.add(key, form)
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

    def _likely_gender(self, name: str) -> Gender:
        return self.people[name].gender or gender_of_first_name(name.split()[0])

    def acts(self, name: str) -> bool:
        """Whether the article shows that a name is a person's: by title, role, first name or what it does."""
        person = self.people[name]
        if person.gender or person.roles or name in self._speakers:
            return True
        return " " in name and self._register.has_namesakes(name)


def _is_of_a_thing(tokens: Tokens) -> bool:
    """Whether a single name only says what a thing is called: "the Ketterwick lake"."""
    head = tokens.root.head
    return tokens.root.dep_ == "compound" and head.pos_ == "NOUN" and head.lower_ not in ROLES


def _proper_names(line: Line) -> frozenset[str]:
    """Some of a line's proper names; a line of thousands is no prose."""
    names = dict.fromkeys(token.lower_ for token in line.doc if token.pos_ == "PROPN" and token.is_alpha)
    return frozenset(list(names)[:_MOST_COMPANY])
