"""Commit messages by Gemini, when the user asks for one: as a command's answer, or put into the buffer that git opens for the message."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from wirelens.explain.failure import ExplainFailure
from wirelens.lsp import git
from wirelens.lsp.commit_buffer import first_lines, is_message, range_of, repository_of
from wirelens.lsp.commit_drafts import language_for, what_is_staged
from wirelens.lsp.consent import may_ask
from wirelens.lsp.documents import workspace_edit
from wirelens.lsp.progress import Progress
from wirelens.lsp.server import Server
from wirelens.model.message import Message, message
from wirelens.views.commit_draft import commit_draft, laid_out

if TYPE_CHECKING:
    from wirelens.explain.commit_message import WrittenMessage
    from wirelens.explain.exchange import Receiving
    from wirelens.workspace.commit_writing import AskedMessage, CommitWriting


async def draft_by_gemini(server: Server, uri: str) -> str | None:
    """Answers what Gemini makes of the draft for the repository that a document or folder is in.

    For git's own buffer it answers at once, and puts the message there when it has come: clients give up on commands that take long.
    """
    if is_message(uri):
        server.start(_write_into(server, uri))
        return None
    place = await git.place_of(server, uri)
    return None if place is None else await _written(server, place.folder)


async def _write_into(server: Server, uri: str) -> None:
    session = server.session
    folder, document = await repository_of(server, uri), session.files.document(uri)
    if folder is None or document is None or document.text is None:
        server.notice(message("git.no-repository", file=uri) if session.is_trusted else message("git.untrusted"), "warning")
        return
    before = first_lines(document.text)
    text = await _written(server, folder)
    document = session.files.document(uri)
    if text is None or document is None or document.text is None:
        return
    if first_lines(document.text) != before:
        edit = types.TextEdit(range_of([]), f"{text}\n\n")  # what the user wrote meanwhile stays, below
    elif document.text.startswith("#"):
        edit = types.TextEdit(range_of([]), f"{text}\n")  # git's comments begin at once
    else:
        edit = types.TextEdit(range_of(before), text)
    if not await _applied(server, workspace_edit(server, uri, document.version, edit)):
        server.window_show_message(types.ShowMessageParams(types.MessageType.Info, text))


async def _applied(server: Server, edit: types.WorkspaceEdit) -> bool:
    if not server.client.applies_edits:
        return False
    label = server.text(message("commits.gemini-action"))
    return (await server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit, label))).applied


async def _written(server: Server, folder: Path) -> str | None:
    """The message; None after the user was told why there is none, or wanted none."""
    if folder in server.messages_asked_for:
        server.notice(message("commits.already-asking"), "information")
        return None
    server.messages_asked_for.add(folder)
    try:
        return await _ask(server, folder)
    except ExplainFailure as failure:
        server.notice(failure.message, "error")
        return None
    finally:
        server.messages_asked_for.remove(folder)


async def _ask(server: Server, folder: Path) -> str | None:
    session = server.session
    change = await what_is_staged(server, folder)
    if change is None:
        return None
    language = language_for(server, change)
    explaining = await session.narration.explaining()
    from wirelens.workspace.commit_writing import Drafted  # noqa: PLC0415 - loaded by now, in a thread

    folders, draft = tuple(root.path for root in session.files.folders), commit_draft(change, language).text
    drafted = Drafted(folder, folders, change, draft, language, session.settings, session.is_trusted)
    writing = explaining.messages
    asked = await writing.prepare(drafted)
    if not await may_ask(
        server,
        explaining,
        asked.workspace,
        lambda access: writing.question(access, asked),
        lambda: explaining.show_prompts(asked.workspace, [asked.prompt], drafted.settings),
    ):
        return None
    written = await _followed(server, writing, asked)
    if written is None:
        return None
    server.notice(message("commits.by-gemini", model=drafted.settings.gemini.model), "information")
    return laid_out(written.subject, written.points).text


async def _followed(server: Server, writing: "CommitWriting", asked: "AskedMessage") -> "WrittenMessage | None":
    """What Gemini wrote, with a progress meanwhile; None where the user cancelled that.

    Raises:
        ExplainFailure: there is no answer.
    """
    shown = Progress(server, server.text(message("commits.asking")), on_cancel=lambda: work.cancel())  # noqa: PLW0108 - it comes later
    work = asyncio.ensure_future(writing.write(asked, _Follower(server, shown)))
    try:
        await asyncio.wait([work])
    finally:
        work.cancel()
        shown.end(server.text(message("server.explain-cancelled")) if work.cancelled() else None)
    return None if work.cancelled() else work.result()


@dataclass(frozen=True, slots=True)
class _Follower:
    """Shows how far the asking is."""

    server: Server
    shown: Progress

    async def sending(self) -> None:
        """See `answering.Follower`."""
        self._show(message("explain.stage.sent"))

    def receiving(self, received: "Receiving") -> None:
        """See `answering.Follower`."""
        self._show(message("explain.stage.answering", characters=received.characters))

    def pausing(self, pause: Message) -> None:
        """See `answering.Follower`."""
        self._show(pause)

    def _show(self, sentence: Message) -> None:
        self.shown.report(self.server.text(sentence))
