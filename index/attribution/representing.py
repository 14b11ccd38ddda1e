"""Whom a lawyer speaks for: "her client" in "Mr Bell's solicitor said her client denied it" is Mr Bell."""

import re

from spacy.tokens import Token

from index.attribution.cast import Cast
from index.attribution.parsing import Line
from index.attribution.subject import mention

_LAWYERS = frozenset("lawyer solicitor barrister attorney counsel advocate".split())
_FOR = frozenset("for of to".split())
_ROLE = re.compile(
    r"(?P<owner>.+?)['’]s? (?:\w+ )?(?:{lawyers})|(?:\w+ )?(?:{lawyers}) (?:for|of|representing) (?P<whom>.+)".format(
        lawyers="|".join(sorted(_LAWYERS))
    )
)


def client_of(client: Token, line: Line, cast: Cast) -> str:
    """The person whom the lawyer that reports the clause of "his client" speaks for; empty when it is not told."""
    lawyer = _reporter(client)
    if lawyer is None or not any(child.dep_ == "poss" and child.pos_ == "PRON" for child in client.children):
        return ""
    for noun in (token for token in lawyer.subtree if token.lower_ in _LAWYERS):
        for child in noun.children:
            whom = next((w for w in child.children if w.dep_ == "pobj"), None) if child.lower_ in _FOR else None
            whom = child if child.dep_ == "poss" else whom
            if whom is not None:
                return _name(whom, line, cast)
    for beside in cast.inside(line.place(lawyer, lawyer)):
        for role in cast.people[beside.name].roles if beside.name else ():
            if found := _ROLE.fullmatch(role):
                return cast.known(found["owner"] or found["whom"])
    return ""


def _reporter(client: Token) -> Token | None:
    """The subject of the verb that reports the clause that a noun is the subject of."""
    verb = client.head
    while verb.dep_ == "conj" and verb.head.i != verb.i:
        verb = verb.head
    if client.dep_ not in ("nsubj", "nsubjpass") or verb.dep_ != "ccomp":
        return None
    return next((child for child in verb.head.children if child.dep_ == "nsubj"), None)


def _name(whom: Token, line: Line, cast: Cast) -> str:
    words = mention(whom)
    found = {beside.name for beside in cast.inside(line.place(words[0], words[-1]))}
    return found.pop() if len(found) == 1 else ""
