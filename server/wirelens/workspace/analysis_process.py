"""The server's end of the analysis process: started when first needed, once more when it dies, ended with the server."""

import asyncio
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from dataclasses import replace

from wirelens.model.communication_map import CommunicationMap
from wirelens.views.relations import relations
from wirelens.workspace.exchange import Analysed, Failed, Reading, Reply, Request
from wirelens.workspace.pipes import LENGTH_BYTES, frame
from wirelens.workspace.splice import applied


class WorkerDiedError(Exception):
    """The analysis process ended while it was asked, or could not be started. What it knew is lost."""


class AnalysisFailedError(Exception):
    """A fault in Wirelens: the request has no answer. The text is the worker's traceback."""


class AnalysisProcess:
    """Asks it, one question at a time."""

    def __init__(self, on_reading: Callable[[Reading], None]) -> None:
        self._on_reading = on_reading
        self._process: Process | None = None
        self._map: CommunicationMap | None = None

    @property
    def process_id(self) -> int | None:
        """The analysis process, None while there is none."""
        return None if self._process is None else self._process.pid

    async def start(self) -> None:
        """Starts the process ahead of the first question.

        Raises:
            WorkerDiedError: it cannot be started.
        """
        if self._process is None:
            try:
                # -P: the current folder may be the workspace, and none of its modules may be imported.
                self._process = await asyncio.create_subprocess_exec(
                    sys.executable, "-P", "-m", "wirelens.workspace.worker", stdin=PIPE, stdout=PIPE
                )
            except OSError as error:
                raise WorkerDiedError from error

    async def ask(self, request: Request) -> Analysed:
        """The outcome of a request.

        Raises:
            WorkerDiedError: the process ended; the next question starts it anew and has to tell it everything.
            AnalysisFailedError: it met a fault and goes on with what it has.
        """
        await self.start()
        assert self._process is not None  # noqa: S101 - started above
        try:
            return await self._exchange(self._process, request)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            await self.close()
            raise WorkerDiedError from error
        except asyncio.CancelledError:
            await self.close()  # its answer would be taken for the next question's
            raise

    async def close(self) -> None:
        """Ends the process, whatever it is doing."""
        process, self._process = self._process, None
        self._map = None
        if process is not None:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def _exchange(self, process: Process, request: Request) -> Analysed:
        assert process.stdin is not None  # noqa: S101 - piped
        assert process.stdout is not None  # noqa: S101 - piped
        process.stdin.write(frame(request))
        await process.stdin.drain()
        while True:
            length = await process.stdout.readexactly(LENGTH_BYTES)
            body = await process.stdout.readexactly(int.from_bytes(length))
            # In a thread: a large map takes longer to unpickle and to index than a hover may wait.
            reply = await asyncio.to_thread(_read, body, self._map)
            match reply:
                case Reading():
                    self._on_reading(reply)
                case Failed():
                    raise AnalysisFailedError(reply.trace)
                case Analysed():
                    self._map = reply.map or self._map
                    return reply


def _read(body: bytes, last: CommunicationMap | None) -> Reply:
    reply: Reply = pickle.loads(body)  # noqa: S301 - from the process that we started
    if isinstance(reply, Analysed) and reply.change is not None and last is not None:
        reply = replace(reply, map=applied(last, reply.change), change=None)
    if isinstance(reply, Analysed) and reply.map is not None:
        relations(reply.map)  # views keep what it makes
    return reply
