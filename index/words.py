"""Finding items by their words: what an index of words does, and the terms that all of them hold.

There are two: a tantivy index in a folder (words_folder.py), and one that lives with a ledger on PostgreSQL
(index/ledger/words.py); full_text.py chooses. Both cut texts into the same terms and score by BM25. What is gone is
not removed: the ledger hides it.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA
from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from index.filters import Filters
from index.ledger.rows import ItemKind, Row
from index.statement import Statement

BATCH = 20_000  # rows a commit
_LONG_ENOUGH = 6  # letters: of shorter words too many are alike
_TWO_SLIPS = 8  # letters from which two slips are mended
_LONG = 60  # a longer "word" is an address or noise


class Words(ABC):
    """The words of every item. One writer; readers hold what they opened until `reload`."""

    def __init__(self) -> None:
        self._analyser = analyser()

    @abstractmethod
    def follow(self, rows: Iterable[Row]) -> None:
        """Takes up rows; one that an interrupted run already brought is there once."""

    @abstractmethod
    def reload(self) -> None:
        """Sees what was committed since; also drops what this object remembered of the old state."""

    @abstractmethod
    def size(self) -> int:
        """How many items there are."""

    @abstractmethod
    def numbers(self) -> list[int]:
        """The number of every item there is; one that were there twice is given twice."""

    @abstractmethod
    def frequency(self, term: str) -> int:
        """How many items hold an index term."""

    @abstractmethod
    def search(
        self, weights: dict[str, float], phrases: Sequence[Sequence[str]], kind: ItemKind, k: int, filters: Filters
    ) -> dict[int, float]:
        """The k best items by BM25: number -> score. `weights` gives each term's weight; `phrases` are runs
        of terms that must stand together, and count for what their terms count."""

    @abstractmethod
    def holding(self, phrases: Sequence[Sequence[str]], kind: ItemKind, k: int, filters: Filters) -> set[int]:
        """Items that hold every one of the phrases, the k that fit best."""

    @abstractmethod
    def score(self, weights: dict[str, float], numbers: Sequence[int]) -> dict[int, float]:
        """BM25 of given items: number -> score; items without any of the terms are left out."""

    @abstractmethod
    def _beginning(self, letter: str) -> Mapping[str, int]:
        """Terms that begin with a letter: how many items hold each."""

    def terms(self, text: str) -> list[str]:
        """The index terms of a text, in order: folded, stemmed."""
        tokens: list[str] = self._analyser.analyze(encodable(text))
        return tokens

    def spelt_like(self, term: str) -> str:
        """The index term that an unknown one is a slip of the pen away from (two in long ones), the most
        frequent of the nearest; itself when there is none. Slips in the first letter are rare and not mended."""
        if len(term) < _LONG_ENOUGH or not term.isalpha() or self.frequency(term):
            return term
        known = self._beginning(term[0])
        slips = 1 if len(term) < _TWO_SLIPS else 2
        found = process.extract(term, list(known), scorer=OSA.distance, score_cutoff=slips, limit=None)
        return min(((distance, -known[like], like) for like, distance, _ in found), default=(0, 0, term))[2]


def analyser() -> TextAnalyzer:
    """What cuts a text into index terms."""
    return (
        TextAnalyzerBuilder(Tokenizer.simple())
        .filter(Filter.lowercase())
        .filter(Filter.remove_long(_LONG))
        .filter(Filter.ascii_fold())
        .filter(Filter.stemmer("english"))
        .build()
    )


def indexed_text(row: Row) -> str:
    """What an item's words are: a header of headline, outlet and day, then its text. The header always
    helped BM25 where it was measured (+0.06 MAP), so passages without the subject's name are found."""
    source = row.item.source
    names = " ".join(speaker.name for speaker in row.item.speakers) if isinstance(row.item, Statement) else ""
    return "\n".join((source.headline, source.outlet, source.published[:10], names, row.item.text))


def encodable(text: str) -> str:
    """Lone surrogates cannot be encoded; a query may carry them."""
    return text.encode("utf-8", "replace").decode()
