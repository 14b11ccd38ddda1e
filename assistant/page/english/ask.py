"""What the view that answers questions says."""

ASK = "Ask"
ASK_HERE = "Ask about the articles"
BUILDING = "The index is being built"
QUESTION = "Question"
CONVERSATION = "Conversation"
NEW_CONVERSATION = "New conversation"
STOP = "Stop"

PLACEHOLDER = (
    "<h2>Ask, and see who said it</h2>"
    '<p>Or see <a href="#timeline">what somebody said over time</a>, <a href="#check">whether a quotation is real</a>, '
    'or <a href="#speakers">everybody who speaks</a>.</p>'
)
BEGIN_WITH = "<p>Questions to begin with:</p>"
READER = (
    '<div class="reader"><div id="walk"></div><a class="back" href="#back">Back to the answer</a><div id="article">'
    '<p class="hint">Choose a numbered mark or a source to read its article, the cited words highlighted. '
    "Alt with the arrow down or up goes to the next or the previous citation.</p></div></div>"
)

READING = "Reading the question"
UNDERSTOOD = "Understood as {what}"
SEARCHED = "searched {articles}"
FOUND = "found {things}"
STOPPED = "Stopped before it was whole: nothing above has been checked."
BROKE_OFF = "The answer broke off before its end. Ask again."
WENT_WRONG = "There is no answer: something went wrong here ({error})."
TOO_LONG = "A question may have {most:,} characters; this has {length:,}."

SOURCE_MARK = " {headline}, {outlet}"
WORD_FOR_WORD = "{} stands word for word in {}."
NOT_WORD_FOR_WORD = "{} stands word for word in none of the sources of this answer."
# What became of a quotation that was asked about: a sign and words, so that it is not told by colour alone.
WORDS_OF = ("=", "Word for word: {who}")
OTHERS_WORDS = ("⇄", "Not {asked}: these are the words of {who}")
ALTERED = ("≠", "Altered: the true words differ")
CHECK_QUOTATION = "Check it against all articles"

CITES = "Sources of this answer"
SOURCES = "Sources"
ALSO_IN, ALSO_IN_MOST, OTHER_ARTICLE = "Also in {}", "Also in {} or more", "other article"
OPEN_ORIGINAL = "On the web"
SHOW_ALL = "{}: show all"
EDIT = "Edit"
AGAIN = "Ask again"
DOWNLOAD = "Download"
COPY = {"txt": "Copy", "md": "Copy as Markdown"}
TOOLS = {"md": "Markdown", "txt": "Text", "csv": "Statements (CSV)", "json": "JSON", "html": "Page (HTML)"}

CHIPS = "What was understood"
NAMES = {"speakers": "Speaker", "topic": "Topic", "days": "Days", "outlets": "Outlet"}
CHANGE, REMOVE = ", change", "Remove {name} and ask again"
ADD_FILTER = "+ Narrow"

NARROW = "Narrow the search"
SPEAKER, ANYONE = "Speaker", "Anyone"
OUTLET, ANY_OUTLET = "Outlet", "Any outlet"
FROM, UNTIL, DAY_FORM = "From", "Until", "YYYY-MM-DD"
CROSSED = "From ({}) is after Until ({}): swap them or clear one"
NO_DAY = "{} has {!r}, which is no day: write it as 2031-05-04"

SCRIPT = {
    "next": "Next citation",
    "previous": "Previous citation",
    "place": "{n} of {of}",
    "copied": "Copied",
    "uncopied": "Copying is not allowed here",
    "unchecked": "Nothing could be checked: is the server still running?",
    "undrawn": "Nothing could be fetched: is the server still running?",
    "unfetched": "The article could not be fetched: is the server still running?",
    "question": "Question",
    "answer": "Answer",
    "reader": "Cited article",
    "conversations": "Conversations",
    "none": "Conversations you have are kept here, in this browser alone.",
    "forget": "Forget the conversation “{title}”",
    "open": "Open the conversation “{title}”",
    "editing": "Editing an earlier question: its answer and what follows it will be replaced.",
    "cancel": "Cancel",
    "ask": "Ask again",
    "by": ", ",
    "part": "Narrow by",
    "names": NAMES,
    "from": FROM,
    "until": UNTIL,
    "full": "This browser keeps no more conversations: the oldest one was forgotten.",
}
"""What the scripts of the view say; served as a part of page.js."""
