"""How sure a statement's speaker is: the share found right where the speakers are known."""

from index.statement import How, Kind

# P(right speaker | words found). Names: 1,340 statements, 295 of them and more a kind, of 200 political articles
# with gold mentions and of the corpus's own statements pooled. Pronouns: the corpus's 169, whose gold is the
# full name, lowered for mixed ones as the 449 of the political articles say. Roles: 65 statements of both.
# Inherited: 7 of 7, too few to claim more than for a pronoun. `tests/evals/attribution.py` measures again.
_NAME: dict[Kind, float] = {"direct": 0.99, "indirect": 0.96, "mixed": 0.95}
_PRONOUN: dict[Kind, float] = {"direct": 0.94, "indirect": 0.93, "mixed": 0.89}
_FLAT: dict[How, float] = {"role": 0.91, "inherited": 0.9, "none": 0.0}


def confidence_of(how: How, kind: Kind) -> float:
    """The probability that the speaker is right; 0 where nobody is named."""
    if how == "name":
        return _NAME[kind]
    return _PRONOUN[kind] if how == "pronoun" else _FLAT[how]
