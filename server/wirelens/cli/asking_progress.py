"""How the jobs of one `wirelens explain` go, as bars, and what becomes of them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TaskProgressColumn, TextColumn

from wirelens.explain.progress import Cancelled, Failed, Outcome, Stored
from wirelens.explain.progress import Progress as JobProgress
from wirelens.model.message import Message
from wirelens.model.narrative import Narrative

SAME_FAILURES = 3
"""How often in a row the same failure may happen before nothing more is sent: the key is wrong, or the network is gone."""


@dataclass(slots=True)
class Answers:
    """How many files were explained now, were stored before, failed, and were not asked about any more."""

    explained: int = 0
    stored: int = 0
    failed: int = 0
    unasked: int = 0


class Teller(Protocol):
    """Whoever prints for the user."""

    def tell(self, narrative: Narrative) -> None:
        """Prints an explanation."""
        ...

    def say(self, sentence: Message) -> None:
        """Prints a sentence about it."""
        ...

    def text(self, sentence: Message) -> str:
        """The sentence in the user's language."""
        ...


@dataclass(slots=True)
class _Row:
    """One job, and its bar from when it no longer waits."""

    file: str
    job: str = ""
    waits: bool = True
    bar: TaskID | None = None


@dataclass(slots=True)
class _Failures:
    """The last failure, and how often it happened in a row."""

    reason: Message | None = None
    count: int = 0

    def add(self, reason: Message) -> None:
        self.count = self.count + 1 if reason == self.reason else 1
        self.reason = reason


@dataclass(slots=True)
class AskingProgress:
    """Draws the progress of `count` jobs on a terminal and waits for their ends. Everything is called on the event loop."""

    console: Console
    count: int
    teller: Teller
    cancel: Callable[[str], bool]
    answers: Answers
    is_stopped: bool = False
    """Nothing more should be sent: it would fail as well."""

    _bars: Progress = field(init=False)
    _whole: TaskID = field(init=False)
    _rows: list[_Row] = field(default_factory=list[_Row])
    _failures: _Failures = field(default_factory=_Failures)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def __enter__(self) -> Self:
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
        self._bars = Progress(*columns, console=self.console, transient=True, disable=not self.console.is_terminal)
        self._bars.start()
        self._whole = self._bars.add_task("", total=self.count, visible=self.count > 1)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bars.stop()

    def follower(self, file: str) -> "_Follower":
        """The observer of the job about a file."""
        row = _Row(file)
        self._rows.append(row)
        return _Follower(self, row)

    async def all_ended(self) -> None:
        """Waits for the end of every job."""
        while self._rows:
            self._changed.clear()
            await self._changed.wait()

    def progressed(self, row: _Row, job: str, progress: JobProgress) -> None:
        """A job came further."""
        row.job, row.waits = job, progress.stage == "queued"
        if row.bar is None and (self.count == 1 or not row.waits):
            row.bar = self._bars.add_task("", total=100)
        if row.bar is not None:
            stage = self.teller.text(progress.sentence)
            self._bars.update(row.bar, completed=progress.percentage, description=stage if self.count == 1 else f"{row.file}: {stage}")

    def ended(self, row: _Row, outcome: Outcome) -> None:
        """A job is over."""
        self._rows.remove(row)
        if row.bar is not None:
            self._bars.remove_task(row.bar)
        self._bars.advance(self._whole)
        match outcome:
            case Stored(narrative):
                self.answers.explained += 1
                self._failures = _Failures()
                self.teller.tell(narrative)
            case Failed(reason):
                self.answers.failed += 1
                self._failed(reason)
            case Cancelled():
                self.answers.unasked += 1
        self._changed.set()

    def _failed(self, reason: Message) -> None:
        self._failures.add(reason)
        if self._failures.count == 1:
            self.teller.say(reason)
        if reason.key.startswith("usage.limit") or self._failures.count >= SAME_FAILURES:
            self.is_stopped = True
            for row in tuple(self._rows):
                if row.waits:  # what is sent is billed, and may well be answered
                    self.cancel(row.job)


@dataclass(frozen=True, slots=True)
class _Follower:
    """An observer of one job."""

    progress: AskingProgress
    row: _Row

    def progressed(self, job: str, progress: JobProgress) -> None:
        """The job came further."""
        self.progress.progressed(self.row, job, progress)

    def ended(self, job: str, outcome: Outcome) -> None:  # noqa: ARG002 - the observer's form
        """The job is over."""
        self.progress.ended(self.row, outcome)
