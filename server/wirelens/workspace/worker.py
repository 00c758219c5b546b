"""The analysis in a process of its own, so that the editor's requests never wait for it: `python -P -m wirelens.workspace.worker`.

Requests come in on standard input, replies leave on standard output (see `exchange`). The process ends as soon as its
input does, even in the midst of work: the server is gone then.
"""

import queue
import traceback
from collections.abc import Iterator, Mapping

from wirelens.model.communication_map import CommunicationMap, FileSummary
from wirelens.model.finding import Finding
from wirelens.model.settings import Settings
from wirelens.pipes import be_nice, frame, private_streams, receive
from wirelens.repository import hardened_git
from wirelens.workspace.collection import collect_all, collect_seldom
from wirelens.workspace.exchange import Analysed, Failed, Kept, Reply, Request, Scope
from wirelens.workspace.freed_memory import give_back
from wirelens.workspace.pipeline import Pipeline
from wirelens.workspace.results import AnalysisResult, result_encoding
from wirelens.workspace.scanners import Scanners
from wirelens.workspace.splice import MapChange, changes

_SECONDS_OF_PEACE = 1.0
"""So long nothing is asked before what can wait is done."""


class Worker:
    """Answers requests; holds all that is known of the workspace."""

    def __init__(self) -> None:
        self._scanners = Scanners()
        self._begin(Scope((), Settings(), git=False))

    def answer(self, request: Request) -> Iterator[Reply]:
        """Reports while it reads, and the outcome last."""
        if request.scope is not None:
            was_linked = self._map is not None
            self._begin(request.scope)
            if was_linked:
                collect_all()
            if (outcome := self._pipeline.last_outcome) is not None:
                yield Kept(outcome)
        self._recall()
        self._pipeline.take_in(request.buffers, rescan=request.rescan or request.scope is not None, changed=request.changed)
        if request.scope is not None and self._pipeline.is_as_kept:
            self._is_told_as_kept = True
            yield Analysed(None, (), {}, self._pipeline.missing, self._pipeline.take_faults(), is_as_kept=True)
            return
        result = yield from self._pipeline.run({}, rescan=False)
        yield self._analysed(result)
        self._scanners.close()  # they are started again where there is much to scan again

    def rest(self) -> None:
        """Does what could wait."""
        self._recall()
        linked = self._pipeline.prepare()
        if linked is not None and self._map is not None and changes(self._map, linked.map) is None:
            self._map = linked.map  # once is enough of what is the same
        self._pipeline.keep()
        self._pipeline.let_go()
        self._scanners.close()
        give_back()

    def _recall(self) -> None:
        """Reads what the server was told to take as it was kept: what comes out next is compared with it."""
        kept = self._pipeline.kept_result() if self._is_told_as_kept else None
        self._is_told_as_kept = False
        if kept is not None:
            self._map, self._findings, self._files = kept.map, kept.findings, kept.files

    def _analysed(self, result: AnalysisResult) -> Analysed:
        before, self._map = self._map, result.map
        known, self._files = self._files, result.files
        files: dict[str, FileSummary | None] = {}
        if known is not result.files:
            files = {
                file: summary for file, summary in result.files.items() if (last := known.get(file)) is not summary and last != summary
            }
            files.update(dict.fromkeys(known.keys() - result.files.keys()))
        change = None if before is None else changes(before, result.map)
        is_same = before is not None and change is None and not files and result.findings == self._findings
        self._findings = result.findings
        if before is not None and change is None and not is_same:
            change = MapChange({}, result.map.coverage)
        return Analysed(
            result.map if before is None else None, result.findings, files, self._pipeline.missing, self._pipeline.take_faults(), change
        )

    def _begin(self, scope: Scope) -> None:
        self._pipeline = Pipeline(scope.folders, scope.settings, git=scope.git, scanners=self._scanners)
        self._map: CommunicationMap | None = None
        self._findings: tuple[Finding, ...] = ()
        self._files: Mapping[str, FileSummary] = {}
        self._is_told_as_kept = False


def main() -> None:
    """Serves until standard input ends."""
    requests, replies = private_streams()
    be_nice()
    collect_seldom()
    pending = receive(requests)
    worker = Worker()
    _get_ready()
    has_rested = True
    while True:
        try:
            request: Request = pending.get(timeout=None if has_rested else _SECONDS_OF_PEACE)
        except queue.Empty:
            has_rested = True
            _rest(worker)
            continue
        has_rested = False
        try:
            for reply in worker.answer(request):
                replies.write(frame(reply))
                replies.flush()
        except BrokenPipeError:
            return
        except Exception:  # noqa: BLE001 - a fault in the analysis of one tree must not end the process that could analyse the next state of it
            replies.write(frame(Failed(traceback.format_exc())))
            replies.flush()


def _get_ready() -> None:
    """Does what the first request would wait for and nothing in it can change: the server itself is still loading."""
    hardened_git.load()
    result_encoding()


def _rest(worker: Worker) -> None:
    try:
        worker.rest()
    except Exception:  # noqa: BLE001 - the next request meets the same fault, and tells of it
        traceback.print_exc()


if __name__ == "__main__":
    main()
