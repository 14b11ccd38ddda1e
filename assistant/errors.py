"""What may go wrong in this package.

    AssistantError
    ├── SettingsError    the environment asks for something this program does not know
    ├── PromptError      a prompt names a variable nobody gives, or the other way round
    └── ModelError       the language model cannot be reached or refuses; the embedded default still answers

Every message names the value, the reason and the remedy. Errors of the index are its own (index/errors.py).
"""


class AssistantError(Exception):
    """Anything this package refuses to do, or cannot do."""


class SettingsError(AssistantError):
    """A setting is not known, or has no such value. Trying again does not help."""


class PromptError(AssistantError):
    """A prompt and the code that fills it do not fit each other. Trying again does not help."""


class ModelError(AssistantError):
    """The model's server cannot be reached, refuses or breaks off. Trying again may help."""
