"""Where words are kept: in the folder of an edition, or with a ledger that keeps them itself."""

from pathlib import Path

from index.ledger.ledger import Ledger
from index.ledger.words import WordsInLedger
from index.words import Words
from index.words_folder import WordsInFolder, folder_is_sound


def words_of(ledger: Ledger, edition: Path) -> Words:
    """The words of an edition, opened. Raises StoreError for a folder that cannot be read."""
    return WordsInLedger(ledger) if ledger.engine.keeps_words else WordsInFolder(edition / "words")


def words_are_sound(ledger: Ledger, edition: Path) -> bool:
    """Whether they can be searched."""
    return ledger.engine.keeps_words or folder_is_sound(edition / "words")
