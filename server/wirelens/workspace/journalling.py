"""The journal of jobs as the event loop uses it: on a thread of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from wirelens.explain.progress import Cancelled, Failed, Outcome, Stored
from wirelens.explain.request import Request
from wirelens.model.message import Message
from wirelens.workspace.disk_thread import DiskThread

if TYPE_CHECKING:
    from wirelens.store.journal import Journal, Record


class JobJournal:
    """`store.journal.Journal` behind one thread. Everything is called on the event loop."""

    def __init__(self, state: Path, notify: Callable[[Message], None]) -> None:
        """Touches nothing yet.

        Args:
            state: the user's state folder.
            notify: is told, once, when the journal cannot be kept.
        """
        self._thread = DiskThread(lambda: _open(state / "jobs"), notify, "wirelens-journal")

    async def begin(self, root: Path, request: Request) -> "JournalEntry":
        """Writes down a new job of the workspace at `root`."""

        def begin(journal: "Journal") -> "Record":
            return journal.begin(root, request.scope, request.language, request.model, request.key)

        return JournalEntry(self._thread, root, await self._thread.run(begin))

    async def take_over(self, root: Path) -> tuple["JournalEntry", ...]:
        """The jobs of the workspace at `root` that were begun elsewhere and will not be ended there."""
        records = await self._thread.run(lambda journal: journal.take_over(root))
        return tuple(JournalEntry(self._thread, root, record) for record in records)

    async def close(self) -> None:
        """Leaves the jobs that have not ended to whoever looks next."""
        await self._thread.close()


class JournalEntry:
    """One job in the journal (`explain.terms.Entry`)."""

    def __init__(self, thread: "DiskThread[Journal]", root: Path, record: "Record") -> None:
        """The job that `record` says."""
        self._thread = thread
        self._root = root
        self.record = record

    async def sent(self) -> None:
        """See `Entry.sent`."""
        self.record = await self._thread.run(lambda journal: journal.sent(self._root, self.record))

    async def ended(self, outcome: Outcome) -> None:
        """See `Entry.ended`."""
        match outcome:
            case Stored():
                self.record = await self._thread.run(lambda journal: journal.end(self._root, self.record, "stored"))
            case Failed(reason):
                self.record = await self._thread.run(lambda journal: journal.end(self._root, self.record, "failed", reason.key))
            case Cancelled():
                self.record = await self._thread.run(lambda journal: journal.end(self._root, self.record, "cancelled"))


def _open(folder: Path) -> "Journal":
    from wirelens.store.journal import Journal  # noqa: PLC0415 - on the thread, where loading its lock stalls nobody

    return Journal(folder)
