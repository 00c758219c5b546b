"""The server's end of the analysis process: started when first needed, once more when it dies, ended with the server."""

import asyncio
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from wirelens.model.communication_map import CommunicationMap
from wirelens.pipes import frame, read_body, unpickle
from wirelens.views.relations import relations
from wirelens.workspace.children import Child, analysis, streams
from wirelens.workspace.collection import uncollected
from wirelens.workspace.exchange import Analysed, Failed, Kept, Reading, Reply, Request
from wirelens.workspace.splice import applied

if TYPE_CHECKING:
    from wirelens.workspace.results import AnalysisResult


class WorkerDiedError(Exception):
    """The analysis process ended while it was asked, or could not be started. What it knew is lost."""


class AnalysisFailedError(Exception):
    """A fault in Wirelens: the request has no answer. The text is the worker's traceback."""


class AnalysisProcess:
    """Asks it, one question at a time."""

    def __init__(self, on_reading: Callable[[Reading], None]) -> None:
        self._on_reading = on_reading
        self._process: Child | None = None
        self._map: CommunicationMap | None = None

    @property
    def process_id(self) -> int | None:
        """The analysis process, None while there is none."""
        return None if self._process is None else self._process.pid

    async def ask(self, request: Request) -> Analysed:
        """The outcome of a request.

        Raises:
            WorkerDiedError: the process ended; the next question starts it anew and has to tell it everything.
            AnalysisFailedError: it met a fault and goes on with what it has.
        """
        try:
            if self._process is None:
                self._process = analysis()
            return await self._exchange(self._process, request)
        except (EOFError, OSError) as error:
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
            process.kill()
            await asyncio.to_thread(process.communicate)  # which closes the pipes too

    async def _exchange(self, process: Child, request: Request) -> Analysed:
        # In threads: both ends wait for the other, and a large map takes longer to unpickle and to index than a hover may wait.
        await asyncio.to_thread(_ask, process, request)
        kept: AnalysisResult | None = None
        while True:
            reply = await asyncio.to_thread(_answer, process, self._map)
            match reply:
                case Kept():
                    kept = await asyncio.to_thread(_decoded, reply)
                case Reading():
                    self._on_reading(reply)
                case Failed():
                    raise AnalysisFailedError(reply.trace)
                case Analysed():
                    if reply.is_as_kept:
                        if kept is None:
                            raise AnalysisFailedError("What was kept cannot be read; all is analysed anew at the next change.")
                        reply = replace(reply, map=kept.map, findings=kept.findings, files=kept.files, is_as_kept=False)
                    self._map = reply.map or self._map
                    return reply


def _ask(process: Child, request: Request) -> None:
    requests, _ = streams(process)
    requests.write(frame(request))
    requests.flush()


def _decoded(kept: Kept) -> "AnalysisResult | None":
    """The result that is kept; None where somebody else wrote it."""
    from wirelens.store.encoding import ForeignValueError  # noqa: PLC0415 - it is loaded where there is something to decode
    from wirelens.workspace.results import result_encoding  # noqa: PLC0415 - as above

    try:
        with uncollected():
            result = result_encoding().decode(kept.outcome)
    except ForeignValueError:
        return None
    relations(result.map)  # views keep what it makes
    return result


def _answer(process: Child, last: CommunicationMap | None) -> Reply:
    _, replies = streams(process)
    body = read_body(replies)
    with uncollected() if last is None else nullcontext():  # a whole map is some hundred thousand objects
        reply: Reply = unpickle(body)
        if isinstance(reply, Analysed) and reply.change is not None and last is not None:
            reply = replace(reply, map=applied(last, reply.change), change=None)
        if isinstance(reply, Analysed) and reply.map is not None:
            relations(reply.map)  # views keep what it makes
    return reply
