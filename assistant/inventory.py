"""A question about the articles as a whole -> what the index holds. No article tells that, so nothing is cited."""

import re
from collections.abc import Sequence

from assistant.answer import Answer
from assistant.declining import declined
from assistant.evidence import Evidence
from index.person import Person

NAMED = 5  # most quoted speakers, and outlets, that are named

_ARTICLES = r"(?:the|these|this|those|all|your|my|our)? ?(?:articles?|corpus|collection|documents?|files|archive|index)"
_WHOLE = re.compile(
    r"\W*(?:"
    rf"what(?:'s| is| are| do| does) (?:in )?{_ARTICLES}(?: all)?(?: about| on| cover| contain| hold| deal with)?"
    r"|(?:what|which) (?:topics?|subjects?|stories)(?: are| is| do| does)? (?:covered )?(?:in |by )?"
    rf"{_ARTICLES}(?: cover)?"
    r"|who(?: is|'s| are| was| were| gets?) (?:being )?(?:quoted|cited) (?:the )?most(?: often)?"
    r"|who(?: is|'s| are) (?:the )?(?:most[- ](?:often )?(?:quoted|cited))(?: \w+)?"
    r"|(?:what|which|how many) (?:articles|outlets|newspapers|papers|sources|speakers|people)"
    rf" (?:do you have|are (?:there|quoted|covered)|are in {_ARTICLES})"
    r"|what (?:do you know|can i ask|can you (?:answer|tell))(?: you| me)?(?: about)?"
    r")\W*",
    re.IGNORECASE,
)


def asks_for_inventory(text: str) -> bool:
    """Whether a question asks about the articles as a whole ("Who is quoted most?"), and of no matter in them."""
    return bool(_WHOLE.fullmatch(text))


def inventory(evidence: Evidence, people: Sequence[Person], outlets: Sequence[str]) -> Answer:
    """How many articles of which outlets, and who is quoted most; the page's lists tell the rest."""
    often = sorted(people, key=lambda person: (-person.statements, person.name))[:NAMED]
    named = ", ".join(outlets[:NAMED]) + (f" and {len(outlets) - NAMED} more" if len(outlets) > NAMED else "")
    parts = ["That asks about the articles as a whole, which no article tells."]
    if often:
        quoted = ", ".join(f"{person.name} ({person.statements})" for person in often)
        parts.append(f"Most quoted, with the number of their statements: {quoted}.")
    if outlets:
        parts.append(f"Outlets: {named}.")
    return declined(evidence, " ".join(parts))
