"""Drafts of commit messages, made apart and remembered as long as the same is staged."""

import asyncio
from collections.abc import Hashable
from pathlib import Path

from wirelens.model.settings import Settings
from wirelens.model.staged_change import StagedChange
from wirelens.repository.location import Location, locate
from wirelens.workspace.apart import answered_apart
from wirelens.workspace.staging import StagedQuestion


class CommitDrafting:
    """Knows what is staged in one repository at a time: the one that was asked about last."""

    def __init__(self) -> None:
        self._state: Hashable = None
        self._reading: asyncio.Task[StagedChange | None] | None = None
        self._under_way = set[asyncio.Task[StagedChange | None]]()

    async def staged(self, folder: Path, settings: Settings) -> StagedChange | None:
        """What is staged in the repository that a folder is in; None where nothing is, or git cannot say.

        Whoever waits for it may stop waiting: it is read to its end for whoever asks next, and for others who wait.

        Raises:
            NoAnswerError: a fault in Wirelens.
        """
        question = StagedQuestion(folder, Settings(services=settings.services, exclude=settings.exclude))
        state = await asyncio.to_thread(_state, question)
        if self._reading is None or state != self._state or _failed(self._reading):
            self._state = state
            self._reading = asyncio.create_task(answered_apart(question))
            self._under_way.add(self._reading)
            self._reading.add_done_callback(self._under_way.discard)
        return await asyncio.shield(self._reading)

    async def close(self) -> None:
        """Ends what is under way."""
        for reading in self._under_way:
            reading.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)


def _failed(reading: "asyncio.Task[StagedChange | None]") -> bool:
    return reading.done() and (reading.cancelled() or reading.exception() is not None)


def _state(question: StagedQuestion) -> Hashable:
    location = locate(question.folder)
    return None if location is None else (location.root, repr(question.settings), *map(_stamp, _files(location)))


def _files(location: Location) -> tuple[Path, ...]:
    """What is another after staging and after a commit."""
    return location.git_dir / "index", location.git_dir / "HEAD", location.git_dir / "logs" / "HEAD"


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size
