"""Keeps the analysis of the workspace up to date: what changes while one run is under way goes into the next."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from wirelens.model.communication_map import CommunicationMap, FileSummary
from wirelens.model.finding import Finding
from wirelens.workspace.analysis_process import AnalysisFailedError, AnalysisProcess, WorkerDiedError
from wirelens.workspace.coalescing import Coalescing
from wirelens.workspace.documents import Document
from wirelens.workspace.exchange import Analysed, Reading, Request, Scope
from wirelens.workspace.folders import Root

_DEATHS_IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class IndexResult:
    """The map and what follows from it. `files` says what is in each file that was read, by file key."""

    map: CommunicationMap
    findings: tuple[Finding, ...]
    files: Mapping[str, FileSummary]


class IndexProgress(Protocol):
    """Hears how the reading of the whole workspace goes, on the event loop."""

    def indexing_began(self) -> None:
        """It began, or began anew."""

    def indexing_reads(self, done: int, total: int) -> None:
        """So many of the files are read."""

    def indexing_ended(self) -> None:
        """All is read, or will not be."""


class IndexOutcomes(Protocol):
    """Hears what came out, on the event loop."""

    def analysed(self, outcome: Analysed) -> None:
        """There is a new result."""

    def analysis_died(self, *, again: bool) -> None:
        """The analysis process ended; `again`: it is started once more."""

    def analysis_failed(self, trace: str) -> None:
        """A fault in Wirelens; the last result stays."""


class Indexing:
    """Collects what changed and has it analysed. `result` is the last outcome, None before the first."""

    def __init__(self, documents: Callable[[], Mapping[str, Document]], outcomes: IndexOutcomes, progress: IndexProgress) -> None:
        self.result: IndexResult | None = None
        self.documents: Mapping[str, Document] = {}
        """The open documents as the result is about them, by file key."""
        self._open_documents = documents
        self._outcomes = outcomes
        self._progress = progress
        self._process = AnalysisProcess(self._reading)
        self._runs = Coalescing(self._run)
        self._advanced = asyncio.Event()
        self._deaths = 0
        self._is_whole = False
        self._scope: Scope | None = None
        self._forget()

    def begin(self, scope: Scope) -> None:
        """Reads everything anew, unless the scope is the same."""
        if scope == self._scope:
            return
        if self._scope is None or scope.folders != self._scope.folders:
            self.result = None
            self.documents = {}
        self._scope = scope
        self._restart()

    def rescan(self, changed: Iterable[str] = ()) -> None:
        """Looks at the disk again; `changed` are keys of files known to have changed."""
        self._rescan = True
        self._changed.update(changed)
        self._request()

    def edited(self, key: str) -> None:
        """A document was opened, changed or closed."""
        self._dirty.add(key)
        self._request()

    async def settled(self, key: str, timeout: float) -> None:  # noqa: ASYNC109 - who waits goes on with what there is, and not by an exception
        """Waits until the result is about the document as it is now, at most `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                while not self._is_over and (self.result is None or key in self._dirty or key in self._in_flight):
                    await self._advanced.wait()
        except TimeoutError:
            return

    @property
    def folders(self) -> tuple[Root, ...]:
        """The folders that the result is about, or will be."""
        return () if self._scope is None else self._scope.folders

    @property
    def process_id(self) -> int | None:
        """The analysis process, None while there is none."""
        return self._process.process_id

    async def close(self) -> None:
        """Ends the run that is under way and the process."""
        await self._runs.close()
        await self._process.close()

    @property
    def _is_over(self) -> bool:
        return self._deaths >= _DEATHS_IN_A_ROW

    def _restart(self) -> None:
        self._is_new_scope = True
        self._runs.request()

    def _request(self) -> None:
        if self._scope is not None:
            self._runs.request()

    def _forget(self) -> None:
        self._is_new_scope = False
        self._rescan = False
        self._changed: set[str] = set()
        self._dirty: set[str] = set()
        self._in_flight: frozenset[str] = frozenset()

    async def _run(self) -> None:
        if self._is_over:
            return
        self._is_whole = self._is_new_scope
        scope = self._scope
        request, documents = self._take()
        if self._is_whole:
            self._progress.indexing_began()
        try:
            outcome = await self._process.ask(request)
        except WorkerDiedError:
            self._died()
        except AnalysisFailedError as error:
            self._outcomes.analysis_failed(str(error))
        else:
            self._deaths = 0
            if scope is self._scope:
                self._accept(outcome, documents)
        finally:
            self._in_flight = frozenset()
            self._advanced.set()
            self._advanced = asyncio.Event()
            if self._is_whole:
                self._progress.indexing_ended()

    def _take(self) -> tuple[Request, Mapping[str, Document]]:
        documents = self._open_documents()
        keys = documents.keys() if self._is_new_scope else self._dirty
        buffers = {key: documents[key].text if key in documents else None for key in keys}
        scope = self._scope if self._is_new_scope else None
        request = Request(scope, self._rescan, frozenset(self._changed), buffers)
        in_flight = frozenset(self._dirty)
        self._forget()
        self._in_flight = in_flight
        return request, documents

    def _accept(self, outcome: Analysed, documents: Mapping[str, Document]) -> None:
        self.documents = documents
        if outcome.map is not None:
            files = {} if self.result is None or self._is_whole else dict(self.result.files)
            for key, summary in outcome.files.items():
                if summary is None:
                    files.pop(key, None)
                else:
                    files[key] = summary
            self.result = IndexResult(outcome.map, outcome.findings, files)
        self._outcomes.analysed(outcome)

    def _died(self) -> None:
        self._deaths += 1
        self._outcomes.analysis_died(again=not self._is_over)
        if not self._is_over:
            self._restart()

    def _reading(self, reading: Reading) -> None:
        if self._is_whole:
            self._progress.indexing_reads(reading.done, reading.total)
