"""How many tokens a text takes, without any model's tokenizer: a cautious guess, so that what is counted fits. Pure.

A language model's own tokenizer is a file that few servers give away and that would have to be downloaded.
"""

import re

# Byte-pair tokenizers give a common English word one token and a rare one about one for four letters; a
# digit or a mark one each; other scripts about one for two bytes.
_PIECE = re.compile(r"[A-Za-z]+|\d|[^\w\s]|\n|[^\x00-\x7f]+", re.ASCII)
_WHOLE = 6  # letters of a word that mostly is one token
_PART = 4  # letters of each token beyond


def tokens_of(text: str) -> int:
    """About how many tokens a language model reads in a text; rather too many than too few."""
    return sum(map(_tokens_in, _PIECE.findall(text)))


def _tokens_in(piece: str) -> int:
    if not piece.isascii():
        return (len(piece.encode("utf-8", "replace")) + 1) // 2
    return 1 + max(0, len(piece) - _WHOLE + _PART - 1) // _PART
