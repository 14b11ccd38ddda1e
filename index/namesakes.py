"""The mentions of one name -> those of each of its bearers. Pure.

Far-apart callings tell two bearers apart; where the callings are silent, the company that speaks in the same
article does.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from index.callings import callings_are_far_apart, callings_of, content_of, noun_of
from index.candidate import Mention, parsed
from index.names import words_of

Words = tuple[str, ...]
Company = Mapping[str, set[Words]]  # by article: the full names that speak there


@dataclass(slots=True, eq=False)
class _Bearer:
    """The mentions held to be one bearer's, with what they tell together: kept as they grow, so that no mention
    is looked at twice."""

    mentions: list[Mention] = field(default_factory=list)
    callings: set[str] = field(default_factory=set)
    content: set[str] = field(default_factory=set)
    company: set[Words] = field(default_factory=set)

    def take(self, other: "_Bearer") -> None:
        self.mentions += other.mentions
        self.callings |= other.callings
        self.content |= other.content
        self.company |= other.company

    def connects(self, other: "_Bearer") -> bool:
        """Whether callings, words of roles or company speak for one person; best asked of the smaller."""
        if not callings_are_far_apart(self.callings, other.callings) or not self.content.isdisjoint(other.content):
            return True
        return not self.company.isdisjoint(other.company)


def by_calling(mentions: Iterable[Mention], company: Company) -> dict[str, list[Mention]]:
    """Those with a calling, in parts that neither callings nor words of roles nor company connect, each under what
    its bearer is. In time linear in the mentions: there are never more bearers than callings."""
    bearers: list[_Bearer] = []
    for mention in mentions:
        callings = callings_of(mention.roles)
        if not callings:
            continue
        others = company[mention.article_id] - {parsed(mention.name).key}
        new = _Bearer([mention], {*callings}, {*content_of(mention.roles)}, others)
        near = [bearer for bearer in bearers if new.connects(bearer)]
        largest = max(near, key=lambda bearer: len(bearer.mentions), default=new)
        for bearer in (new, *near):
            if bearer is not largest:
                largest.take(bearer)
        bearers = [bearer for bearer in bearers if bearer not in near] + [largest]
    return {_label(bearer.mentions): bearer.mentions for bearer in bearers}


def by_qualifier(mentions: Iterable[Mention], qualifiers: set[str]) -> dict[str, list[Mention]]:
    """Those whose roles hold what people.toml sets in brackets behind the name."""
    parts: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        label = next((q for q in sorted(qualifiers) if {*words_of(q)} <= content_of(mention.roles)), "")
        if label:
            parts[label].append(mention)
    return dict(parts)


def _label(mentions: Sequence[Mention]) -> str:
    """The most frequent noun of their roles that names a calling."""
    nouns = Counter(noun for mention in mentions for role in mention.roles if callings_of([noun := noun_of(role)]))
    words = nouns or Counter(word for mention in mentions for word in content_of(mention.roles) if callings_of([word]))
    return min(words, key=lambda word: (-words[word], word))
