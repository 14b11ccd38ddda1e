"""What the frame of the page says: its title, its header. No words of the page stand outside this folder."""

TITLE = "Who said what"
MASTHEAD = f"<h1>{TITLE}</h1><p>Answers from news articles, every claim cited to its exact words.</p>"
LOG_OUT = "Log out {}"
UPDATE_INDEX = "Update index"
NOT_READABLE = "the index cannot be read at present"
