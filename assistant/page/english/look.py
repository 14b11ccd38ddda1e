"""What the views that look through the index have in common."""

from typing import Literal

from index.kinship import Tie

OUTLET, ANY_OUTLET = "Outlet", "Any outlet"
FROM, UNTIL = "From", "Until"
SHOW = "Show"
PREVIOUS, NEXT, PAGES, LEAF = "Previous", "Next", "Pages of the list", "Page {:,} of {:,}"
FAULT = "Something went wrong here ({})."
UNDATED = "Date unknown"
NO_HEADLINE = "Article without a headline"
NOBODY = "Speaker not named"

KINDS = {"direct": "Word for word", "mixed": "Partly paraphrase", "indirect": "Paraphrase"}
SECOND_HAND = "as told by {}"
DENIES = "A denial"
ALSO_IN = "Also in {}"
CHANGED: tuple[Tie, ...] = ("corrected by", "later version")  # what a reader must see before quoting
TIES: dict[Tie | Literal["statement"], str] = {
    "copy": "Nearly the same article",
    "earlier version": "Earlier version",
    "later version": "Later version",
    "corrected by": "Corrected by",
    "corrects": "Corrects",
    "statement": "The same statement",
}
GONE, GONE_WHY = (
    "This article is no longer in the index",
    "It has changed or was removed since the answer was written. Ask again for an answer from what is there now.",
)
ORIGINAL = "Original article"
CUT_AROUND = "This article is very long: only the part around the citation is shown."
COPY, ON_THE_WEB = "Copy", "On the web"
COPY_WORDS = "{who}: {words}{kind}. {where}"
READ, FROM_ARTICLE = "Read in the article", "Article"
