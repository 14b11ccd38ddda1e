"""What an answer that is taken away says."""

COLUMNS = (
    "citation", "speaker", "role", "kind", "words", "sentences", "outlet", "published", "headline", "url", "path",
    "sentences_at", "words_at", "changed",
)  # fmt: skip
FILE = "who-said-what"  # of a question that gives no name
STANDING = "Standing: {standing}"
SEARCHED = "nothing was searched"
SOURCES = "Sources"
QUOTED = "Sources, with the exact words marked"
NOTE = "The words between quotation marks are copied from the articles. Made with Who said what."
PAGE_STYLE = (
    "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 Georgia,serif;color:#1d1c1a;"
    "background:#faf9f6;overflow-wrap:anywhere}h1{font-size:1.5rem}h2{font-size:1.1rem}"
    "blockquote{margin:.4rem 0 1rem;padding-left:1rem;border-left:3px solid #e2ded5}mark{background:#ffe08f}"
    ".about{color:#625f58;font-size:.85rem}a{color:#1b4d72}"
)
