"""The one place that knows google-genai. It runs in a process of its own, see `gemini_worker`.

Requests are streamed, so that cancelling the task closes the connection at once: cancelled while it consumes the stream,
google-genai gives the connection up; a `break` would leave it open, and billed.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from wirelens.explain.access import Access
from wirelens.explain.exchange import Ask, Receiving
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.prompt import Prompt
from wirelens.explain.transport_failures import trouble_of
from wirelens.explain.trouble import Trouble, UnansweredError
from wirelens.model.message import message

if TYPE_CHECKING:
    from google.genai import Client
    from google.genai.types import GenerateContentConfig, GenerateContentResponse

API_VERSION = "v1beta"
"""Structured answers and system instructions are part of this version; `v1` refuses their fields."""

VERTEX_API_VERSION = "v1beta1"
"""What google-genai itself takes for Vertex AI."""

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


async def ask(question: Ask, tell: Callable[[Receiving], None]) -> str:
    """Sends a prompt and returns the whole answer. Cancelling the task closes the connection.

    Args:
        question: what is sent, and where to.
        tell: hears of each piece of the answer.

    Raises:
        UnansweredError: the answer did not come, or not to its end.
        ExplainFailure: Gemini did not want to answer, or not to the end.
    """
    client = await asyncio.to_thread(_client, question.access)
    reply, has_begun = Reply(), False
    try:
        stream = await client.aio.models.generate_content_stream(  # pyright: ignore[reportUnknownMemberType] - Pillow's types are not there
            model=question.model, contents=question.prompt.content, config=_config(question.prompt)
        )
        async for response in stream:
            has_begun = True
            reply = reply.extended(response)
            tell(Receiving(len(reply.text), reply.tokens))
    except Exception as error:  # what the library lets through is not one family: its own errors, httpx2's, JSON's and pydantic's
        raise UnansweredError(trouble_of(error, question.access, question.model, has_begun=has_begun)) from error
    return _whole(reply, question.access)


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
            raise UnansweredError(Trouble(message("explain.broken-stream", host=access.host), may_be_billed=True))
        case reason:
            raise ExplainFailure(message("explain.stopped", reason=reason))


def _config(prompt: Prompt) -> "GenerateContentConfig":
    from google.genai.types import GenerateContentConfig  # noqa: PLC0415 - loaded by then

    return GenerateContentConfig(
        system_instruction=prompt.instruction,
        response_mime_type="application/json",
        response_schema=dict(prompt.schema),
        max_output_tokens=MAX_ANSWER_TOKENS,
    )


@lru_cache(maxsize=2)
def _client(access: Access) -> "Client":
    """The client for a place and key. Everything that the library would take from the environment is said here."""
    import httpx2  # noqa: PLC0415
    from google import genai  # noqa: PLC0415
    from google.genai.types import HttpOptions  # noqa: PLC0415

    vertex = access.vertex
    return genai.Client(
        vertexai=vertex is not None,
        api_key=access.key or None,
        project=vertex.project if vertex and vertex.project else None,
        location=vertex.location if vertex and vertex.project else None,
        http_options=HttpOptions(
            base_url=access.base_url,
            api_version=API_VERSION if vertex is None else VERTEX_API_VERSION,
            # A client of our own: with aiohttp installed the library would use that instead, with other errors, other
            # timeouts and a hidden retry. Redirects are not followed: the key would go along.
            httpx_async_client=httpx2.AsyncClient(follow_redirects=False),
        ),
    )
