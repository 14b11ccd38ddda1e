"""Words of a claim + places -> where they may rest, and how well they are carried there. Pure."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.checks import likening
from assistant.checks.likening import Likeness
from assistant.place import Place, Sense
from index.sentencing import sentences
from index.statement import Span, Statement

READ = 12  # candidates read closely: so many of the nearest, and of those that hold most of the words


@dataclass(frozen=True, slots=True)
class Rest:
    """What a claim rests on, or is nearest to: a place, and the words in it that matter. `fit`: log odds that
    the claim is carried there; `like`: the sentence of these words that is most like it."""

    place: Place
    statement: Statement | None
    spans: tuple[Span, ...]
    fit: float
    like: str

    @property
    def words(self) -> str:
        """The words that matter."""
        if self.statement is not None:
            return " ".join(self.statement.words)
        return self.place.article.body[self.spans[0][0] : self.spans[-1][1]]

    @property
    def parts(self) -> list[str]:
        """These words, and where they are several sentences, each: a long speech is near to none of what it says."""
        body = self.place.article.body
        some = [body[start:end] for a, b in self.spans for start, end in sentences(body, a, b)]
        return [self.words, *some] if len(some) > 1 else [self.words]


def said(places: Iterable[Place]) -> list[Rest]:
    """Every statement of these places, as yet unfitted."""
    return [Rest(place, statement, statement.spans, 0.0, "") for place in places for statement in place.statements]


def told(places: Iterable[Place]) -> list[Rest]:
    """Every sentence of these places, as yet unfitted."""
    return [Rest(place, None, ((place.start, place.end),), 0.0, "") for place in places]


def fitted(words: str, rests: Sequence[Rest], sense: Sense) -> list[Rest]:
    """Those of the rests, the nearest first, that may carry the words; the best first."""
    fits = [(rest, likening.fit(likeness)) for rest, likeness in likened(words, rests, sense)]
    return [replace(rest, fit=fit) for rest, fit in sorted(fits, key=lambda pair: -pair[1])]


def likened(words: str, rests: Sequence[Rest], sense: Sense) -> list[tuple[Rest, Likeness]]:
    """The most promising of the rests, the nearest first, each with how like the words it is."""
    shares = sense.held(words, [rest.words for rest in rests])
    holding = sorted(range(len(rests)), key=lambda place: -shares[place])[:READ]
    best = [rests[place] for place in dict.fromkeys([*range(min(READ, len(rests))), *holding])]
    echoed = sense.echoed(words, [rest.words for rest in best])  # before `near`, which the same run of the model gives
    parts = [rest.parts for rest in best]
    nearness = iter(sense.near(words, [part for some in parts for part in some]))
    length = math.log(max(1, len(words.split())))
    found = []
    for rest, some, echo in zip(best, parts, echoed, strict=True):
        near, like = max((next(nearness), part) for part in some)
        found.append((replace(rest, like=like), Likeness(near, echo, length)))
    return found
