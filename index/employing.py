"""Bodies that several articles name in full and in short, as the roles of one person show. Pure.

Two bodies whose names end alike are two ("Labour Party", "Reform Labour Party"), unless one person holds the same
office in both: who is "Space Office director" here and "director of the Halvenian Space Office" there tells that
the Space Office is the Halvenian one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from index.attribution.titles import BODIES
from index.candidate import Mention, parsed
from index.names import words_of

_CAPITALS = re.compile(r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)+")

Words = tuple[str, ...]


def full_names(mentions: Iterable[Mention]) -> dict[Words, str]:
    """What each body is called in full, by the words of its short name, where the roles of one person name both;
    a short name that they give several full ones has none."""
    held: dict[Words, set[str]] = defaultdict(set)
    for mention in mentions:
        held[parsed(mention.name).words].update(name for role in mention.roles for name in _bodies_in(role))
    found: dict[Words, set[str]] = defaultdict(set)
    for names in held.values():
        words = {name: tuple(words_of(name)) for name in names}
        for short in names:
            longer = (full for full in names if _ends_with(words[full], words[short]))
            found[words[short]].update(longer)
    return {short: next(iter(full)) for short, full in found.items() if len(full) == 1}


def _ends_with(full: Words, short: Words) -> bool:
    return len(full) > len(short) and full[-len(short) :] == short


def _bodies_in(role: str) -> Iterable[str]:
    """The names of bodies that a role holds: capitalised words, the last of which a body may be called."""
    return (name for name in _CAPITALS.findall(role) if words_of(name)[-1:] and words_of(name)[-1] in BODIES)
