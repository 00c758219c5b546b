"""Work-done progress that the server starts (LSP 3.18, section "Work Done Progress")."""

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from wirelens.lsp.server import Server


class Progress:
    """One piece of work as the client shows it.

    The client may take its time to create the token, or never answer: work does not wait for it. Nothing is sent to a
    client that cannot show progress.
    """

    def __init__(self, server: "Server", title: str, on_cancel: Callable[[], object] | None = None) -> None:
        self._server = server
        self._title = title
        self._token = str(uuid.uuid4())
        self._has_begun = False
        self._report: types.WorkDoneProgressReport | None = None
        self._end: types.WorkDoneProgressEnd | None = None
        self._on_cancel = on_cancel
        if server.client.creates_progress:
            server.start(self._begin())

    def report(self, message: str, percentage: int | None = None) -> None:
        """Says how far the work is."""
        self._report = types.WorkDoneProgressReport(message=message, percentage=percentage)
        if self._has_begun and self._end is None:
            self._send(self._report)

    def end(self, message: str | None = None) -> None:
        """The work is done, failed or was cancelled."""
        self._end = types.WorkDoneProgressEnd(message=message)
        if self._has_begun:
            self._send(self._end)
            self._server.progress_cancels.pop(self._token, None)

    async def _begin(self) -> None:
        await self._server.protocol.send_request_async(
            types.WINDOW_WORK_DONE_PROGRESS_CREATE, types.WorkDoneProgressCreateParams(self._token)
        )
        self._has_begun = True
        if self._on_cancel is not None:
            self._server.progress_cancels[self._token] = self._on_cancel
        self._send(types.WorkDoneProgressBegin(title=self._title, cancellable=self._on_cancel is not None, percentage=0))
        if self._report is not None:
            self._send(self._report)
        if self._end is not None:
            self.end(self._end.message)

    def _send(self, value: types.WorkDoneProgressBegin | types.WorkDoneProgressReport | types.WorkDoneProgressEnd) -> None:
        self._server.protocol.notify(types.PROGRESS, types.ProgressParams(self._token, value))


def register(server: "Server") -> None:
    """Adds the client's cancelling."""

    def cancel(params: types.WorkDoneProgressCancelParams) -> None:
        on_cancel = server.progress_cancels.get(params.token)
        if on_cancel is not None:
            on_cancel()

    server.feature(types.WINDOW_WORK_DONE_PROGRESS_CANCEL)(cancel)
