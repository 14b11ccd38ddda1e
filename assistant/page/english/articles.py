"""What the view of articles says."""

from index.kinship import Tie

ARTICLES = "Articles"
NARROW = "Narrow the list of articles"
WORDS, WORDS_HINT = "Words", "Words in the article"
FOUND_NONE = "No article fits. Clear a field, or look for other words."
NEWEST_FIRST, BEST_FIRST = "newest first", "best first"
ALL = "All articles"
GONE = "This article is no longer in the index"
GONE_WHY = "It has changed or was removed since the link to it was made."
WHO_SPEAKS = "Who speaks here"
NOBODY_SPEAKS = "Nobody is quoted in this article."
ORIGINAL = "Original article"
CUT = "This article is very long: only a part of it is shown."
ALSO = "Belongs together with"
TIES: dict[Tie, str] = {
    "copy": "Nearly the same",
    "earlier version": "Earlier version",
    "later version": "Later version",
    "corrected by": "Corrected by",
    "corrects": "Corrects",
}
