"""The analysis in a process of its own, so that the editor's requests never wait for it: `python -P -m wirelens.workspace.worker`.

Requests come in on standard input, replies leave on standard output (see `exchange`). The process ends as soon as its
input does, even in the midst of work: the server is gone then.
"""

import os
import pickle
import queue
import threading
import traceback
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from wirelens.model.communication_map import CommunicationMap, FileSummary
from wirelens.model.finding import Finding
from wirelens.model.settings import Settings
from wirelens.workspace.analysis import Analysis
from wirelens.workspace.exchange import LENGTH_BYTES, Analysed, Failed, Reading, Reply, Request, Scope, frame
from wirelens.workspace.texts import Changes, Texts

_FILES_BETWEEN_REPORTS = 50
_NICENESS = 10


class Worker:
    """Answers requests; holds the analysis and the texts it was given."""

    def __init__(self) -> None:
        self._begin(Scope((), Settings(), git=False))

    def answer(self, request: Request) -> Iterator[Reply]:
        """Reports while it reads, and the outcome last."""
        if request.scope is not None:
            self._begin(request.scope)
        changes = self._texts.edit(request.buffers)
        files = set(changes.files)
        if request.rescan or request.scope is not None:
            changes = self._texts.rescan(request.changed)
            files.update(changes.files)
        faults: list[str] = []
        for number, file in enumerate(sorted(files)):
            if number % _FILES_BETWEEN_REPORTS == 0:
                yield Reading(number, len(files))
            try:
                self._analysis.take_in(file, self._texts.text(file))
            except Exception:  # noqa: BLE001 - a fault in one scanner must not cost the other files their facts
                self._analysis.take_in(file, None)
                faults.append(f"{file}: {traceback.format_exc()}")
        yield self._analysed(changes, tuple(faults))

    def _analysed(self, changes: Changes, faults: tuple[str, ...]) -> Analysed:
        result = self._analysis.update({}, changes.skipped)
        files: dict[str, FileSummary | None] = {file: summary for file, summary in result.files.items() if self._files.get(file) != summary}
        files.update(dict.fromkeys(self._files.keys() - result.files.keys()))
        is_same = not files and (result.map, result.findings) == (self._map, self._findings)
        self._map, self._findings, self._files = result.map, result.findings, result.files
        return Analysed(None if is_same else result.map, result.findings, files, changes.missing, faults)

    def _begin(self, scope: Scope) -> None:
        self._texts = Texts(scope.folders, scope.settings.exclude, git=scope.git)
        self._analysis = Analysis(scope.settings)
        self._map: CommunicationMap | None = None
        self._findings: tuple[Finding, ...] = ()
        self._files: Mapping[str, FileSummary] = {}


def main() -> None:
    """Serves until standard input ends."""
    requests, replies = _private_streams()
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    pending: queue.SimpleQueue[Request] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(requests, pending), daemon=True).start()
    worker = Worker()
    while True:
        request = pending.get()
        try:
            for reply in worker.answer(request):
                replies.write(frame(reply))
                replies.flush()
        except BrokenPipeError:
            return
        except Exception:  # noqa: BLE001 - a fault in the analysis of one tree must not end the process that could analyse the next state of it
            replies.write(frame(Failed(traceback.format_exc())))
            replies.flush()


def _private_streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the server, taken away from standard input and output: a stray `print` must not end up among the replies."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return requests, replies


def _receive(requests: BinaryIO, pending: "queue.SimpleQueue[Request]") -> None:
    while length := requests.read(LENGTH_BYTES):
        pending.put(pickle.loads(requests.read(int.from_bytes(length))))  # noqa: S301 - the other end is the server that started us
    os._exit(0)


if __name__ == "__main__":
    main()
