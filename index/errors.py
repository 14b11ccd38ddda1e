"""What may go wrong in this package.

    IndexingError
    ├── RootError          a file or folder named as a root cannot be used: nothing was changed
    └── UnreadableError    one article cannot be read; reading turns it into a Failure and goes on

Every message names the value, the reason and the remedy.
"""


class IndexingError(Exception):
    """Anything this package refuses to do, or cannot do."""


class RootError(IndexingError):
    """A root is not there, or a folder below it cannot be listed. Trying again helps once it can."""


class UnreadableError(IndexingError):
    """One article cannot be read. It is tried again when its file changes."""
