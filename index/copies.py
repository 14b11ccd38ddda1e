"""Of items that are copies of one another, the one that is shown."""

from collections.abc import Collection, Iterable, Mapping

from index.finding import Ranked
from index.ledger.ledger import Ledger
from index.ledger.register import Register
from index.ledger.rows import ItemKind


class Copies:
    """Chooses among the copies of one ledger, for any number of threads."""

    def __init__(self, ledger: Ledger, register: Register) -> None:
        self._ledger, self._register = ledger, register
        self._of_earlier_versions: tuple[int, set[int]] = (0, set())  # a generation, and its items

    def each_once(self, ranked: Ranked, kind: ItemKind, generation: int) -> tuple[list[int], dict[int, float]]:
        """The ranked items, of copies one, where the best of them stands; and the best's scores for those. Of a
        statement's copies it is the one that fits best, but no earlier version's; of a passage's the first carried,
        or the latest version's."""
        groups = self._register.groups(ranked.numbers, generation)
        worse = {number for number in groups if number != groups[number]}
        if kind == "statement":
            worse = self._outdated([*groups], generation)
        shown = _shown(ranked.numbers, groups, worse)
        scores: dict[int, float] = {}
        for number in ranked.numbers:
            scores.setdefault(shown[groups.get(number, number)], ranked.scores[number])
        return list(shown.values()), scores

    def first(self, statements: Collection[int], generation: int) -> list[int]:
        """These statements without copies: of each group the first that is no earlier version's."""
        groups = self._register.groups(statements, generation)
        kept = {*_shown(statements, groups, self._outdated(statements, generation)).values()}
        return [number for number in statements if number in kept]

    def _outdated(self, numbers: Iterable[int], generation: int) -> set[int]:
        """Those of some items that stand in an article of which there is a later version."""
        known, outdated = self._of_earlier_versions
        if known != generation:
            outdated = self._ledger.items_of(self._ledger.superseded(generation))
            self._of_earlier_versions = generation, outdated
        return outdated.intersection(numbers)


def _shown(numbers: Iterable[int], groups: Mapping[int, int], worse: Collection[int]) -> dict[int, int]:
    """group -> the one that is shown of it, in the order given: the first that is not `worse`, or else the first."""
    shown: dict[int, int] = {}
    for number in numbers:
        group = groups.get(number, number)
        if group not in shown or (shown[group] in worse and number not in worse):
            shown[group] = number
    return shown
