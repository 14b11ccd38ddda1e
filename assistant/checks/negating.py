"""Check 4, yes and no: a "not" added or dropped. Pure."""

import re

_NO = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|hardly|barely|unable|"
    r"den(?:y|ies|ied|ying|ial)|refus(?:e|es|ed|ing|al)|reject(?:s|ed|ing)?|rul(?:e|es|ed|ing) out|"
    r"fail(?:s|ed|ing)?|lack(?:s|ed|ing)?|declin(?:e|es|ed) to|dismiss(?:es|ed)?|disput(?:e|es|ed))\b"
    r"|n['’`´]t\b",
    re.IGNORECASE,
)

_CLAUSES = re.compile(r"(?<=[.!?;:,])[\s”\"’']+|\s+(?:and|but)\s+")


def says_no(text: str) -> bool:
    """Whether a text says no: an odd number of words that do."""
    return len(_NO.findall(text)) % 2 == 1


def negated(text: str) -> bool:
    """Whether a text has any word that says no."""
    return _NO.search(text) is not None


def agree(claim: str, source: str, sense_of_denial: bool) -> bool:
    """Whether a claim says yes or no as its source does. `sense_of_denial`: one of the two is reported as denied.

    A "not" elsewhere in a longer source is about something else: its clause nearest to the claim decides, and for
    a claim without a "no" the whole may as well.
    """
    wanted = says_no(claim) ^ sense_of_denial
    words = set(re.findall(r"\w{4,}", claim.casefold()))
    clauses = [clause for clause in _CLAUSES.split(source) if re.search(r"\w", clause)] or [source]
    clause = max(clauses, key=lambda one: len(words & set(re.findall(r"\w{4,}", one.casefold()))))
    if says_no(clause) == wanted:
        return True
    return not wanted and not says_no(source)
