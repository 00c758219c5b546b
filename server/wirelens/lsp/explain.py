"""Asking Gemini: consent, a job, its progress, its end."""

from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from wirelens.explain.failure import ExplainFailure
from wirelens.explain.progress import Cancelled, Failed, Outcome, Stored
from wirelens.explain.progress import Progress as JobProgress
from wirelens.lsp.documents import show_report
from wirelens.lsp.progress import Progress
from wirelens.lsp.server import Server
from wirelens.lsp.subject import CommandSubject, command_subject
from wirelens.model.message import Message, message

if TYPE_CHECKING:
    from wirelens.workspace.explaining import Explaining


async def explain(server: Server, uri: str) -> str | None:
    """Starts a job and answers its id; None where there is none, which the user was told, or wanted."""
    subject = await command_subject(server, uri)
    if subject is None:
        return None
    session = server.session
    explaining = await session.narration.explaining()
    from wirelens.workspace.explaining import Subject  # noqa: PLC0415 - loaded by now, in a thread

    text = await session.text(subject.key)
    if text is None:
        server.notice(message("server.not-in-workspace", file=subject.key), "warning")
        return None
    asked = Subject(subject.root.path, subject.key, text, subject.snapshot, session.settings, session.is_trusted)
    try:
        if not await _may_ask(server, explaining, subject):
            return None
        return await explaining.submit(asked, _Follower(server, explaining, subject.key))
    except ExplainFailure as failure:
        server.notice(failure.message, "error")
        return None


async def cancel(server: Server, job: str) -> bool:
    """Cancels a job; False where it has ended."""
    explaining = await server.session.narration.explaining()
    return explaining.cancel(job)


async def _may_ask(server: Server, explaining: "Explaining", subject: CommandSubject) -> bool:
    """Whether the user lets Gemini be asked about this workspace, once asked if need be.

    Raises:
        ExplainFailure: the user's answer could not be kept.
    """
    from wirelens.workspace.explaining import Ready, Unready  # noqa: PLC0415 - loaded by now, in a thread

    session, root = server.session, subject.root.path
    readiness = await explaining.readiness(root, session.settings, is_trusted=session.is_trusted)
    match readiness:
        case Ready():
            return True
        case Unready():
            server.notice(readiness.reason, "warning")
            return False
        case _:
            agreed = await _agrees(server, readiness.question)
            if agreed is not None:
                await explaining.answer(root, session.settings, agreed=agreed)
            return agreed is True


async def _agrees(server: Server, question: Message) -> bool | None:
    """The user's answer: yes, never for this workspace, or (None) not now."""
    yes, later, never = (server.text(message(f"server.consent-{answer}")) for answer in ("yes", "later", "never"))
    actions = [types.MessageActionItem(title) for title in (yes, later, never)]
    params = types.ShowMessageRequestParams(types.MessageType.Info, server.text(question), actions)
    chosen = await server.window_show_message_request_async(params)
    title = None if chosen is None else chosen.title
    return {yes: True, never: False}.get(title or "")


class _Follower:
    """Shows how a job goes, and what comes of it."""

    def __init__(self, server: Server, explaining: "Explaining", file: str) -> None:
        self._server = server
        self._explaining = explaining
        self._file = file
        self._shown: Progress | None = None

    def progressed(self, job: str, progress: JobProgress) -> None:
        """The job came further."""
        server = self._server
        if self._shown is None:
            title = server.text(message("server.explaining", file=self._file))
            self._shown = Progress(server, title, on_cancel=lambda: self._explaining.cancel(job))
            server.jobs_changed()
        self._shown.report(server.text(message(f"explain.stage.{progress.stage}")), progress.percentage)

    def ended(self, job: str, outcome: Outcome) -> None:  # noqa: ARG002 - the observer's form
        """The job is over."""
        server = self._server
        server.jobs_changed()
        match outcome:
            case Stored(narrative):
                end = message("server.explained")
                server.session.narrated()
                if narrative.report_path is not None:
                    server.start(show_report(server, Path(narrative.report_path)))
            case Failed(reason):
                end = message("server.explain-failed")
                server.notice(reason, "error")
            case Cancelled():
                end = message("server.explain-cancelled")
        if self._shown is not None:
            self._shown.end(server.text(end))
