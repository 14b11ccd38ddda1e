"""What the view that answers questions says."""

ASK = "Ask"
ASK_HERE = "Ask about the articles"
BUILDING = "The index is being built"
QUESTION = "Question"
CONVERSATION = "Conversation"
NEW_CONVERSATION = "New conversation"
STOP = "Stop"

PLACEHOLDER = "<h2>Ask, and see who said it</h2><p>For example:</p>"
READER = (
    '<div class="reader"><div id="sources-part"><h2>Sources</h2><div id="sources">'
    '<p class="hint">The sources of an answer are listed here.</p></div></div>'
    '<div id="article-part"><a class="back" href="#back">Back to the answer</a><div id="article">'
    '<p class="hint">Choose a numbered mark or a source to read its article, the cited words highlighted.</p>'
    "</div></div></div>"
)

NARROW = "Narrow the search"
SPEAKER, ANYONE = "Speaker", "Anyone"
OUTLET, ANY_OUTLET = "Outlet", "Any outlet"
FROM, UNTIL, DAY_FORM = "From", "Until", "YYYY-MM-DD"
