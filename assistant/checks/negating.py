"""Check 4, yes and no: a "not" added or dropped. Pure."""

import re

_NO = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|hardly|barely|unable|"
    r"den(?:y|ies|ied|ying|ial)|refus(?:e|es|ed|ing|al)|reject(?:s|ed|ing)?|rul(?:e|es|ed|ing) out|"
    r"fail(?:s|ed|ing)?|lack(?:s|ed|ing)?|declin(?:e|es|ed) to|dismiss(?:es|ed)?|disput(?:e|es|ed))\b"
    r"|n['’`´]t\b",
    re.IGNORECASE,
)


def says_no(text: str) -> bool:
    """Whether a text says no: an odd number of words that do."""
    return len(_NO.findall(text)) % 2 == 1


def negated(text: str) -> bool:
    """Whether a text has any word that says no."""
    return _NO.search(text) is not None
