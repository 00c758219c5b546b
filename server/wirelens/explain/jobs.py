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
from typing import Protocol

from wirelens.explain.access import Access
from wirelens.explain.answer import parse
from wirelens.explain.client import Gemini, GenaiGemini, Reply
from wirelens.explain.failure import ExplainFailure
from wirelens.explain.preparation import prepare
from wirelens.explain.progress import Cancelled, Failed, Observer, Outcome, Progress, Stage, Stored
from wirelens.explain.request import Request
from wirelens.model.message import message
from wirelens.model.narrative import Narrative

_log = logging.getLogger(__name__)

PERCENTAGES: dict[Stage, int] = {"queued": 0, "preparing": 5, "sent": 15, "answering": 20, "stored": 100}
USUAL_CHARACTERS = 2_500
"""The usual length of an answer: what the share of the stage `answering` is reckoned by."""


class Shelf(Protocol):
    """Where answers are kept, by the request's key. Nothing here raises: a broken shelf finds nothing and keeps nothing."""

    async def find(self, key: str) -> Narrative | None:
        """The narrative under a key."""
        ...

    async def keep(self, key: str, narrative: Narrative) -> Narrative:
        """Keeps a narrative under a key and returns it as it can be shown from now on."""
        ...


class Ledger(Protocol):
    """Where the tokens of a day (UTC) are counted. Nothing here raises."""

    async def spent_today(self) -> int:
        """The tokens of today, of all workspaces."""
        ...

    async def add(self, tokens: int) -> None:
        """Counts tokens that were billed."""
        ...


@dataclass(frozen=True, slots=True)
class Terms:
    """Under which terms a job runs. `max_tokens_per_day` 0 means no limit."""

    access: Access
    shelf: Shelf
    ledger: Ledger
    max_tokens_per_day: int = 0


@dataclass(slots=True, eq=False)
class _Job:
    """A job under way. `settled` is set from the moment when its answer is being stored: it can no longer be cancelled."""

    id: str
    request: Request
    terms: Terms
    observers: list[Observer]
    progress: Progress = field(default_factory=lambda: Progress("queued", 0))
    task: asyncio.Task[Narrative] | None = None
    settled: bool = False
    tokens: int = 0

    def advance(self, stage: Stage, characters: int = 0) -> None:
        """Tells the observers how far the job is."""
        share = PERCENTAGES[stage]
        if stage == "answering":
            share += round(75 * characters / (characters + USUAL_CHARACTERS / 2))
        self.progress = Progress(stage, share, max(characters, self.progress.characters))
        for observer in tuple(self.observers):
            observer.progressed(self.id, self.progress)


class Jobs:
    """The jobs of one process. Everything is called on its event loop."""

    def __init__(self, connect: Callable[[Access], Gemini] = GenaiGemini, *, concurrency: int = 4, deadline_seconds: float = 180.0) -> None:
        """Starts without jobs.

        Args:
            connect: how Gemini is reached.
            concurrency: how many requests may be open at a time; further jobs wait.
            deadline_seconds: how long one request may take, from its sending to its last byte.
        """
        self._connect = connect
        self._deadline_seconds = deadline_seconds
        self._places = asyncio.Semaphore(concurrency)
        self._jobs: dict[str, _Job] = {}
        self._numbers = itertools.count(1)

    @property
    def running(self) -> int:
        """How many jobs have not ended."""
        return len(self._jobs)

    def submit(self, request: Request, terms: Terms, observer: Observer) -> str:
        """Starts a job, or joins the one that asks the same, and returns its id."""
        for job in self._jobs.values():
            if job.request.key == request.key and job.terms.access == terms.access:
                job.observers.append(observer)
                observer.progressed(job.id, job.progress)
                return job.id
        job = _Job(f"explain-{next(self._numbers)}", request, terms, [observer])
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
        """Cancels every job and waits until all have ended."""
        tasks = [job.task for job in self._jobs.values() if job.task]
        for job_id in tuple(self._jobs):
            self.cancel(job_id)
        await asyncio.gather(*tasks, return_exceptions=True)

    def _end(self, job: _Job, task: asyncio.Task[Narrative]) -> None:
        del self._jobs[job.id]
        outcome = _outcome(task)
        for observer in job.observers:
            observer.ended(job.id, outcome)

    async def _explain_in_turn(self, job: _Job) -> Narrative:
        job.advance("queued")
        async with self._places:
            return await self._explain(job)

    async def _explain(self, job: _Job) -> Narrative:
        request, terms = job.request, job.terms
        job.advance("preparing")
        if (known := await terms.shelf.find(request.key)) is not None:
            job.advance("stored")
            return known
        if terms.max_tokens_per_day and await terms.ledger.spent_today() >= terms.max_tokens_per_day:
            raise ExplainFailure(message("explain.budget", limit=terms.max_tokens_per_day))
        prompt = await asyncio.to_thread(prepare, request, terms.access)
        gemini = self._connect(terms.access)
        await gemini.connect()

        def on_reply(reply: Reply) -> None:
            job.tokens = reply.tokens
            job.advance("answering", len(reply.text))

        job.advance("sent")
        try:
            async with asyncio.timeout(self._deadline_seconds):
                text = await gemini.ask(prompt, request.model, on_reply)
        except TimeoutError as error:
            raise ExplainFailure(message("explain.timeout", seconds=round(self._deadline_seconds))) from error
        finally:
            if job.tokens:
                await asyncio.shield(terms.ledger.add(job.tokens))
        narrative = parse(text, request, datetime.now(UTC))
        job.settled = True
        kept = await terms.shelf.keep(request.key, narrative)
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
