"""Named statements -> the list of people. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.names import words_of
from index.people import Identity
from index.person import Merge, Person, Tenure
from index.statement import Speaker

_ARTICLES = {"a", "an", "the", "its", "their", "our", "his", "her"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """One statement as the list of people needs it. `speakers` are as the article has them; `group` is the
    same for statements that are copies of one another; `day` is ISO or empty."""

    group: int
    article_id: str
    outlet: str
    day: str
    speakers: tuple[Speaker, ...]


@dataclass(slots=True)
class _Tally:
    groups: set[int] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    aliases: Counter[str] = field(default_factory=Counter)
    roles: dict[tuple[str, ...], Counter[tuple[str, str]]] = field(default_factory=dict)  # (as written, day)
    merges: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))


def list_people(spoken: Iterable[Spoken], identities: dict[tuple[str, str], Identity]) -> list[Person]:
    """One Person for every listed identity, by name."""
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for one in spoken:
        for speaker in one.speakers:
            identity = identities[one.article_id, speaker.name]
            if identity.listed and identity.name:
                _count(tallies[identity.name], one, speaker, identity)
    return [_person(name, tallies[name]) for name in sorted(tallies)]


def _count(tally: _Tally, one: Spoken, speaker: Speaker, identity: Identity) -> None:
    tally.groups.add(one.group)
    tally.outlets.update(filter(None, (one.outlet,)))
    tally.days.update(filter(None, (one.day,)))
    tally.aliases.update(alias for alias in (speaker.name, *speaker.aliases) if alias[:1].isupper())
    if words := tuple(word for word in words_of(speaker.role) if word not in _ARTICLES):
        tally.roles.setdefault(words, Counter())[speaker.role, one.day] += 1
    if identity.why:
        tally.merges[speaker.name, identity.why].add(one.article_id)


def _person(name: str, tally: _Tally) -> Person:
    aliases = sorted(tally.aliases, key=lambda alias: (-tally.aliases[alias], alias))
    merges = (Merge(told, why, len(articles)) for (told, why), articles in sorted(tally.merges.items()))
    return Person(
        name=name,
        aliases=tuple(alias for alias in aliases if alias != name),
        roles=tuple(sorted(map(_tenure, tally.roles.values()), key=lambda t: (t.first or "9999", t.role))),
        statements=len(tally.groups),
        outlets=tuple(sorted(tally.outlets)),
        first=min(tally.days, default=""),
        last=max(tally.days, default=""),
        merges=tuple(merges),
    )


def _tenure(uses: Counter[tuple[str, str]]) -> Tenure:
    written = Counter(role for role, _ in uses.elements())
    days = [day for _, day in uses if day]
    return Tenure(min(written, key=lambda role: (-written[role], role)), min(days, default=""), max(days, default=""))
