"""When Gemini is asked once more, and after how long.

Asked again is only what was not answered: too many requests (429), errors of the server's own (5xx), and connections that were
lost before the first piece of an answer. How long to wait says Gemini, in RetryInfo or Retry-After; where it says nothing, the
pauses double, with a random part so that jobs do not come back all at once
(https://cloud.google.com/storage/docs/retry-strategy).
"""

import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, stop_any, stop_before_delay
from tenacity.wait import wait_exponential_jitter

from wirelens.explain.failure import ExplainFailure
from wirelens.explain.trouble import Trouble, UnansweredError
from wirelens.model.message import Message, message

Answer = TypeVar("Answer")

MOST_ATTEMPTS = 5
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 30.0
RANDOM_SECONDS = 0.5
"""The random part of a pause is at most this long."""


async def ask_again(attempt: Callable[[], Awaitable[Answer]], deadline_seconds: float, on_pause: Callable[[Message], None]) -> Answer:
    """What the first attempt that succeeds returns.

    Args:
        attempt: raises `UnansweredError` where it fails.
        deadline_seconds: no attempt begins later than this after the first.
        on_pause: is told of each pause, before it.

    Raises:
        ExplainFailure: the last attempt failed.
    """

    def pausing(state: RetryCallState) -> None:
        trouble = _trouble(state)
        if trouble is not None:
            seconds = max(1, round(state.upcoming_sleep))
            on_pause(message("explain.pause", reason=message(trouble.pause), seconds=seconds, attempt=state.attempt_number + 1))

    retrying = AsyncRetrying(
        retry=retry_if_exception(lambda error: isinstance(error, UnansweredError) and error.trouble.is_passing),
        wait=_pause,
        stop=stop_any(stop_after_attempt(MOST_ATTEMPTS), stop_before_delay(deadline_seconds)),
        before_sleep=pausing,
        reraise=True,
    )

    async def once() -> Answer:  # tenacity awaits what it can see to be a coroutine function
        return await attempt()

    try:
        return await retrying(once)
    except UnansweredError as unanswered:
        raise ExplainFailure(unanswered.trouble.sentence) from unanswered


def _pause(state: RetryCallState) -> float:
    trouble = _trouble(state)
    if trouble is None or trouble.wait_seconds is None:
        return wait_exponential_jitter(FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS, jitter=RANDOM_SECONDS)(state)
    return trouble.wait_seconds + random.uniform(0, RANDOM_SECONDS)  # noqa: S311 - not for cryptography


def _trouble(state: RetryCallState) -> Trouble | None:
    error = state.outcome.exception() if state.outcome else None
    return error.trouble if isinstance(error, UnansweredError) else None
