"""Asking the user whether Gemini may be asked, and showing exactly what would be sent."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from wirelens.explain.failure import ExplainFailure
from wirelens.lsp.documents import show_report
from wirelens.lsp.server import Server
from wirelens.lsp.subject import command_subject
from wirelens.model.message import Message, message
from wirelens.model.narrative import Scope
from wirelens.model.span import Position
from wirelens.views.code_actions import scopes_at

if TYPE_CHECKING:
    from wirelens.explain.access import Access
    from wirelens.workspace.explaining import Explaining

Shown = tuple[Path, Message]
"""Where it is shown what would be sent, and how much that is."""


async def may_ask(
    server: Server,
    explaining: "Explaining",
    root: Path,
    question: Callable[["Access"], Awaitable[Message]],
    show: Callable[[], Awaitable[Shown]],
) -> bool:
    """Whether the user lets Gemini be asked about something of the workspace folder `root`, once asked if need be.

    Args:
        server: where they are asked.
        explaining: keeps their answer.
        root: the folder that the answer holds for.
        question: what they are asked.
        show: writes what would be sent.

    Raises:
        ExplainFailure: nothing of it is ever sent, or the user's answer could not be kept.
    """
    from wirelens.workspace.consent import Ready, Unready  # noqa: PLC0415 - loaded by now, in a thread

    session = server.session
    async with server.consenting:
        readiness = await explaining.readiness(root, session.settings, is_trusted=session.is_trusted)
        match readiness:
            case Ready():
                return True
            case Unready():
                server.notice(readiness.reason, "warning")
                return False
            case _:
                asked = await question(readiness.access)
                while (answer := await _answer(server, asked)) == "show":
                    await _show(server, show())
                if answer in ("yes", "never"):
                    await explaining.answer(root, session.settings, agreed=answer == "yes")
                return answer == "yes"


async def show_prompt(server: Server, uri: str, position: Position | None = None, kind: str | None = None) -> None:
    """Opens exactly what Gemini would be asked about a file, or about what is at a position, and sends nothing."""
    subject = await command_subject(server, uri)
    if subject is None:
        return
    scope: Scope | None = Scope("file", subject.key)
    if position is not None:
        scopes = scopes_at(subject.snapshot, subject.key, position)
        scope = next((scope for scope in scopes if kind in (None, scope.kind)), None)
    if scope is None:
        server.notice(message("consent.nothing-at-position"), "information")
        return
    session = server.session
    explaining = await session.narration.explaining()
    from wirelens.workspace.requesting import Subject  # noqa: PLC0415 - loaded by now, in a thread

    asked = Subject(subject.root.path, scope, subject.snapshot, session.settings, subject.text_of, session.is_trusted)
    await _show(server, explaining.show([asked]))


async def _answer(server: Server, question: Message) -> str | None:
    """What the user chose: yes, show (what would be sent), never (for this workspace); later, or None, is not now."""
    answers = ("yes", "show", "later", "never")
    titles = {server.text(message(f"server.consent-{answer}")): answer for answer in answers}
    actions = [types.MessageActionItem(title) for title in titles]
    params = types.ShowMessageRequestParams(types.MessageType.Info, server.text(question), actions)
    chosen = await server.window_show_message_request_async(params)
    return None if chosen is None else titles.get(chosen.title)


async def _show(server: Server, showing: Awaitable[Shown]) -> None:
    try:
        path, size = await showing
    except ExplainFailure as failure:
        server.notice(failure.message, "error")
        return
    server.notice(size, "information")
    await show_report(server, path)
