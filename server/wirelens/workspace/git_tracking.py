"""Keeps what git says of the workspace up to date, without asking while nothing happens."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from wirelens.workspace.coalescing import Coalescing
from wirelens.workspace.folders import Root
from wirelens.workspace.git_status import GitStatus, find_repositories, read_status

if TYPE_CHECKING:
    from wirelens.repository.watching import Watch

_SECONDS_TOGETHER = 0.1
"""A commit changes several files of git's; who commits again and again (a rebase) is looked at ten times a second at most."""


@dataclass(frozen=True, slots=True)
class GitScope:
    """Where to look: the workspace's folders, and the keys of files that may be in repositories inside."""

    folders: tuple[Root, ...]
    files: Iterable[str]


class GitObserver(Protocol):
    """Hears of changes, on the event loop."""

    def __call__(self, *, other_files: bool) -> None:
        """Git says something else than before; `other_files`: there may be others on the disk."""


class GitTracking:
    """What git says now. `scope` says where to look, None where git may not be asked."""

    def __init__(self, scope: Callable[[], GitScope | None], on_change: GitObserver) -> None:
        self.status = GitStatus()
        self._scope = scope
        self._on_change = on_change
        self._runs = Coalescing(self._read)
        self._turn = asyncio.Lock()
        self._watch: Watch | None = None
        self._pause: asyncio.TimerHandle | None = None
        self._files = 0

    def files_read(self, count: int) -> None:
        """So many files are read; those that were not there before may be in repositories of their own."""
        if count != self._files:
            self._files = count
            self.request()

    def files_changed(self, keys: Iterable[str]) -> None:
        """Files changed on the disk. Git's own are no news while they are watched: other programs' `git status` alone writes some."""
        if self._watch is None or not all(".git" in key.split("/") for key in keys):
            self.request()

    def request(self) -> None:
        """Asks git anew."""
        self._runs.request()

    async def read(self) -> None:
        """Asks git now. Who stops waiting does not end that: a thread cannot be stopped, and two must not read at once."""
        await asyncio.shield(self._read())

    async def _read(self) -> None:
        scope = self._scope()
        if scope is None:
            return
        loop = asyncio.get_running_loop()

        def heard() -> None:
            with suppress(RuntimeError):  # the loop is closed
                loop.call_soon_threadsafe(self._heard)

        async with self._turn:
            status = await asyncio.to_thread(self._look, scope, heard)
            if status != self.status:
                before, self.status = self.status, status
                self._on_change(other_files=bool(before.states) and before.files != status.files)

    async def close(self) -> None:
        """Asks no more."""
        if self._pause is not None:
            self._pause.cancel()
        await self._runs.close()
        if self._watch is not None:
            self._watch.close()

    def _look(self, scope: GitScope, heard: Callable[[], None]) -> GitStatus:
        repositories = find_repositories(scope.folders, scope.files)
        if self._watch is None and repositories:
            from wirelens.repository.watching import Watch  # noqa: PLC0415 - 90 ms to load, for who has a repository

            self._watch = Watch(heard)
        if self._watch is not None:
            self._watch.follow(repository.location for repository in repositories)  # first, so that no change falls between
        return read_status(repositories)

    def _heard(self) -> None:
        if self._pause is None:
            self._pause = asyncio.get_running_loop().call_later(_SECONDS_TOGETHER, self._paused)

    def _paused(self) -> None:
        self._pause = None
        self.request()
