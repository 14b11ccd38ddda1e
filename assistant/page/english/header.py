"""What stands above every view says: how the index stands, where evidence goes, how an update goes."""

NO_ARTICLES = "No articles are indexed yet"
INVENTED = "The built-in articles are invented: country, people, outlets and words."
COMPOSED_HERE, NOT_SENT = "Answers are composed here.", "Nothing leaves this machine."
SENT = "Questions and passages are sent to {host} ({model})"

CLOSE = "Close"
STARTING = "what reads the articles is being loaded"
UPDATING, SO_FAR = "Updating the index: {stage}", "{done:,} of {total:,}"
DID = (
    "Index updated in {seconds:.1f} s: {added:,} added, {changed:,} changed, {removed:,} removed, "
    "{unchanged:,} unchanged."
)
HOLDS = "It holds {}, {} and {}."
UNREAD, AND_MORE = "{} could not be read", "and {:,} more, which python -m index status names"

NOT_STARTED = "The update could not be started: {}."
FAULT = "Something went wrong in the update ({})."
ENDED, NO_REASON = "The update ended with code {} and changed nothing that can be told: {}", "it gave no reason"

FIRST_BUILDING = "The first index is being built. Questions can be asked as soon as it is whole."
FIRST_FAILED = "The first index could not be built. {}"
NOTHING_YET = "There are no articles yet. Index a folder of them: python -m index FOLDER"
