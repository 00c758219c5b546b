"""Jobs: each asks Gemini for one explanation, while whoever wanted it goes on.

`Jobs.submit` answers an id at once; what happens then is told to the observer, on the event loop. Identical requests are
joined into one job. A job that is cancelled, and one that fails, stores nothing; an answer that is already stored is not
asked for again.
"""

import asyncio
import itertools
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module

from wirelens.explain.answer import parse
from wirelens.explain.exchange import Ask, Receiving
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.gemini_process import Gemini, GeminiProcess
from wirelens.explain.line import Line
from wirelens.explain.progress import Cancelled, Failed, Observer, Outcome, Progress, Stage, Stored
from wirelens.explain.request import Request
from wirelens.explain.terms import Entry, Terms
from wirelens.model.message import Message, message
from wirelens.model.narrative import Narrative

_log = logging.getLogger(__name__)

PERCENTAGES: dict[Stage, int] = {"queued": 0, "preparing": 5, "sent": 15, "answering": 20, "stored": 100}
USUAL_CHARACTERS = 2_500
"""The usual length of an answer: what the share of the stage `answering` is reckoned by."""


@dataclass(slots=True, eq=False)
class _Job:
    """A job under way. `settled` is set from the moment when its answer is being stored: it can no longer be cancelled."""

    id: str
    key: str
    request: Request
    terms: Terms
    observers: list[Observer]
    entries: list[Entry]
    progress: Progress = field(default_factory=lambda: Progress("queued", 0))
    task: asyncio.Task[Narrative] | None = None
    settled: bool = False
    interrupted: bool = False
    """The process ends: whoever finds the job in the journal goes on with it."""

    def advance(self, stage: Stage, characters: int = 0, pause: Message | None = None) -> None:
        """Tells the observers how far the job is."""
        share = PERCENTAGES[stage]
        if stage == "answering":
            share += round(75 * characters / (characters + USUAL_CHARACTERS / 2))
        self.progress = Progress(stage, share, max(characters, self.progress.characters), pause)
        for observer in tuple(self.observers):
            observer.progressed(self.id, self.progress)

    async def sending(self) -> None:
        """See `answering.Follower`."""
        for entry in self.entries:
            await entry.sent()
        self.advance("sent")

    def receiving(self, received: Receiving) -> None:
        """See `answering.Follower`."""
        self.advance("answering", received.characters)

    def pausing(self, pause: Message) -> None:
        """See `answering.Follower`."""
        self.advance("sent", pause=pause)


class Jobs:
    """The jobs of one process. Everything is called on its event loop."""

    def __init__(
        self,
        gemini: Gemini | None = None,
        *,
        concurrency: int = 4,
        deadline_seconds: float = 180.0,
        urgency: Callable[[Request], int] = lambda _: 0,
    ) -> None:
        """Starts without jobs.

        Args:
            gemini: who is asked, if not Gemini itself.
            concurrency: how many jobs may be under way at a time; further ones wait.
            deadline_seconds: how long one job may take, from its first sending to its last byte.
            urgency: of the jobs that wait, one with the highest goes first; asked when a place becomes free.
        """
        self._gemini = gemini or GeminiProcess()
        self._deadline_seconds = deadline_seconds
        self._line = Line(concurrency)
        self._urgency = urgency
        self._jobs: dict[str, _Job] = {}
        self._ending = set[asyncio.Task[None]]()
        self._numbers = itertools.count(1)

    @property
    def gemini(self) -> Gemini:
        """Who is asked."""
        return self._gemini

    @property
    def running(self) -> int:
        """How many jobs have not ended."""
        return len(self._jobs)

    def submit(self, request: Request, terms: Terms, observer: Observer) -> str:
        """Starts a job, or joins the one that asks the same, and returns its id."""
        entries = [] if terms.entry is None else [terms.entry]
        key = request.key
        for job in self._jobs.values():
            is_ending = job.task is not None and job.task.cancelling() > 0
            if job.key == key and job.terms.access == terms.access and not is_ending:
                job.observers.append(observer)
                job.entries += entries
                observer.progressed(job.id, job.progress)
                return job.id
        job = _Job(f"explain-{next(self._numbers)}", key, request, terms, [observer], entries)
        self._jobs[job.id] = job
        job.task = asyncio.create_task(self._explain_in_turn(job), name=job.id)
        # A callback, since a task that is cancelled before its first step never runs a line of its own.
        job.task.add_done_callback(lambda task: self._end(job, task))
        return job.id

    def cancel(self, job_id: str) -> bool:
        """Cancels a job and closes its connection; False if there is no such job any more, or its answer is already being stored."""
        job = self._jobs.get(job_id)
        if job is None or job.task is None or job.settled:
            return False
        return job.task.cancel()

    async def close(self) -> None:
        """Interrupts every job and waits until all have ended. In the journal they stay as they are."""
        tasks = [job.task for job in self._jobs.values() if job.task]
        for job_id, job in tuple(self._jobs.items()):
            job.interrupted = True
            self.cancel(job_id)
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # their callbacks
        await asyncio.gather(*self._ending)
        await self._gemini.close()

    def _end(self, job: _Job, task: asyncio.Task[Narrative]) -> None:
        del self._jobs[job.id]
        ending = asyncio.create_task(self._tell_end(job, _outcome(task)))
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)

    async def _tell_end(self, job: _Job, outcome: Outcome) -> None:
        if not (job.interrupted and outcome == Cancelled()):
            for entry in job.entries:
                await entry.ended(outcome)
        for observer in job.observers:
            observer.ended(job.id, outcome)

    async def _explain_in_turn(self, job: _Job) -> Narrative:
        job.advance("queued")
        async with self._line.place(lambda: self._urgency(job.request)):
            return await self._explain(job)

    async def _explain(self, job: _Job) -> Narrative:
        request, terms = job.request, job.terms
        job.advance("preparing")
        if (known := await terms.shelf.find(job.key)) is not None:
            job.advance("stored")
            return known
        prompt = await self._gemini.prepare(request, terms.secrets)
        await asyncio.to_thread(import_module, "wirelens.explain.answering")  # its library is not for every start of a server
        from wirelens.explain.answering import answer_to  # noqa: PLC0415 - loaded by now, in a thread

        question = Ask(prompt, request.model, terms.access)
        text = await answer_to(question, self._gemini, terms.ledger, self._deadline_seconds, job)
        narrative = await asyncio.to_thread(parse, text, request, datetime.now(UTC))  # it looks at every line that was sent
        job.settled = True
        kept = await terms.shelf.keep(job.key, narrative)
        job.advance("stored")
        return kept


def _outcome(task: asyncio.Task[Narrative]) -> Outcome:
    if task.cancelled():
        return Cancelled()
    match task.exception():
        case None:
            return Stored(task.result())
        case ExplainFailure() as failure:
            return Failed(failure.message)
        case error:
            _log.error("Explaining failed", exc_info=error)
            return Failed(message("explain.unexpected", kind=type(error).__name__))
