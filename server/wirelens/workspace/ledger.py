"""What Gemini was asked and what that took, as the event loop uses it: counted on a thread of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from wirelens.model.message import Message
from wirelens.model.settings import GeminiSettings
from wirelens.store.usage import Count, Usage
from wirelens.workspace.disk_thread import DiskThread


class UsageBook:
    """The counts of the user, of all workspaces and all servers. Everything is called on the event loop."""

    def __init__(self, state: Path, notify: Callable[[Message], None]) -> None:
        """Touches nothing yet.

        Args:
            state: the user's state folder.
            notify: is told, once, when the counts cannot be kept.
        """
        self._thread = DiskThread(lambda: Usage(state / "usage"), notify, "wirelens-usage")

    def of(self, root: Path, limits: GeminiSettings) -> "WorkspaceLedger":
        """The ledger of one workspace (`explain.jobs.Ledger`)."""
        return WorkspaceLedger(self._thread, root, limits)

    async def today(self) -> tuple[date, Mapping[str, Count]]:
        """The day (UTC) and what was used on it, by the workspace's folder."""
        day = _today()
        return day, await self._thread.run(Usage.of, day)

    async def close(self) -> None:
        """Lets go of the disk, after what was begun before."""
        await self._thread.close()


@dataclass(frozen=True, slots=True)
class WorkspaceLedger:
    """Counts for the workspace at `root`, within `limits`."""

    _thread: DiskThread[Usage]
    root: Path
    limits: GeminiSettings

    async def admit(self, tokens: int) -> Message | None:
        """See `Ledger.admit`."""
        return await self._thread.run(Usage.admit, _today(), self.root, tokens, self.limits)

    async def add(self, tokens: int) -> None:
        """See `Ledger.add`."""
        await self._thread.run(Usage.add, _today(), self.root, tokens)


def _today() -> date:
    return datetime.now(UTC).date()
