"""Roles as articles state them -> what they tell of a speaker's calling. Pure.

One full name is taken for one person unless the callings lie far apart: nobody is a striker and a judge.
Politics, business and private life are no callings here, because people of every calling go into them.
"""

from collections.abc import Iterable

from index.names import words_of


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CALLINGS = {
    "sport": """striker goalkeeper midfielder defender footballer forward winger batsman bowler sprinter swimmer
        cyclist jockey boxer wrestler skier skater tennis golfer athlete coach trainer referee footballing""",
    "law": """judge magistrate prosecutor barrister solicitor lawyer attorney counsel advocate notary jurist""",
    "medicine": """doctor physician surgeon nurse midwife dentist pharmacist paramedic vet veterinarian psychiatrist
        epidemiologist cardiologist paediatrician pediatrician""",
    "science": """professor scientist physicist chemist biologist hydrologist geologist astronomer historian
        economist archaeologist researcher lecturer scholar mathematician engineer sociologist linguist""",
    "arts": """actor actress singer musician composer painter sculptor novelist poet dancer violinist pianist
        rapper comedian playwright""",
    "faith": "priest bishop archbishop cardinal rabbi imam pastor vicar reverend monk nun",
    "forces": """soldier colonel major sergeant lieutenant corporal admiral detective constable superintendent
        policeman policewoman firefighter""",
    "trade": """farmer fisherman carpenter plumber electrician baker butcher bricklayer locksmith postman welder
        mechanic tailor hairdresser shopkeeper""",
}
_KIN = frozenset(map(_words, ("law forces", "law science", "medicine science", "arts science", "faith science")))
_CALLING = {word: calling for calling, words in _CALLINGS.items() for word in words.split()}
_EMPTY = _words("a an the of for at in on and to from former ex acting deputy senior s")
_LINKS = _words("of for at in on to from with who")


def callings_of(roles: Iterable[str]) -> frozenset[str]:
    """The callings that roles name; none for a role that tells of none."""
    return frozenset(_CALLING[word] for role in roles for word in words_of(role) if word in _CALLING)


def far_apart(roles: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two sets of roles can hardly be one person's."""
    roles, others = tuple(roles), tuple(others)
    left, right = callings_of(roles), callings_of(others)
    return callings_are_far_apart(left, right) and not content_of(roles) & content_of(others)


def callings_are_far_apart(callings: Iterable[str], others: Iterable[str]) -> bool:
    """Whether no calling of the one is, or goes together with, one of the other; False where one has none."""
    pairs = [(a, b) for a in callings for b in others]
    return bool(pairs) and not any(a == b or frozenset((a, b)) in _KIN for a, b in pairs)


def content_of(roles: Iterable[str]) -> frozenset[str]:
    """The words of roles that tell something."""
    return frozenset(word for role in roles for word in words_of(role) if word not in _EMPTY)


def agree(roles: Iterable[str], others: Iterable[str]) -> bool:
    """Whether some role of each is the same but for a few words."""
    mine = [content_of((role,)) for role in roles]
    theirs = [content_of((role,)) for role in others]
    return any(2 * len(a & b) >= len(a | b) > 0 for a in mine for b in theirs)


def noun_of(role: str) -> str:
    """The noun a role is built around: "striker" in "striker of Port Ansel Athletic"."""
    words = words_of(role)
    end = next((place for place, word in enumerate(words) if place and word in _LINKS), len(words))
    return words[end - 1] if words else ""
