"""What Gemini said of the open documents, held against their code again whenever that may have changed."""

import asyncio
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wirelens.model.message import Message
from wirelens.model.narrative import Explanation
from wirelens.model.settings import Settings
from wirelens.model.snapshot import Snapshot
from wirelens.workspace.coalescing import Coalescing
from wirelens.workspace.folders import Root

if TYPE_CHECKING:
    from wirelens.workspace.explaining import Explaining


@dataclass(frozen=True, slots=True)
class Moment:
    """What explanations are held against: a snapshot, and the texts that it is about. `files` are those whose explanations are shown."""

    folders: tuple[Root, ...]
    snapshot: Snapshot
    settings: Settings
    text_of: Callable[[str], str | None]
    files: tuple[str, ...]


class Narration:
    """Loads what explains, and the store with it, when they are first needed."""

    def __init__(
        self,
        notify: Callable[[Message], None],
        moment: Callable[[], Moment | None],
        changed: Callable[[], None],
        attention: Callable[[str], int],
    ) -> None:
        """Holds nothing against anything yet.

        Args:
            notify: is told when the store is in trouble.
            moment: what to hold explanations against now, None while there is nothing.
            changed: is called when `explanations` are others.
            attention: how near a file is to what the user looks at; jobs about it go before others.
        """
        self.explanations: Mapping[str, tuple[Explanation, ...]] = {}
        """By file key, as of the last check."""
        self._notify = notify
        self._moment = moment
        self._changed = changed
        self._attention = attention
        self._explaining: Explaining | None = None
        self._wanted = 0
        self._reached = 0
        self._advanced = asyncio.Event()
        self._checks = Coalescing(self._check)

    @property
    def running(self) -> int:
        """How many jobs have not ended."""
        return 0 if self._explaining is None else self._explaining.running

    @property
    def is_checked(self) -> bool:
        """Whether nothing may have changed since the last check."""
        return self._reached == self._wanted

    def check(self) -> None:
        """Code, settings or explanations may have changed."""
        self._wanted += 1
        self._checks.request()

    async def checked(self, timeout: float) -> None:  # noqa: ASYNC109 - who waits goes on with what there is, and not by an exception
        """Waits until the explanations were checked, at most `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                while not self.is_checked:
                    await self._advanced.wait()
        except TimeoutError:
            return

    async def explaining(self) -> "Explaining":
        """What asks Gemini and keeps what it said."""
        explaining = await asyncio.to_thread(_load)
        from wirelens.explain.jobs import Jobs  # noqa: PLC0415 - loaded by now, in a thread

        if self._explaining is None:
            jobs = Jobs(urgency=lambda request: self._attention(request.file))
            self._explaining = explaining(os.environ, self._notify, jobs=jobs, keeps_journal=True)
        return self._explaining

    async def close(self) -> None:
        """Cancels every job."""
        await self._checks.close()
        explaining, self._explaining = self._explaining, None
        if explaining is not None:
            await explaining.close()

    async def _check(self) -> None:
        wanted, moment = self._wanted, self._moment()
        explanations: dict[str, tuple[Explanation, ...]] = {}
        if moment is not None:
            explaining = await self.explaining()
            for root in moment.folders:
                files = [file for file in moment.files if file.startswith(root.prefix)]
                explanations |= await explaining.standing(root.path, moment.snapshot, moment.settings, moment.text_of, files)
        self._reached = wanted
        if explanations != self.explanations:
            self.explanations = explanations
            self._changed()
        self._advanced.set()
        self._advanced = asyncio.Event()


def _load() -> "type[Explaining]":
    from wirelens.workspace.explaining import Explaining  # noqa: PLC0415 - a tenth of a second that no start should wait for

    return Explaining
