"""build_assistant: the only place that chooses real parts."""

from pathlib import Path

from assistant.answering import Assistant
from assistant.question import Message, Question
from assistant.settings import Settings
from index.settings import IndexSettings
from index.wiring import open_searcher


def build_assistant(store: Path, settings: Settings, index_settings: IndexSettings) -> Assistant:
    """An assistant over one store. Raises what the index raises when the store cannot be read."""
    searcher = open_searcher(store, index_settings)
    model = None
    if settings.model:
        from assistant.model import build_model  # heavy, and only for those who name a model

        model = build_model(settings)
    return Assistant(_understand, searcher, model)


def _understand(message: Message) -> Question:
    return Question(message.text, "open", message.text, message.filters)
