"""Two lists of scores -> one. Pure."""

from collections.abc import Mapping

# Halves: 0.3 to 0.7 all measured close together, so the weight is not tuned (MODELS, section 4).
MEANING = 0.5


def fuse(lexical: Mapping[int, float], dense: Mapping[int, float], boosts: Mapping[int, float]) -> dict[int, float]:
    """number -> score in [0, 1 + boost]: both scores stretched to [0, 1] over the candidates and added.

    Per-query min-max and a convex sum beat reciprocal rank fusion on MAP wherever it was measured. An item
    without a lexical score holds none of the words (0); each candidate is expected to have a dense score.
    """
    candidates = lexical.keys() | dense.keys()
    words = _stretched({number: lexical.get(number, 0.0) for number in candidates}, floor=0.0)
    meaning = _stretched({number: dense.get(number, 0.0) for number in candidates})
    return {
        number: (1 - MEANING) * words[number] + MEANING * meaning[number] + boosts.get(number, 0.0)
        for number in candidates
    }


def _stretched(scores: dict[int, float], floor: float | None = None) -> dict[int, float]:
    low = min(scores.values(), default=0.0) if floor is None else floor
    high = max(scores.values(), default=0.0)
    return {number: (score - low) / (high - low) if high > low else 0.0 for number, score in scores.items()}
