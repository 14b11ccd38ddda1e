"""The only file that speaks to a language model: whatever server speaks the OpenAI protocol."""

import re
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from assistant.errors import CutOff, ModelError
from assistant.settings import Settings

# The client takes a second or two to load, which an answer without a model need not cost.

_LONGEST = 60_000  # characters; an answer has a few hundred, thoughts before it a few thousand
_TOLD = 200  # characters of what a server says about a request it refuses
_DEFUSED = str.maketrans('[]“”„«»"', "()''''''")  # an answer's own marks mean citations and quotations
_REPEATED = re.compile(r"(.{1,120}?)\1{5,}\s*\Z", re.DOTALL)
_LOOP = 240  # characters that repeat themselves six times and more: a loop, and no list of three like items
_LOOKED_AT = 800  # characters of the end of a reply in which a loop is looked for, each time so many are new
_THOUGHT = re.compile(r"\s*<think(?:ing)?>")
_THINKS = re.compile(r"\s*(?:<(?:t(?:h(?:i(?:n(?:k(?:i(?:n(?:g)?)?)?)?)?)?)?)?)?\Z|\s*<think(?:ing)?>")  # or may yet
_THOUGHT_ENDS = re.compile(r"</think(?:ing)?>\s*")
_LONGEST_MARK = 12  # characters of </thinking>


def build_model(settings: Settings) -> BaseChatModel:
    """The chat model the user named; nothing is sent before it is asked."""
    from langchain_openai import ChatOpenAI

    return ChatOpenAI(
        model=settings.model,
        base_url=settings.base_url,  # always given: left out, other variables would say where evidence goes
        api_key=settings.api_key or "none",  # type: ignore[arg-type] # local servers want any word here
        timeout=settings.timeout,
        temperature=settings.temperature,
        max_retries=0,  # `assistant/writing.py` tries again, which knows what was shown already
        use_responses_api=False,  # some model names would switch it on, and few servers have it
        http_client=_ending_client(settings.deadline),
    )


def _ending_client(deadline: float) -> Any:
    """The protocol's client, which reads no reply for longer than `deadline` seconds. A server that sends signs of
    life and no words is never silent, and no words come at which the time could be looked at: bytes are."""
    import httpx2
    import openai

    class Ending(httpx2.SyncByteStream):
        def __init__(self, stream: httpx2.SyncByteStream) -> None:
            self._stream, self._until = stream, time.monotonic() + deadline

        def __iter__(self) -> Iterator[bytes]:
            for data in self._stream:
                if time.monotonic() > self._until:
                    raise _late()
                yield data

        def close(self) -> None:
            self._stream.close()

    def ended(response: httpx2.Response) -> None:
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = Ending(response.stream)

    class Client(openai.DefaultHttpxClient):
        def __del__(self) -> None:  # an assistant that is given up leaves no open connections
            self.close()

    return Client(event_hooks={"response": [ended]})


def _late() -> ModelError:
    return ModelError("The model could not answer: it was not done in time; raise ASSISTANT_DEADLINE")


def reply(
    model: BaseChatModel,
    messages: Sequence[BaseMessage],
    response_format: Mapping[str, Any] | None = None,
    deadline: float = float("inf"),
) -> Iterator[str]:
    """The model's words as they come, without what it thought aloud before. `deadline`: seconds the whole may take.

    Raises ModelError when its server cannot be reached, refuses or breaks off, and for a reply without words or
    without end; CutOff, behind the last words, for one that was ended for its length."""
    # In extra_body: given by name, the client would read the whole reply as JSON and fail where it is none.
    extra = {"extra_body": {"response_format": response_format}} if response_format else {}
    try:
        with closing(_bounded(model, messages, extra, time.monotonic() + deadline)) as pieces:
            yield from _answering(pieces)
    except (ModelError, GeneratorExit):
        raise
    except Exception as error:  # a malformed reply trips the client up anywhere: KeyError, TypeError, ValueError
        raise _explained(error) from error


def _bounded(
    model: BaseChatModel, messages: Sequence[BaseMessage], extra: Mapping[str, Any], until: float
) -> Generator[str, None, None]:
    """A reply that ends."""
    written, looked_at, reason = "", 0, ""
    with closing(model.stream(list(messages), **extra)) as chunks:  # type: ignore[type-var] # it is a generator
        for chunk in chunks:
            written += chunk.text
            reason = str(chunk.response_metadata.get("finish_reason") or reason)
            if time.monotonic() > until:
                raise _late()
            if len(written) > _LONGEST:
                told = f"it wrote more than {_LONGEST} characters without an end"
                raise ModelError(f"The model could not answer: {told}")
            if len(written) - looked_at > _LOOP:
                looked_at = len(written)
                loop = _REPEATED.search(written[-_LOOKED_AT:])
                if loop and len(loop[0]) >= _LOOP:
                    raise ModelError("The model could not answer: it repeated itself without an end")
            yield chunk.text
    if not written.strip():
        raise ModelError(
            "The model could not answer: its reply was empty; ask again, or name another model", again=True
        )
    if reason == "length":
        raise CutOff("The model could not answer: its reply was ended for its length")


def _answering(pieces: Iterator[str]) -> Iterator[str]:
    """A reply without the thoughts that some models write before it, between <think> and </think>."""
    begun, thinks = "", True
    for piece in pieces:
        if not thinks:
            yield piece
            continue
        begun += piece
        closing = _THOUGHT_ENDS.search(begun, max(0, len(begun) - len(piece) - _LONGEST_MARK))
        if closing or not _THINKS.match(begun):
            thinks = False
            yield begun[closing.end() :] if closing and _THINKS.match(begun) else begun
    if thinks and _THOUGHT.match(begun):
        raise ModelError("The model could not answer: it thought and came to no answer; name another model")
    if thinks and begun:
        yield begun


def _explained(error: Exception) -> ModelError:
    """What went wrong, what helps, and whether to try again. Little of the server's own words: they are as
    untrusted as a reply."""
    import httpx2
    import openai

    again, wait, form = False, 0.0, False
    match error:
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            reason = f"its server refused the key ({error.status_code}); check OPENAI_API_KEY"
        case openai.NotFoundError():
            reason = "its server knows no such model or address (404); check ASSISTANT_MODEL and OPENAI_BASE_URL"
        case openai.RateLimitError():
            again, wait = True, _asked_to_wait(error)
            reason = "its server takes no more requests for now (429); wait, or check your plan"
        case openai.InternalServerError():
            again = form = True
            wait = _asked_to_wait(error)
            reason = f"its server failed ({error.status_code}); try again later"
        case openai.APIStatusError():
            form = True
            told = " ".join(error.message.translate(_DEFUSED).split())[:_TOLD]
            reason = f"its server refused the request ({told})"
        case openai.APITimeoutError() | httpx2.TimeoutException():
            reason = "its server was silent for too long; try again, or raise ASSISTANT_TIMEOUT"
        case openai.APIConnectionError() | httpx2.HTTPError():
            again = True
            reason = "its server cannot be reached, or broke off; check OPENAI_BASE_URL and that it runs"
        case _:
            again = True
            reason = f"its reply could not be read ({type(error).__name__}); try again, or name another model"
    return ModelError(f"The model could not answer: {reason}", again=again, wait=wait, form=form)


def _asked_to_wait(error: Any) -> float:
    """The seconds of a Retry-After header; 0 where there is none, or a date, which clocks that differ misread."""
    told = error.response.headers.get("retry-after", "")
    return float(told) if re.fullmatch(r"\d{1,6}(?:\.\d{1,3})?", told.strip()) else 0.0
