"""The people of an article as it names them, and the places that do."""

from collections import Counter
from dataclasses import dataclass, field

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from index.attribution.titles import ROLES, Gender
from index.statement import Span


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
