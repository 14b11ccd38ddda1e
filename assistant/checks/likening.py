"""Check 4, meaning: how far the words of a claim are carried by the words it rests on. Pure.

No entailment model is to be had under a free licence, so this is a small fitted one: tests/evals/likening.py
fits it on what 30 newspaper articles say, said in other words, which each article carries, and does not once the
paragraph it was made from is taken away.
"""

from dataclasses import dataclass

# Log odds a unit of each sign, and where none is there, as tests/evals/likening.py prints them. It looks for the best
# place by the weights in use: from these it comes to 3.5, 6.8, -0.4, -3.7, and from those back to these.
_NEAR, _ECHOED, _LENGTH, _BASE = 4.0, 6.2, -0.4, -3.6


@dataclass(frozen=True, slots=True)
class Likeness:
    """`near`: how near claim and words are in meaning (cosine). `echoed`: the share of the claim's words, by rarity,
    that the words it rests on say too, each as it is meant in its sentence. `length`: how many words the
    claim has (their logarithm): of many some are echoed by whatever is about the same matter."""

    near: float
    echoed: float
    length: float


def fit(likeness: Likeness) -> float:
    """How likely a claim is carried, as log odds: 0 is even, 2 is seven to one."""
    return _BASE + _NEAR * likeness.near + _ECHOED * likeness.echoed + _LENGTH * likeness.length
