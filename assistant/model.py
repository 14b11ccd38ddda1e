"""The only file that speaks to a language model: whatever server speaks the OpenAI protocol."""

from collections.abc import Iterator, Sequence

import openai
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage
from langchain_openai import ChatOpenAI

from assistant.errors import ModelError
from assistant.settings import Settings


def build_model(settings: Settings) -> BaseChatModel:
    """The chat model the user named; nothing is sent before it is asked."""
    return ChatOpenAI(
        model=settings.model,
        base_url=settings.base_url or None,
        api_key=settings.api_key or "none",  # type: ignore[arg-type] # local servers want any word here
        timeout=settings.timeout,
        temperature=0.0,
        max_retries=1,
        use_responses_api=False,  # some model names would switch it on, and few servers have it
    )


def reply(model: BaseChatModel, messages: Sequence[BaseMessage]) -> Iterator[str]:
    """The model's words as they come. Raises ModelError when its server cannot be reached or refuses."""
    try:
        for chunk in model.stream(list(messages)):
            yield chunk.text
    except openai.APIError as error:
        raise ModelError(f"the model could not answer ({type(error).__name__}: {error})") from error
