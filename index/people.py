"""Speakers of single articles -> who is who in the whole corpus. Pure.

Two different full names are never one person's, and a name that several people bear is nobody's: a blank is
better than a wrong name. Every decision keeps its reason, and people.toml overrules it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.callings import agree
from index.candidate import Candidate, Local, Mention, parsed
from index.employing import full_names
from index.names import is_listed
from index.namesakes import Words, by_calling, by_qualifier
from index.overrides import Key, Overrides, key_of

TOLD = "people.toml"


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a speaker is. `name` is the canonical name, empty when people.toml says that this is no speaker;
    `why` tells why the article's name is theirs; `listed` whether the list of people has them."""

    name: str
    why: str
    listed: bool


def identify(mentions: Iterable[Mention], overrides: Overrides) -> dict[Local, Identity]:
    """Who each article's speakers are. The order of `mentions` changes nothing."""
    identities: dict[Local, Identity] = {}
    full: list[Mention] = []
    single: list[Mention] = []
    mentions = sorted(mentions, key=lambda mention: mention.local)
    in_full = full_names(mentions)
    for mention in mentions:
        name = parsed(mention.name)
        full_name = in_full.get(name.words, "") if key_of(name) not in overrides.aliases else ""
        if key_of(name) in overrides.nobody or not name.words:
            identities[mention.local] = Identity("", TOLD, False)
        elif not is_listed(name) and key_of(name) not in overrides.aliases:
            identities[mention.local] = Identity(mention.name, "", False)
        elif full_name:
            nobody = key_of(parsed(full_name)) in overrides.nobody
            told = Identity("", TOLD, False) if nobody else Identity(full_name, "what a role calls it in full", True)
            identities[mention.local] = told
        else:
            (full if len(name.words) > 1 else single).append(mention)
    gathering = _Gathering(overrides)
    gathering.take_same(full)
    gathering.merge_variants()
    unclear = gathering.take_single(single)
    identities |= {mention.local: Identity(mention.name, "several people bear it", False) for mention in unclear}
    for candidate in gathering.candidates:
        displayed = candidate.told or _displayed(candidate)
        nobody = key_of(parsed(displayed)) in overrides.nobody
        for mention in candidate.mentions:
            why = "" if mention.name == displayed else candidate.why[mention.name]
            identities[mention.local] = Identity("", TOLD, False) if nobody else Identity(displayed, why, True)
    return identities


def _displayed(candidate: Candidate) -> str:
    name = candidate.name
    return f"{name.text} ({candidate.qualifier})" if candidate.qualifier else name.text


class _Gathering:
    """Candidates as they grow: each step only ever adds mentions to one, or gives all of one to another."""

    def __init__(self, overrides: Overrides) -> None:
        self.candidates: list[Candidate] = []
        self._aliases = overrides.aliases
        self._apart: dict[Key, set[Key]] = defaultdict(set)
        for one, other in map(sorted, overrides.apart):
            self._apart[one].add(other)
            self._apart[other].add(one)
        self._company: dict[str, set[Words]] = defaultdict(set)  # full names that speak in an article

    # ------------------------------------------------------------------ the same name

    def take_same(self, mentions: Iterable[Mention]) -> None:
        """One candidate a name; several where far-apart callings show that namesakes bear it."""
        by_key: dict[Words, list[Mention]] = defaultdict(list)
        for mention in mentions:
            by_key[parsed(mention.name).key].append(mention)
            self._company[mention.article_id].add(parsed(mention.name).key)
        for key in sorted(by_key):
            for qualifier, some in self._namesakes(key, by_key[key]).items():
                told = self._aliases.get((key, qualifier), "")
                candidate = self._candidate(told, qualifier)
                for mention in some:
                    candidate.take(mention, TOLD if told else "the same name")

    def _candidate(self, told: str, qualifier: str) -> Candidate:
        known = next((c for c in self.candidates if told and c.told == told), None)
        if known is None:
            known = Candidate(told, qualifier)
            self.candidates.append(known)
        return known

    def _namesakes(self, key: Words, mentions: list[Mention]) -> dict[str, list[Mention]]:
        """The mentions of one name by what sets its bearers apart; mostly all under ""."""
        asked = {qualifier for name, qualifier in self._apart if name == key and qualifier}
        parts = by_qualifier(mentions, asked) if asked else by_calling(mentions, self._company)
        if len(parts) < 2:
            return {"": mentions}
        placed = {mention.article_id for part in parts.values() for mention in part}
        company = {label: self._company_of(part) - {key} for label, part in parts.items()}
        plain: list[Mention] = []
        for mention in mentions:
            if mention.article_id not in placed:
                near = [label for label in parts if company[label] & self._company[mention.article_id]]
                (parts[near[0]] if len(near) == 1 else plain).append(mention)
        return parts | ({"": plain} if plain else {})

    def _company_of(self, mentions: Iterable[Mention]) -> set[Words]:
        return {name for mention in mentions for name in self._company[mention.article_id]}

    # ------------------------------------------------------------------ other forms of a full name

    def merge_variants(self) -> None:
        """Gives a shorter form ("J. Hale", "Pacheco Pardo") to the one fuller name it fits, if it is one."""
        by_family: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in self.candidates:
            for family in sorted({name.family for name in candidate.full_names}):
                by_family[family].append(candidate)
        merged: set[int] = set()
        for some in by_family.values():
            fuller: list[Candidate] = []
            for candidate in sorted(some, key=_fullest_first):
                fits = {} if candidate.told else self._fits(candidate, fuller)
                if len(fits) == 1:
                    ((place, why),) = fits.items()
                    fuller[place].absorb(candidate, why)
                    merged.add(id(candidate))
                else:
                    fuller.append(candidate)
        self.candidates = [candidate for candidate in self.candidates if id(candidate) not in merged]

    def _fits(self, candidate: Candidate, fuller: Sequence[Candidate]) -> dict[int, str]:
        reasons = {
            place: candidate.variant_of(other)
            for place, other in enumerate(fuller)
            if not self._kept_apart(candidate, other)
        }
        return {place: why for place, why in reasons.items() if why}

    def _kept_apart(self, candidate: Candidate, other: Candidate) -> bool:
        if not self._apart:
            return False
        theirs = {(name.key, other.qualifier) for name in other.names}
        return any(self._apart.get((name.key, candidate.qualifier), set()) & theirs for name in candidate.names)

    # ------------------------------------------------------------------ single words

    def take_single(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Gives a lone family name or acronym to the one candidate it fits; what several fit comes back."""
        by_word: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in self.candidates:
            for word in sorted(candidate.answers_to | candidate.short):
                by_word[word].append(candidate)
        alone: list[Mention] = []
        unclear: list[Mention] = []
        for mention in mentions:
            name = parsed(mention.name)
            if (name.key, "") in self._aliases:
                self._candidate(self._aliases[name.key, ""], "").take(mention, TOLD)
                continue
            lone = Candidate()
            lone.take(mention, "")
            bearers = [c for c in by_word[name.family] if not self._kept_apart(lone, c) and _may_be(lone, c)]
            chosen = _chosen(lone, bearers)
            if chosen is not None:
                chosen.take(mention, _why(lone, bearers))
            else:
                (unclear if bearers else alone).append(mention)
        self.take_same(alone)
        return unclear


def _may_be(lone: Candidate, bearer: Candidate) -> bool:
    """A title or role tells of a person, which a body is not: General Electric is no General."""
    return not lone.contradicts(bearer) and (bearer.is_person or not lone.is_person)


def _chosen(lone: Candidate, bearers: list[Candidate]) -> Candidate | None:
    """The one bearer a lone name can mean; of several the one whose role agrees, unless its own article has
    one of them speak under the full name as well: what that left open is not decided here."""
    if lone.name.titles:  # the article itself keeps "Judge Hale" apart from the Hales that it names in full
        bearers = [bearer for bearer in bearers if not lone.articles & bearer.articles]
    if len(bearers) > 1:
        if any(lone.articles & bearer.articles for bearer in bearers):
            return None
        bearers = [bearer for bearer in bearers if agree(lone.roles, bearer.roles)]
    (word,) = lone.name.words
    return bearers[0] if len(bearers) == 1 and word in bearers[0].answers_to else None


def _why(lone: Candidate, bearers: list[Candidate]) -> str:
    name = lone.name
    if name.is_acronym and len(bearers) == 1:
        return "what other articles call it"
    return "the only one of that name" if len(bearers) == 1 else "the one of that name whose role agrees"


def _fullest_first(candidate: Candidate) -> tuple[bool, int, str]:
    name = candidate.name
    return not candidate.told, -len("".join(name.words)), f"{name.text} ({candidate.qualifier})"
