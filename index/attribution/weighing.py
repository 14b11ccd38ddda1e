"""How sure a statement's speaker is: the share found right on articles with known speakers."""

from index.statement import How, Kind

# P(right speaker | words found), by how the speaker was resolved and by kind. Provisional until measured.
_MEASURED: dict[tuple[How, Kind], float] = {}
_FLAT: dict[How, float] = {"name": 0.95, "pronoun": 0.85, "role": 0.75, "inherited": 0.85, "none": 0.0}


def confidence_of(how: How, kind: Kind) -> float:
    """The probability that the speaker is right; 0 where nobody is named."""
    return _MEASURED.get((how, kind), _FLAT[how])
