"""What the view that checks a text says."""

from assistant.claim import Verdict

CHECK = "Check a text"
ABOUT = "Paste a draft. Each claim and quotation of it is held against the articles; nothing of it is kept."
DRAFT, DRAFT_HINT = "The text to check", "Paste a draft here"
BEGIN = "Check"
CHECKING = "Checking every claim against the articles"
NOTHING = "This text makes no claim that could be checked."
CLICK = "Choose a marked sentence to see the true words and who said them."
CLAIM = "Claim {}"
NOTHING_NEAR = "The articles hold nothing of the kind."
TOO_LONG = "A text may have {:,} characters; this has more. Check it in parts."
EMPTY = "There is no text to check: paste one."
NOT_OF_THE_PAGE = "Only the page itself may ask for this."

CHECKED = "Checked text"
TAKE = (  # in which form, whether as a file, and what the link says
    ("txt", False, "Copy"),
    ("md", False, "Copy as Markdown"),
    ("md", True, "Download Markdown"),
    ("html", True, "Download page (HTML)"),
)

# A sign and words, so that no verdict is told by colour alone.
VERDICTS: dict[Verdict, tuple[str, str]] = {
    "supported": ("✓", "Supported"),
    "misquoted": ("≠", "Misquoted"),
    "misattributed": ("⇄", "Wrong speaker"),
    "contradicted": ("✗", "Contradicted"),
    "opinion-as-fact": ("◐", "Opinion told as fact"),
    "not_found": ("?", "Not found"),
}
