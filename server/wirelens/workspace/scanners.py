"""Scanning on all cores: this process and others beside it, which are started when there is much to do and end with it."""

import os
import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator

from wirelens.pipes import frame, read_frame
from wirelens.starting import start
from wirelens.workspace.children import SCANNING, streams
from wirelens.workspace.skimming import Job, Skimmed, skim

_BATCH = 32
"""Files at a time: enough that handing over costs nothing beside them, few enough that nobody waits long for the last."""

_ALONE = 150
"""Files that this process has scanned before another is started."""

_MOST_BESIDE = 3
"""More processes would wait for this one, which links."""

_Batch = list[Job]
_Answer = list[Skimmed | None]


class Scanners:
    """Skims many files at once."""

    def __init__(self, beside: int | None = None) -> None:
        """`beside` is how many processes scan besides this one, None for one a core in all."""
        self._count = min(_MOST_BESIDE, (os.cpu_count() or 1) - 1) if beside is None else beside
        self._beside: list[_Beside] = []
        self._answers: queue.SimpleQueue[tuple[_Beside, _Answer | None]] = queue.SimpleQueue()

    def skim(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Skimmed | None]]:
        """Each job with what came out, in no order."""
        todo = list(jobs)
        batches = deque(todo[at : at + _BATCH] for at in range(0, len(todo), _BATCH))
        if len(todo) > _ALONE:
            self._start()
            for beside in self._beside:
                beside.take_from(batches)
        while batches:
            batch = batches.popleft()
            for job in batch:
                yield job, skim(job)
                yield from self._finished(batches)
        while any(beside.under_way for beside in self._beside):
            yield from self._finished(batches, wait=True)
            while batches and not any(beside.under_way for beside in self._beside):  # those that a process which ended has left
                for job in batches.popleft():
                    yield job, skim(job)

    def close(self) -> None:
        """Ends the processes, whatever they are doing."""
        for beside in self._beside:
            beside.close()
        self._beside.clear()

    def _start(self) -> None:
        while len(self._beside) < self._count:
            try:
                self._beside.append(_Beside(self._answers))
            except OSError:
                self._count = 0  # this process can do it alone

    def _finished(self, batches: "deque[_Batch]", *, wait: bool = False) -> Iterator[tuple[Job, Skimmed | None]]:
        while wait or not self._answers.empty():
            wait = False
            beside, answer = self._answers.get()
            if answer is None:
                if beside in self._beside:  # it ended: what it had is done by others
                    self._beside.remove(beside)
                    self._count -= 1
                    beside.close()
                    batches.extendleft(beside.under_way)
                    beside.under_way.clear()
                continue
            batch = beside.under_way.popleft()
            beside.take_from(batches)
            yield from zip(batch, answer, strict=True)


class _Beside:
    """Another process. `under_way` are the batches that it has."""

    _AHEAD = 2

    def __init__(self, answers: "queue.SimpleQueue[tuple[_Beside, _Answer | None]]") -> None:
        """Raises OSError where it cannot be started."""
        self.under_way: deque[_Batch] = deque()
        self._process = start(SCANNING)
        self._requests, self._replies = streams(self._process)
        threading.Thread(target=self._listen, args=(answers,), daemon=True).start()

    def take_from(self, batches: "deque[_Batch]") -> None:
        """Takes as many batches as it should have at hand."""
        while batches and len(self.under_way) < self._AHEAD:
            batch = batches.popleft()
            self.under_way.append(batch)
            try:
                self._requests.write(frame(batch))
                self._requests.flush()
            except OSError:
                return  # it ended, as its listener will tell

    def close(self) -> None:
        self._process.kill()
        self._process.wait()

    def _listen(self, answers: "queue.SimpleQueue[tuple[_Beside, _Answer | None]]") -> None:
        try:
            while True:
                answers.put((self, read_frame(self._replies)))
        except (EOFError, OSError, ValueError):
            answers.put((self, None))
