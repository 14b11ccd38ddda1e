"""The names of outlets as articles write them -> which are one outlet, and what it is called. Pure.

One outlet are names that differ in letter case, spaces, dots, hyphens or a leading "the", and an abbreviation with the
only name in the index that it abbreviates ("HNA" and "Halvenian News Agency").
"""

from collections import defaultdict
from collections.abc import Iterable

from index.names import words_of

_SMALL = frozenset({"and", "de", "des", "du", "of", "the"})  # an abbreviation may leave them out
_SHORTEST, _LONGEST = 3, 6  # letters of an abbreviation


def one_name(outlets: Iterable[str]) -> dict[str, str]:
    """Each name -> the one to show for its outlet, which stands for itself."""
    same: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(outlets):
        same[_key(name)].append(name)
    whole = {key: full[0] if (full := _abbreviated(key, names, same)) else key for key, names in same.items()}
    return {name: _best(same[whole[key]]) for key, names in same.items() for name in names}


def initials_of(outlet: str) -> set[str]:
    """The initials by which an outlet may go, in lower case ("hna"); none where they are too few or too many."""
    words = _key(outlet)
    return {told for told in _initials(words) if len(words) > 1 and _SHORTEST <= len(told) <= _LONGEST}


def is_outlet(name: str, outlet: str) -> bool:
    """Whether a name is an outlet's, in full or by its last words: "the Lantern" in an article of The Daily Lantern."""
    words = _key(name)
    return bool(outlet) and words == _key(outlet)[-len(words) :]


def _key(name: str) -> tuple[str, ...]:
    words = words_of(name) or [name]
    return tuple(words[1:] if len(words) > 1 and words[0] == "the" else words)


def _abbreviated(
    key: tuple[str, ...], names: Iterable[str], same: Iterable[tuple[str, ...]]
) -> list[tuple[str, ...]] | None:
    """The name that this one abbreviates, where it is an abbreviation and one name alone fits."""
    letters = "".join(key)
    if not (_SHORTEST <= len(letters) <= _LONGEST and all(name.replace(".", "").isupper() for name in names)):
        return None
    full = [other for other in same if len(other) > 1 and other != key and letters in _initials(other)]
    return full if len(full) == 1 else None


def _initials(words: Iterable[str]) -> set[str]:
    words = list(words)
    return {"".join(word[0] for word in some) for some in (words, [one for one in words if one not in _SMALL])}


def _best(names: list[str]) -> str:
    """The one to show: rather in both cases than in one, rather with single spaces, the longest."""
    return max(names, key=lambda name: (name not in (name.upper(), name.lower()), "  " not in name, len(name)))
