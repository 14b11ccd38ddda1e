"""Check 4, meaning: how far the words of a claim are carried by the words it rests on. Pure."""

from collections.abc import Mapping, Sequence


def held(wanted: Mapping[str, float], terms: Sequence[str]) -> float:
    """The share of a claim's terms, by rarity, that stand in the words it rests on; 1 where it has none."""
    total = sum(wanted.values())
    present = set(terms)
    return sum(value for term, value in wanted.items() if term in present) / total if total else 1.0


def fit(nearness: float, own: float, around: float) -> float:
    """How well a claim is carried, from 0 to 1: `nearness` in meaning (cosine) to the words it rests on, the
    share of its terms that these hold (`own`), and that they and the lines around them hold (`around`)."""
    return 0.5 * max(nearness, 0.0) + 0.3 * own + 0.2 * around
