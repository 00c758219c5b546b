"""The one place that knows google-genai.

The library is imported on a thread at the first request, not in a child process: key, cancellation and failures then
stay in one process, at the price of a few short stalls of the event loop, once, when the user has just asked for
something that takes seconds.

Requests are streamed, so that cancelling the task closes the connection at once: cancelled while it consumes the stream,
google-genai gives the connection up; a `break` would leave it open, and billed.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from wirelens.explain.access import Access
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.prompt import ANSWER_SCHEMA, Prompt
from wirelens.explain.transport_failures import sentence_for
from wirelens.model.message import message

if TYPE_CHECKING:
    from google.genai import Client
    from google.genai.types import GenerateContentConfig, GenerateContentResponse

API_VERSION = "v1beta"
"""Structured answers and system instructions are part of this version; `v1` refuses their fields."""

MAX_ANSWER_TOKENS = 16_384
"""Thoughts included. An answer of the asked length takes a twentieth of it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What has come of an answer so far.

    `tokens` are those billed until now: prompt, thoughts and answer. `finish` and `blocked` are Gemini's words for why it stopped, or "".
    """

    text: str = ""
    tokens: int = 0
    finish: str = ""
    blocked: str = ""

    def extended(self, response: "GenerateContentResponse") -> "Reply":
        """With the next piece of the stream."""
        usage, feedback = response.usage_metadata, response.prompt_feedback
        candidate = response.candidates[0] if response.candidates else None
        finish = candidate.finish_reason if candidate else None
        return Reply(
            self.text + (response.text or ""),
            (usage.total_token_count if usage else None) or self.tokens,
            finish.value if finish else self.finish,
            feedback.block_reason.value if feedback and feedback.block_reason else self.blocked,
        )


class Gemini(Protocol):
    """Something that answers prompts."""

    async def connect(self) -> None:
        """Makes ready to ask; only the first time takes long."""
        ...

    async def ask(self, prompt: Prompt, model: str, on_reply: Callable[[Reply], None]) -> str:
        """Sends the prompt and returns the whole answer; `on_reply` is called with each piece of it.

        Raises:
            ExplainFailure: Gemini did not answer, or not to the end.
        """
        ...


class GenaiGemini:
    """Gemini through google-genai."""

    def __init__(self, access: Access) -> None:
        self._access = access

    async def connect(self) -> None:
        """Imports google-genai and builds its client, on a thread."""
        await asyncio.to_thread(_client, self._access)

    async def ask(self, prompt: Prompt, model: str, on_reply: Callable[[Reply], None]) -> str:
        """See `Gemini.ask`."""
        client = await asyncio.to_thread(_client, self._access)
        reply = Reply()
        try:
            stream = await client.aio.models.generate_content_stream(  # pyright: ignore[reportUnknownMemberType] - Pillow's types are not there
                model=model, contents=prompt.content, config=_config(prompt)
            )
            async for response in stream:
                reply = reply.extended(response)
                on_reply(reply)
        except Exception as error:  # what the library lets through is not one family: its own errors, httpx2's, JSON's and pydantic's
            raise ExplainFailure(sentence_for(error, self._access, model)) from error
        return _whole(reply, self._access)


def _whole(reply: Reply, access: Access) -> str:
    """The answer's text, if Gemini says that it came to its end. None of the other ends raises anything by itself."""
    if reply.blocked:
        raise ExplainFailure(message("explain.blocked", reason=reply.blocked))
    match reply.finish:
        case "STOP" if reply.text.strip():
            return reply.text
        case "STOP":
            raise ExplainFailure(message("explain.empty"))
        case "MAX_TOKENS":
            raise ExplainFailure(message("explain.cut", tokens=MAX_ANSWER_TOKENS))
        case "":
            raise ExplainFailure(message("explain.broken-stream", host=access.host))
        case reason:
            raise ExplainFailure(message("explain.stopped", reason=reason))


def _config(prompt: Prompt) -> "GenerateContentConfig":
    from google.genai.types import GenerateContentConfig  # noqa: PLC0415 - loaded by then

    return GenerateContentConfig(
        system_instruction=prompt.instruction,
        response_mime_type="application/json",
        response_schema=dict(ANSWER_SCHEMA),
        max_output_tokens=MAX_ANSWER_TOKENS,
    )


@lru_cache(maxsize=2)
def _client(access: Access) -> "Client":
    """The client for a place and key. Everything that the library would take from the environment is said here."""
    import httpx2  # noqa: PLC0415
    from google import genai  # noqa: PLC0415
    from google.genai.types import HttpOptions  # noqa: PLC0415

    return genai.Client(
        vertexai=False,
        api_key=access.key,
        http_options=HttpOptions(
            base_url=access.base_url,
            api_version=API_VERSION,
            # A client of our own: with aiohttp installed the library would use that instead, with other errors, other
            # timeouts and a hidden retry. Redirects are not followed: the key would go along.
            httpx_async_client=httpx2.AsyncClient(follow_redirects=False),
        ),
    )
