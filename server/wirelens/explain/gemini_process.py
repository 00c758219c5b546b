"""The server's end of the process that asks Gemini: started when first needed, anew when it has died, ended with the server."""

import asyncio
import itertools
import logging
import os
import pickle
from asyncio.subprocess import Process
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from wirelens.explain.commit_message import MessageRequest
from wirelens.explain.exchange import Answered, Ask, Broken, Cancel, Order, Prepare, Prepared, Receiving, Refused, Reply, Unanswered
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.prompt import Prompt
from wirelens.explain.request import Request
from wirelens.explain.trouble import Trouble, UnansweredError
from wirelens.model.message import message
from wirelens.pipes import LENGTH_BYTES, frame
from wirelens.starting import start_async

_log = logging.getLogger(__name__)

_NOT_HANDED_ON = ("GEMINI_", "GOOGLE_API_KEY", "GOOGLE_GENAI_", "GOOGLE_GEMINI_", "GOOGLE_VERTEX_")
"""Variables that google-genai would listen to. Where and with which key Gemini is asked is said in each order."""


class Gemini(Protocol):
    """Something that answers prompts."""

    async def prepare(self, request: Request | MessageRequest, secrets: tuple[str, ...]) -> Prompt:
        """Exactly what would be sent: `secrets` are taken out of it, and all that are found.

        Raises:
            ExplainFailure: the request is never sent.
        """
        ...

    async def ask(self, question: Ask, on_receiving: Callable[[Receiving], None]) -> str:
        """Sends a prompt and returns the whole answer. Cancelling the task closes the connection.

        Raises:
            UnansweredError: the answer did not come, or not to its end.
            ExplainFailure: Gemini did not want to answer, or not to the end.
        """
        ...

    async def close(self) -> None:
        """Ends every connection."""
        ...


@dataclass(frozen=True, slots=True)
class _Call:
    """An order that was given and has not ended."""

    process: Process
    outcome: asyncio.Future[Prepared | Answered]
    on_receiving: Callable[[Receiving], None]


class GeminiProcess:
    """Gemini through google-genai, in a process of its own. Everything is called on one event loop."""

    def __init__(self, idle_seconds: float = 300.0) -> None:
        """Starts nothing yet.

        Args:
            idle_seconds: after so long without an order the process ends, and gives back its memory.
        """
        self._idle_seconds = idle_seconds
        self._idling: asyncio.TimerHandle | None = None
        self._process: Process | None = None
        self._starting = asyncio.Lock()
        self._calls: dict[int, _Call] = {}
        self._numbers = itertools.count(1)
        self._reading: asyncio.Task[None] | None = None

    @property
    def process_id(self) -> int | None:
        """The process, None while there is none."""
        return None if self._process is None else self._process.pid

    async def prepare(self, request: Request | MessageRequest, secrets: tuple[str, ...]) -> Prompt:
        """See `Gemini.prepare`."""
        prepared = await self._carry_out(Prepare(request, secrets), lambda _: None)
        assert isinstance(prepared, Prepared)  # noqa: S101 - the reply to this order
        return prepared.prompt

    async def ask(self, question: Ask, on_receiving: Callable[[Receiving], None]) -> str:
        """See `Gemini.ask`."""
        answered = await self._carry_out(question, on_receiving)
        assert isinstance(answered, Answered)  # noqa: S101 - the reply to this order
        return answered.text

    async def close(self) -> None:
        """Ends the process, whatever it is doing."""
        if self._idling is not None:
            self._idling.cancel()
        process, self._process = self._process, None
        if process is not None:
            if process.returncode is None:
                process.kill()
            await process.wait()
        if self._reading is not None:
            await asyncio.wait([self._reading])

    async def _carry_out(self, order: Prepare | Ask, on_receiving: Callable[[Receiving], None]) -> Prepared | Answered:
        if self._idling is not None:
            self._idling.cancel()
            self._idling = None
        process = await self._started()
        number = next(self._numbers)
        call = self._calls[number] = _Call(process, asyncio.get_running_loop().create_future(), on_receiving)
        _send(process, number, order)
        try:
            return await call.outcome
        except asyncio.CancelledError:
            _send(process, number, Cancel())
            raise
        finally:
            del self._calls[number]
            if not self._calls:
                self._idling = asyncio.get_running_loop().call_later(self._idle_seconds, self._rest)

    def _rest(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            process.stdin.close()  # which ends it

    async def _started(self) -> Process:
        async with self._starting:
            if self._process is None:
                environment = {name: value for name, value in os.environ.items() if not name.startswith(_NOT_HANDED_ON)}
                try:
                    self._process = await start_async("wirelens.explain.gemini_worker", environment=environment)
                except OSError as error:
                    _log.exception("The process that asks Gemini cannot be started")
                    raise ExplainFailure(message("explain.process-died")) from error
                self._reading = asyncio.create_task(self._read(self._process))
            return self._process

    async def _read(self, process: Process) -> None:
        """Hands replies on until the process ends."""
        assert process.stdout is not None  # noqa: S101 - piped
        try:
            while True:
                length = int.from_bytes(await process.stdout.readexactly(LENGTH_BYTES))
                number, reply = pickle.loads(await process.stdout.readexactly(length))  # noqa: S301 - from the process that we started
                if number in self._calls:  # else it was cancelled
                    _hand_on(reply, self._calls[number])
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        if self._process is process:
            self._process = None
        for call in self._calls.values():
            if call.process is process and not call.outcome.done():
                call.outcome.set_exception(UnansweredError(Trouble(message("explain.process-died"), may_be_billed=True)))
        await process.wait()


def _send(process: Process, number: int, order: Order) -> None:
    assert process.stdin is not None  # noqa: S101 - piped
    if not process.stdin.is_closing():
        process.stdin.write(frame((number, order)))


def _hand_on(reply: Reply, call: _Call) -> None:
    if call.outcome.done():
        return
    match reply:
        case Receiving():
            call.on_receiving(reply)
        case Prepared() | Answered():
            call.outcome.set_result(reply)
        case Unanswered(trouble):
            call.outcome.set_exception(UnansweredError(trouble))
        case Refused(reason):
            call.outcome.set_exception(ExplainFailure(reason))
        case Broken(kind, trace):
            _log.error("%s", trace)
            call.outcome.set_exception(ExplainFailure(message("explain.unexpected", kind=kind)))
