"""What the user does to the workspace's repositories, one act after the other."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from wirelens.repository import acts
from wirelens.repository.acts import Pushing
from wirelens.repository.refusals import GitRefusedError
from wirelens.workspace.folders import Root
from wirelens.workspace.git_status import find_repositories
from wirelens.workspace.git_tracking import GitTracking

__all__ = ["GitActing", "GitPlace", "GitRefusedError", "Pushing"]

Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class GitPlace:
    """A file or folder in a repository: `folder` is in its working tree, `path` leads on from there."""

    folder: Path
    path: str


class GitActing:
    """Each act ends before the next begins, and the state is read anew before its outcome is told.

    Every method may raise `GitRefusedError`.
    """

    def __init__(self, tracking: GitTracking) -> None:
        self._tracking = tracking
        self._turn = asyncio.Lock()

    async def place(self, root: Root, key: str) -> GitPlace | None:
        """Where a file or folder of the workspace's folder `root`, or that itself, is in the innermost repository; None where in none."""
        within = f"{key}/" if key != root.prefix else key
        found = await asyncio.to_thread(find_repositories, (root,), (within,))
        if not found:
            return None
        innermost = found[-1]
        return GitPlace(innermost.folder, within.removeprefix(innermost.prefix).removesuffix("/") or ".")

    async def stage(self, place: GitPlace) -> None:
        """Stages a file as it is on the disk."""
        await self._act(lambda: acts.stage(place.folder, [place.path]))

    async def unstage(self, place: GitPlace) -> None:
        """Takes a file out of the index."""
        await self._act(lambda: acts.unstage(place.folder, [place.path]))

    async def commit(self, place: GitPlace, text: str) -> str:
        """Commits what is staged; answers the commit's name."""
        return await self._act(lambda: acts.commit(place.folder, text))

    async def pushing(self, place: GitPlace) -> Pushing:
        """Where a push would go."""
        return await asyncio.to_thread(acts.pushing, place.folder)

    async def push(self, place: GitPlace, target: Pushing) -> None:
        """Pushes there."""
        await self._act(lambda: acts.push(place.folder, target))

    async def _act(self, act: Callable[[], Outcome]) -> Outcome:
        async with self._turn:
            try:
                return await asyncio.to_thread(act)
            finally:
                await self._tracking.read()
