"""A speaker as far as the articles read so far tell: what names, roles and titles speak for or against."""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from index.attribution.titles import gender_of_first_name
from index.callings import far_apart
from index.names import Name, parse_name, same_person

parsed = lru_cache(maxsize=100_000)(parse_name)  # the same few thousand names come again and again


Local = tuple[str, str]  # an article's id, and the name its statements stand under there


@dataclass(frozen=True, slots=True)
class Mention:
    """One speaker of one article: the name there, the roles it states, the other names it uses."""

    article_id: str
    name: str
    roles: tuple[str, ...]
    aliases: tuple[str, ...]

    @property
    def local(self) -> Local:
        return self.article_id, self.name

    @property
    def known_as(self) -> tuple[Name, ...]:
        return tuple(map(parsed, (self.name, *self.aliases)))


@dataclass(slots=True, eq=False)  # two candidates are never the same for holding the same
class Candidate:
    """The mentions held to be one speaker's. `told` is the name people.toml gives, `qualifier` what sets
    namesakes apart, `why` gives for each name in the articles the reason why it is theirs."""

    told: str = ""
    qualifier: str = ""
    mentions: list[Mention] = field(default_factory=list)
    names: Counter[Name] = field(default_factory=Counter)
    why: dict[str, str] = field(default_factory=dict)
    articles: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    titled: set[str] = field(default_factory=set)  # single words that stand for them behind a title: "Mr Kim"
    short: set[str] = field(default_factory=set)  # any single words that articles use for them

    def take(self, mention: Mention, why: str) -> None:
        self.mentions.append(mention)
        self.names[parsed(mention.name)] += 1
        self.why.setdefault(mention.name, why)
        self.articles.add(mention.article_id)
        self.roles.update(mention.roles)
        for name in mention.known_as:
            self.roles.update(filter(None, (name.office,)))
            self.genders.update(filter(None, (name.gender,)))
            if len(name.words) == 1:
                self.short.add(name.family)
                self.titled.update(name.words if name.titles else ())

    def absorb(self, other: "Candidate", why: str) -> None:
        for mention in other.mentions:
            self.take(mention, why)

    @property
    def is_person(self) -> bool:
        """Whether anything tells that this is a person: bodies have no role, no "Mr" and no first name."""
        if self.roles or self.genders:
            return True
        return any(gender_of_first_name(name.words[0]) and not name.is_body for name in self.full_names)

    @property
    def full_names(self) -> list[Name]:
        return [name for name in self.names if len(name.words) > 1]

    @property
    def name(self) -> Name:
        """The fullest of the names; among those the most frequent, the longest."""
        words = {name.words for name in self.names}

        def rank(name: Name) -> tuple[int, bool, int, int, str]:
            is_part = any(len(w) > len(name.words) and w[-len(name.words) :] == name.words for w in words)
            fullness = 0 if is_part else 1 if len(name.words[0]) == 1 else 2
            shouted = name.text.isupper() and not name.is_acronym
            return fullness, not shouted, self.names[name], len(name.text), name.text

        return max(self.names, key=rank)

    @property
    def gender(self) -> str:
        """By titles; where there are none, by first name; empty where they disagree."""
        if self.genders:
            return next(iter(self.genders)) if len(self.genders) == 1 else ""
        return gender_of_first_name(self.name.words[0]) if len(self.name.words) > 1 else ""

    @property
    def answers_to(self) -> set[str]:
        """The single words that may stand for this speaker: a family name, or what articles call them. Of a
        person's other names only one behind a title counts: "Mr Kim" is Kim Jong Un, "Gustav" is nobody."""
        families = {name.family for name in self.full_names if not name.is_body}
        return families | self.titled | (set() if self.is_person else self.short)

    def contradicts(self, other: "Candidate") -> bool:
        """Whether titles or callings tell that the two are different people."""
        genders = {self.gender, other.gender} - {""}
        return len(genders) > 1 or far_apart(self.roles, other.roles)

    def variant_of(self, other: "Candidate") -> str:
        """Why these full names may be the other's, written otherwise; empty when they are not."""
        reasons = [same_person(mine, theirs) for mine in self.full_names for theirs in other.full_names]
        if not reasons or not all(reasons) or self.contradicts(other):
            return ""
        initials = any(len(word) == 1 for name in self.full_names + other.full_names for word in name.words)
        return reasons[0] if initials or self.is_person or other.is_person else ""
