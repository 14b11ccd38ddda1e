"""The only file that speaks to a language model: whatever server speaks the OpenAI protocol."""

from collections.abc import Iterator, Sequence

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from assistant.errors import ModelError
from assistant.settings import Settings

# The client takes a second or two to load, which an answer without a model need not cost.

_LONGEST = 20_000  # characters; an answer has a few hundred, and a model that loops never ends
_TOLD = 200  # characters of what a server says about a request it refuses
_DEFUSED = str.maketrans('[]“”„«»"', "()''''''")  # an answer's own marks mean citations and quotations


def build_model(settings: Settings) -> BaseChatModel:
    """The chat model the user named; nothing is sent before it is asked."""
    from langchain_openai import ChatOpenAI

    return ChatOpenAI(
        model=settings.model,
        base_url=settings.base_url,  # always given: left out, other variables would say where evidence goes
        api_key=settings.api_key or "none",  # type: ignore[arg-type] # local servers want any word here
        timeout=settings.timeout,
        temperature=0.0,
        max_retries=1,
        use_responses_api=False,  # some model names would switch it on, and few servers have it
    )


def reply(model: BaseChatModel, messages: Sequence[BaseMessage]) -> Iterator[str]:
    """The model's words as they come. Raises ModelError when its server cannot be reached, refuses or breaks
    off, and for a reply without words or without end."""
    written, anything = 0, False
    try:
        for chunk in model.stream(list(messages)):
            text = chunk.text
            written += len(text)
            if written > _LONGEST:
                break
            anything = anything or bool(text.strip())
            yield text
    except Exception as error:  # a malformed reply trips the client up anywhere: KeyError, TypeError, ValueError
        raise ModelError(f"The model could not answer: {_reason(error)}") from error
    if written > _LONGEST:
        raise ModelError(f"The model could not answer: it wrote more than {_LONGEST} characters without an end")
    if not anything:
        raise ModelError("The model could not answer: its reply was empty; ask again, or name another model")


def _reason(error: Exception) -> str:
    """What went wrong and what helps. Little of the server's own words: they are as untrusted as a reply."""
    import openai

    match error:
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            return f"its server refused the key ({error.status_code}); check OPENAI_API_KEY"
        case openai.NotFoundError():
            return "its server knows no such model or address (404); check ASSISTANT_MODEL and OPENAI_BASE_URL"
        case openai.RateLimitError():
            return "its server takes no more requests for now (429); wait, or check your plan"
        case openai.InternalServerError():
            return f"its server failed ({error.status_code}); try again later"
        case openai.APIStatusError():
            told = " ".join(error.message.translate(_DEFUSED).split())[:_TOLD]
            return f"its server refused the request ({told})"
        case openai.APITimeoutError():
            return "its server was silent for too long; try again, or raise ASSISTANT_TIMEOUT"
        case openai.APIConnectionError():
            return "its server cannot be reached, or broke off; check OPENAI_BASE_URL and that it runs"
        case _:
            return f"its reply could not be read ({type(error).__name__}); try again, or name another model"
