"""What may go wrong in this package.

    AssistantError
    ├── SettingsError    the environment asks for something this program does not know
    ├── PromptError      a prompt names a variable nobody gives, or the other way round
    ├── BusyError        so many answers are under way that this one was not begun
    ├── FailedError      a fault of ours, which the server's log tells
    └── ModelError       the language model cannot be reached or refuses; the embedded default still answers
        └── CutOff       its reply was ended for its length

Every message names the value, the reason and the remedy. Errors of the index are its own (index/errors.py).
"""


class AssistantError(Exception):
    """Anything this package refuses to do, or cannot do."""


class SettingsError(AssistantError):
    """A setting is not known, or has no such value. Trying again does not help."""


class PromptError(AssistantError):
    """A prompt and the code that fills it do not fit each other. Trying again does not help."""


class BusyError(AssistantError):
    """So many answers are under way that this one was not begun. Trying again helps."""


class FailedError(AssistantError):
    """What a caller is told of a fault of ours; the log tells the rest."""


class ModelError(AssistantError):
    """The model's server cannot be reached, refuses or breaks off. `again`: trying again may help, after `wait`
    seconds where the server asks for some; `form`: perhaps it refuses only the form the reply was asked for in."""

    def __init__(self, message: str, *, again: bool = False, wait: float = 0.0, form: bool = False) -> None:
        super().__init__(message)
        self.again, self.wait, self.form = again, wait, form


class CutOff(ModelError):
    """The reply was ended for its length: what came is good, but for its end."""
