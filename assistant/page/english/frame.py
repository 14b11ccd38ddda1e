"""What the frame of the page says: its title, its header. No words of the page stand outside this folder."""

TITLE = "Who said what"
SKIP = "Skip to the question or the view below"
MASTHEAD = (
    f'<a class="skip" href="#skip">{SKIP}</a>'
    f"<h1>{TITLE}</h1><p>Answers from news articles, every claim cited to its exact words.</p>"
)
LOG_OUT = "Log out {}"
UPDATE_INDEX = "Update index"
NOT_READABLE = "the index cannot be read at present"
