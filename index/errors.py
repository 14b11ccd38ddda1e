"""What may go wrong in this package.

    IndexingError
    ├── RootError          a file or folder named as a root cannot be used: nothing was changed
    ├── UnreadableError    one article cannot be read; reading turns it into a Failure and goes on
    ├── UnknownError       no single article is called what was asked for
    ├── SettingsError      the environment or an option asks for something this program does not know
    ├── StoreError         there is no index, or none that can be used: an update mends it
    ├── ServerError        a Chroma server or PostgreSQL does not answer: searches do without the first, and end
    │                      with the second; all else is to be tried again
    ├── SpaceError         the disk is full: what was published still answers, the next run goes on
    ├── LockedError        another process is writing to the store: wait for it, then try again
    └── ModelError         an embedding model cannot be had or reached

Every message names the value, the reason and the remedy.
"""


class IndexingError(Exception):
    """Anything this package refuses to do, or cannot do."""


class RootError(IndexingError):
    """A root is not there, or a folder below it cannot be listed. Trying again helps once it can."""


class UnreadableError(IndexingError):
    """One article cannot be read. It is tried again when its file changes."""


class UnknownError(IndexingError):
    """No article, or more than one, is called what was asked for. Trying again does not help."""


class SettingsError(IndexingError):
    """A setting or an option is not known, or has no such value. Trying again does not help."""


class StoreError(IndexingError):
    """The store cannot be read as it is. An update (``python -m index``) builds or mends it."""


class ServerError(IndexingError):
    """A Chroma or PostgreSQL server does not answer. Trying again helps once it does."""


class SpaceError(IndexingError):
    """The disk that holds the store is full. Trying again helps once there is space."""


class LockedError(IndexingError):
    """Another process is writing to the store. Trying again helps once it is done."""


class ModelError(IndexingError):
    """The embedding model is not on this machine, is not the official one, or its server fails."""
