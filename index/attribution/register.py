"""The full names of an article, and the shorter ones that stand for them: "Kim", "Jong Un", "Mr Lee"."""

from collections import defaultdict
from collections.abc import Iterable

from index.attribution.naming import name_words, without_particle

Key = tuple[str, ...]  # the words of a name, folded, without "Jr" and particles

_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_LONGEST_NAME = 6  # words
_MOST_BEARERS = 50  # of one word: a list of more is no story, and one word of it tells nobody from another


def key_of(words: list[str]) -> Key:
    folded = [without_particle(word).casefold().rstrip(".") for word in words]
    return tuple(word for word in folded if word not in _SUFFIXES) or tuple(folded)


class Register:
    """Full names by their keys: two ways to write one name are under the longer of them."""

    def __init__(self, found: Iterable[list[str]]) -> None:
        """`found`: the words of every name in the article."""
        self._full: dict[Key, str] = {}
        self._by_word: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._by_ends: dict[Key, list[Key]] = defaultdict(list)  # first and last word -> keys
        self._by_tail: dict[Key, set[str]] = defaultdict(set)  # last words of a longer name -> names
        names = {key_of(words): " ".join(words) for words in found if 2 <= len(words) <= _LONGEST_NAME}
        for key in sorted(names, key=lambda key: (-len(key), key)):
            same = self._same(key)
            self._enter(key, same.pop() if len(same) == 1 else names[key])
        self.names = list(dict.fromkeys(self._full.values()))
        for name in self.names:
            words = key_of(name.split())
            for place, word in enumerate(words):
                self._by_word[word].append((name, len(words) - 1 - place))

    def _same(self, key: Key) -> set[str]:
        """The names that this one only writes otherwise: a middle name more or less, or their last words."""
        beside = self._by_ends[key[0], key[-1]][:_MOST_BEARERS]
        return {self._full[known] for known in beside if _agree(key[1:-1], known[1:-1])} | self._by_tail[key]

    def _enter(self, key: Key, name: str) -> None:
        self._full[key] = name
        self._by_ends[key[0], key[-1]].append(key)
        for first in range(1, len(key)):
            self._by_tail[key[first:]].add(name)

    @property
    def surnames(self) -> set[str]:
        return {key[-1] for key in self._full}

    def full(self, key: Key) -> str:
        """The name that a key is the whole of; empty when there is none."""
        return self._full.get(key, "")

    def add(self, key: Key, form: str) -> None:
        """A name of one word, which is part of no longer one."""
        self._full.setdefault(key, form)

    def bearers(self, key: Key) -> list[str]:
        """The full names a shorter name may stand for: by their last word before any other."""
        if not key:
            return []
        found = self._by_word.get(key[-1], [])[:_MOST_BEARERS]
        if len(key) > 1:
            found = [(name, place) for name, place in found if set(key) <= set(key_of(name.split()))]
        last = [name for name, place in found if place == 0]
        return last if last and not _family_name_first(found) else [name for name, _ in found]

    def known(self, text: str) -> str:
        """The one person a piece of text names wherever it stands; empty when nobody or several."""
        key = key_of(name_words(text))
        if key in self._full:
            return self._full[key]
        names = self.bearers(key)
        return names[0] if len(names) == 1 else ""

    def bears(self, text: str) -> bool:
        """Whether a piece of text is the name of somebody, or of several."""
        key = key_of(name_words(text))
        return key in self._full or bool(self.bearers(key))

    def has_namesakes(self, name: str) -> bool:
        """Whether others bear the last word of a full name as their last word too."""
        bearers = self._by_word.get(name.split()[-1].casefold(), ())[:_MOST_BEARERS]
        return any(other != name and place == 0 for other, place in bearers)


def _agree(middle: Key, other: Key) -> bool:
    """Whether two names with the same ends are one: what stands between them is left out, or begins alike."""
    return not middle or not other or all(a[0] == b[0] for a, b in zip(middle, other, strict=False))


def _family_name_first(found: list[tuple[str, int]]) -> bool:
    """Whether the word opens the names of several people (Kim Jong Un, Kim Gunn): a family name."""
    return sum(1 for _, place in found if place > 0) > 1
