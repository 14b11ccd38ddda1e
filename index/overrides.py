"""people.toml: what the user knows better than the rules that tell who is who.

The file stands beside a folder of articles or inside it (``corpus/people.toml`` for ``corpus/articles``).
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import UnreadableError
from index.names import Name, parse_name

FILE = "people.toml"
_KEYS = ("never-merge", "not-a-person", "aliases")

Key = tuple[tuple[str, ...], str]  # a name's key and its qualifier


@dataclass(frozen=True, slots=True)
class Overrides:
    """`aliases`: a name -> the name it stands under; `apart`: pairs that are never one; `nobody`: names that
    are no speaker's."""

    aliases: dict[Key, str]
    apart: frozenset[frozenset[Key]]
    nobody: frozenset[Key]


NONE = Overrides({}, frozenset(), frozenset())


def key_of(name: Name) -> Key:
    return name.key, name.qualifier


def find_overrides(root: str) -> Path | None:
    """The people.toml of a root: inside it, or beside it."""
    places = (Path(root) / FILE, Path(root).parent / FILE)
    return next((place for place in places if place.is_file()), None)


def parse_overrides(text: str) -> Overrides:
    """Raises UnreadableError, which names the line and the remedy."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        end = f"at line {text.count(chr(10)) + 1}, the end"
        error = tomllib.TOMLDecodeError(str(error).replace("at end of document", end))
        raise UnreadableError(f"it is not valid TOML: {error}; correct that line, then run the update again") from None
    for key in table:
        if key not in _KEYS:
            raise _refused(text, key, f"{key!r} is not known here; use {', '.join(_KEYS)}")
    nobody = frozenset(_key(text, name) for name in _names(text, table, "not-a-person"))
    apart = frozenset(frozenset((_key(text, a), _key(text, b))) for a, b in _pairs(text, table))
    aliases = _aliases(text, table.get("aliases", {}))
    for pair in apart:
        if len({aliases.get(key, "") for key in pair}) == 1 and next(iter(pair)) in aliases:
            one = aliases[next(iter(pair))]
            raise _refused(text, "never-merge", f"two names are kept apart, yet both are listed as {one!r}")
    return Overrides(aliases, apart, nobody)


def combined(several: list[Overrides]) -> Overrides:
    """All of them; where two give one alias to two people, the later wins."""
    return Overrides(
        {key: name for one in several for key, name in one.aliases.items()},
        frozenset(pair for one in several for pair in one.apart),
        frozenset(key for one in several for key in one.nobody),
    )


def _aliases(text: str, table: Any) -> dict[Key, str]:
    if not isinstance(table, dict):
        raise _refused(text, "aliases", 'aliases is a table: [aliases], then lines like "Full Name" = ["Other Name"]')
    found: dict[Key, str] = {}
    for name, others in table.items():
        if not isinstance(others, list):
            raise _refused(text, name, f'the aliases of {name!r} are no list; write "{name}" = ["Other Name"]')
        for other in (name, *others):
            key = _key(text, other)
            if found.setdefault(key, name) != name:
                raise _refused(text, name, f"{other!r} is listed as {found[key]!r} and as {name!r}; keep one")
    return found


def _names(text: str, table: dict[str, Any], key: str) -> list[Any]:
    names = table.get(key, [])
    if not isinstance(names, list):
        raise _refused(text, key, f'{key} is no list; write {key} = ["A Name", "Another"]')
    return names


def _pairs(text: str, table: dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    for pair in _names(text, table, "never-merge"):
        if not isinstance(pair, list) or len(pair) != 2 or pair[0] == pair[1]:
            raise _refused(text, "never-merge", f'{pair!r} is no pair of two names; write ["Kim Gunn", "Kim Jong Un"]')
        yield pair[0], pair[1]


def _key(text: str, name: Any) -> Key:
    if not isinstance(name, str) or not parse_name(name).words:
        raise _refused(text, str(name), f"{name!r} is no name; write it between quotation marks")
    return key_of(parse_name(name))


def _refused(text: str, word: str, reason: str) -> UnreadableError:
    """The first line that holds the word is the one to look at."""
    lines = text.splitlines()
    number = next((n for n, line in enumerate(lines, 1) if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", line)), 1)
    return UnreadableError(f"line {number}: {reason}; correct it, then run the update again")
