"""The language server: one connection, one session, and what the methods' handlers share."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import default_converter

from wirelens import __version__
from wirelens.lsp.client import ClientFeatures
from wirelens.lsp.configuration import Options
from wirelens.lsp.editing import Editing
from wirelens.lsp.progress import Progress
from wirelens.lsp.protocol import Protocol
from wirelens.messages import render
from wirelens.model.message import Message, message
from wirelens.workspace.session import Session, Weight

if TYPE_CHECKING:
    from wirelens.lsp.job_follower import JobFollower

_log = logging.getLogger(__name__)

_WEIGHTS: dict[Weight, types.MessageType] = {
    "error": types.MessageType.Error,
    "warning": types.MessageType.Warning,
    "information": types.MessageType.Info,
}


class Server(LanguageServer):
    """Observes its session and tells the client of it."""

    protocol: Protocol  # pyright: ignore[reportIncompatibleVariableOverride] - pygls makes it of the class it is given, once

    def __init__(self) -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType] - pygls passes further arguments on untyped
            "wirelens", __version__, protocol_cls=Protocol, converter_factory=default_converter
        )
        self.client = ClientFeatures()
        self.options = Options()
        self.session = Session(self)
        self.on_snapshot: list[Callable[[], None]] = []
        """Called when the session has another snapshot."""
        self.on_pause: list[Callable[[], None]] = []
        """Called when the user paused in editing."""
        self.editing = Editing(self._paused, self.session.is_analysed)
        self.on_jobs: list[Callable[[], None]] = []
        """Called when a job began or ended."""
        self.followed_jobs: dict[str, JobFollower] = {}
        """Who shows a job, by its id."""
        self.consenting = asyncio.Lock()
        """Held while the user is asked whether Gemini may be asked: who wants the same meanwhile takes that answer."""
        self.messages_asked_for: set[Path] = set()
        """Folders of the repositories for whose commit Gemini is writing a message."""
        self.progress_cancels: dict[types.ProgressToken, Callable[[], object]] = {}
        """What to do when the user cancels a progress."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._indexing: Progress | None = None

    def text(self, notice: Message) -> str:
        """The message in the user's language, as plain text: VS Code's notifications make Markdown links active, even to commands."""
        return render(notice, self.session.language).replace("](", "] (")

    def notice(self, notice: Message, weight: Weight) -> None:
        """Tells the user."""
        self.window_show_message(types.ShowMessageParams(type=_WEIGHTS[weight], message=self.text(notice)))

    def fault(self, trace: str) -> None:
        """Writes a fault into the log."""
        _log.error("%s", trace)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Runs work that no request waits for; what it raises goes into the log."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def indexing_began(self) -> None:
        """Shows that the workspace is being read."""
        if self._indexing is None:
            self._indexing = Progress(self, self.text(message("server.indexing")))

    def indexing_reads(self, done: int, total: int) -> None:
        """Shows how far it is read."""
        if self._indexing is not None and total:
            self._indexing.report(self.text(message("server.indexing-files", done=done, total=total)), 100 * done // total)

    def indexing_ended(self) -> None:
        """Shows what was found."""
        if self._indexing is not None:
            self._indexing.end(self._summary())
            self._indexing = None

    def snapshot_changed(self) -> None:
        """Has everything that shows a snapshot show the new one."""
        for show in self.on_snapshot:
            show()

    def _paused(self) -> None:
        for show in self.on_pause:
            show()

    def jobs_changed(self) -> None:
        """Has everything that shows jobs show them anew."""
        for show in self.on_jobs:
            show()

    def report_server_error(self, error: Exception, source: object) -> None:
        """Logs it; a popup would help nobody."""
        _log.error("%s: %s", source, error, exc_info=error)

    async def end(self) -> None:
        """Ends all that is under way."""
        for task in tuple(self._tasks):
            task.cancel()
        await self.session.end()

    def _summary(self) -> str | None:
        snapshot = self.session.snapshot
        if snapshot is None:
            return None
        coverage = snapshot.map.coverage
        return self.text(message("server.indexed", files=coverage.files, endpoints=coverage.endpoints, calls=coverage.calls))

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("Background work failed", exc_info=error)
