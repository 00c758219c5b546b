"""Asks Gemini in a process of its own: `python -P -m wirelens.explain.gemini_worker`.

What takes time or memory is done here and never in the editor's server: taking secrets out of what is sent, loading google-genai,
encryption, reading streams. Orders come in on standard input, replies leave on standard output (see `exchange`). The process ends
as soon as its input does, and every connection with it.
"""

import asyncio
import os
import threading
import traceback
from collections.abc import Callable
from typing import BinaryIO

from wirelens.explain.client import ask
from wirelens.explain.commit_message import MessageRequest, prepare_message
from wirelens.explain.exchange import Answered, Ask, Broken, Cancel, Order, Prepare, Prepared, Refused, Reply, Unanswered
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.preparation import prepare
from wirelens.explain.trouble import UnansweredError
from wirelens.pipes import be_nice, frame, private_streams, read_frame

NICENESS = 5
"""The user does not wait for Gemini, but progress and cancelling should not lag."""


class Worker:
    """Carries orders out, side by side."""

    def __init__(self, reply: Callable[[int, Reply], None]) -> None:
        self._reply = reply
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def take(self, number: int, order: Order) -> None:
        """Begins to carry an order out."""
        if isinstance(order, Cancel):
            if number in self._tasks:
                self._tasks[number].cancel()
            return
        task = asyncio.create_task(self._carry_out(number, order))
        self._tasks[number] = task
        task.add_done_callback(lambda _: self._tasks.pop(number, None))

    async def _carry_out(self, number: int, order: Prepare | Ask) -> None:
        try:
            outcome = await self._outcome(number, order)
        except UnansweredError as unanswered:
            outcome = Unanswered(unanswered.trouble)
        except ExplainFailure as failure:
            outcome = Refused(failure.message)
        except Exception as error:  # noqa: BLE001 - a fault here must not end what the other orders wait for
            outcome = Broken(type(error).__name__, traceback.format_exc())
        self._reply(number, outcome)

    async def _outcome(self, number: int, order: Prepare | Ask) -> Reply:
        if isinstance(order, Prepare):
            # In a thread: a long text takes seconds, and a connection must close at once when it is cancelled.
            if isinstance(order.request, MessageRequest):
                return Prepared(await asyncio.to_thread(prepare_message, order.request, order.secrets))
            return Prepared(await asyncio.to_thread(prepare, order.request, order.secrets))
        return Answered(await ask(order, lambda received: self._reply(number, received)))


async def serve(orders: BinaryIO, replies: BinaryIO) -> None:
    """Serves until the process ends."""

    def reply(number: int, value: Reply) -> None:
        replies.write(frame((number, value)))
        replies.flush()

    worker = Worker(reply)
    loop = asyncio.get_running_loop()

    def receive() -> None:
        try:
            while True:
                loop.call_soon_threadsafe(worker.take, *read_frame(orders))
        except EOFError:
            os._exit(0)  # whoever asked is gone

    threading.Thread(target=receive, name="orders", daemon=True).start()
    await asyncio.Future[None]()


def main() -> None:
    """Serves until standard input ends."""
    orders, replies = private_streams()
    be_nice(NICENESS)
    asyncio.run(serve(orders, replies))


if __name__ == "__main__":
    main()
