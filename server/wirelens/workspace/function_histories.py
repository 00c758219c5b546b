"""Which commit last changed a function, looked up when a person asks about it, and kept by content."""

import asyncio
from collections.abc import Callable, Mapping
from typing import TypeVar

from wirelens.model.git_state import Commit, FunctionHistory
from wirelens.model.span import Location
from wirelens.repository.history import committed_text, last_commit
from wirelens.workspace.committed_lines import earlier_lines
from wirelens.workspace.git_status import Repository
from wirelens.workspace.git_tracking import GitTracking
from wirelens.workspace.reading import decode

_KEPT_TEXTS = 8
_KEPT_COMMITS = 512
_Key = TypeVar("_Key")
_Kept = TypeVar("_Kept")

TextOf = Callable[[str], str | None]


class FunctionHistories:
    """Answers from what is kept where HEAD and the function are the same, else asks git in a thread, once at a time."""

    def __init__(self, tracking: GitTracking) -> None:
        self._tracking = tracking
        self._turn = asyncio.Lock()
        self._texts: dict[tuple[Repository, str, str], str | None] = {}
        self._commits: dict[tuple[Repository, str, str, int, int], Commit | None] = {}
        self._looking: dict[tuple[str | None, Location], asyncio.Task[FunctionHistory | None]] = {}

    async def within(self, seconds: float, extent: Location, text_of: TextOf) -> Mapping[Location, FunctionHistory]:
        """The history of the function that is `extent`; empty where git knows none of it, or not so soon: who asks again finds it."""
        found = self._tracking.status.holding(extent.file)
        if found is None or found[1].commit is None or self._tracking.status.changed.get(extent.file) == "?":
            return {}
        repository, commit = found[0], found[1].commit
        key = (commit, extent)
        task = self._looking.get(key)
        if task is None:
            task = self._looking[key] = asyncio.create_task(self._look(repository, commit, extent, text_of))
            task.add_done_callback(lambda _: self._looking.pop(key, None))
        await asyncio.wait({task}, timeout=seconds)
        history = task.result() if task.done() and not task.cancelled() else None
        return {} if history is None else {extent: history}

    async def _look(self, repository: Repository, commit: str, extent: Location, text_of: TextOf) -> FunctionHistory | None:
        async with self._turn:
            return await asyncio.to_thread(self._ask, repository, commit, extent, text_of)

    def _ask(self, repository: Repository, commit: str, extent: Location, text_of: TextOf) -> FunctionHistory | None:
        file = extent.file.removeprefix(repository.prefix)
        place = (repository, commit, file)
        if place not in self._texts:
            content = committed_text(repository.folder, commit, file)
            _keep(self._texts, _KEPT_TEXTS, place, None if content is None else decode(content))
        committed, now = self._texts[place], text_of(extent.file)
        if committed is None or now is None:
            return None
        lines = earlier_lines(committed, now, extent.span.start.line, extent.span.end.line)
        if lines is None:
            return None
        if lines.last < lines.first:
            return FunctionHistory(None, is_edited=True)
        key = (*place, lines.first, lines.last)
        if key not in self._commits:
            _keep(self._commits, _KEPT_COMMITS, key, last_commit(repository.folder, commit, file, lines.first, lines.last))
        last = self._commits[key]
        return None if last is None else FunctionHistory(last, lines.is_edited)


def _keep(kept: dict[_Key, _Kept], most: int, key: _Key, value: _Kept) -> None:
    """Keeps the latest `most`."""
    while len(kept) >= most:
        del kept[next(iter(kept))]
    kept[key] = value
