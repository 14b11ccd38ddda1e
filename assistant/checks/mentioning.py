"""Check 4, names: whoever and whatever a claim names, the article must name too. Pure."""

import re
from collections.abc import Callable
from itertools import pairwise

from index.stopwords import STOPWORDS

_NAME = re.compile(r"(?<![\w’'])[A-Z][\w-]+")
_STEM = 4  # letters in which a name and what is made of it agree: "Drosia", "Drosian"
# Checked as dates by assistant/checks/figuring.py.
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)


def missing(claim: str, source: str, who: Callable[[str], frozenset[str]]) -> str:
    """The first name in a claim that a source has in no form; empty when there is none. The word that begins the
    claim is a name where another follows it, or where it means somebody known (`who`)."""
    plain = source.casefold()
    initials = "".join(word[0] for word in re.findall(r"\w+", plain))
    names = [*_NAME.finditer(claim)]
    followed = {a.start() for a, b in pairwise(names) if not claim[a.end() : b.start()].strip()}
    for match in names:
        begins = not re.search(r"\w", claim[: match.start()])
        small = match[0].casefold() in STOPWORDS and not match[0].isupper()
        if small or (begins and match.start() not in followed and not who(match[0])):
            continue
        name = match[0].casefold()
        if name in _DAYS or (match[0].isupper() and name in initials):
            continue
        if not re.search(rf"(?<!\w){re.escape(name[: max(_STEM, len(name) - 3)])}", plain):
            return match[0]
    return ""


def of_others(claim: frozenset[str], sentence: frozenset[str]) -> bool:
    """Whether a sentence speaks of people, and of none whom the claim names: what the one did, the other did not."""
    return bool(claim and sentence) and not claim & sentence
