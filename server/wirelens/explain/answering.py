"""Asking until there is an answer, within a deadline, every request counted."""

import asyncio
from typing import Protocol

from wirelens.explain.exchange import Ask, Receiving
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.gemini_process import Gemini
from wirelens.explain.terms import Ledger
from wirelens.explain.tokens import estimated_tokens
from wirelens.explain.trouble import UnansweredError
from wirelens.model.message import Message, message


class Follower(Protocol):
    """Whoever follows the asking. Everything is called on the event loop, and more than once where it is asked again."""

    async def sending(self) -> None:
        """A request is about to leave."""
        ...

    def receiving(self, received: Receiving) -> None:
        """More of the answer has come."""
        ...

    def pausing(self, pause: Message) -> None:
        """It is asked again, after a pause."""
        ...


async def answer_to(question: Ask, gemini: Gemini, ledger: Ledger, deadline_seconds: float, follower: Follower) -> str:
    """The whole text of Gemini's answer.

    Raises:
        ExplainFailure: it did not come in time, or at all, or would pass a limit.
    """
    from wirelens.explain.retrying import ask_again  # noqa: PLC0415 - tenacity is heavy

    estimate = await asyncio.to_thread(estimated_tokens, question.prompt.instruction + question.prompt.content)
    try:
        async with asyncio.timeout(deadline_seconds):
            return await ask_again(lambda: _ask_counted(question, gemini, ledger, estimate, follower), deadline_seconds, follower.pausing)
    except TimeoutError as error:
        raise ExplainFailure(message("explain.timeout", seconds=round(deadline_seconds))) from error


async def _ask_counted(question: Ask, gemini: Gemini, ledger: Ledger, estimate: int, follower: Follower) -> str:
    """Asks once, and counts it: before, so that it is counted whatever happens, and then as Gemini bills it."""
    if (refusal := await ledger.admit(estimate)) is not None:
        raise ExplainFailure(refusal)
    await follower.sending()
    billed: int | None = None

    def on_receiving(received: Receiving) -> None:
        nonlocal billed
        billed = received.tokens or billed
        follower.receiving(received)

    try:
        return await gemini.ask(question, on_receiving)
    except UnansweredError as unanswered:
        billed = billed if unanswered.trouble.may_be_billed else 0
        raise
    finally:
        if billed is not None:
            await asyncio.shield(ledger.add(billed - estimate))
