"""Asking Gemini: whether it may be asked, and the job."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lsprotocol import types

from wirelens.explain.failure import ExplainFailure
from wirelens.lsp.job_follower import JobFollower
from wirelens.lsp.server import Server
from wirelens.lsp.subject import CommandSubject, command_subject
from wirelens.model.message import Message, message
from wirelens.model.narrative import Scope

if TYPE_CHECKING:
    from wirelens.workspace.explaining import Explaining, Subject


async def explain(server: Server, uri: str) -> str | None:
    """Starts a job that explains a file, and answers its id; None where there is none, which the user was told, or wanted."""
    subject = await command_subject(server, uri)
    if subject is None:
        return None
    jobs = await start(server, subject, (Scope("file", subject.key),))
    return jobs[0] if jobs else None


async def start(server: Server, subject: CommandSubject, scopes: Sequence[Scope]) -> list[str]:
    """Starts a job a scope, all in the subject's folder, and answers their ids; none where the user was told why, or wanted none.

    The report of the only one is opened when it is there; of several, none is.
    """
    session = server.session
    explaining = await session.narration.explaining()
    from wirelens.workspace.explaining import Subject  # noqa: PLC0415 - loaded by now, in a thread

    text_of, is_alone = session.text_of(), len(scopes) == 1
    asked = [Subject(subject.root.path, scope, subject.snapshot, session.settings, text_of, session.is_trusted) for scope in scopes]
    try:
        if not await may_ask(server, explaining, asked):
            return []
    except ExplainFailure as failure:
        server.notice(failure.message, "error")
        return []
    jobs: list[str] = []
    for each in asked:
        try:
            jobs.append(await explaining.submit(each, JobFollower(server, explaining, each.scope.file, opens_report=is_alone)))
        except ExplainFailure as failure:
            server.notice(failure.message, "error")
    return jobs


async def cancel(server: Server, job: str) -> bool:
    """Cancels a job; False where it has ended."""
    explaining = await server.session.narration.explaining()
    return explaining.cancel(job)


async def may_ask(server: Server, explaining: "Explaining", subjects: "Sequence[Subject]") -> bool:
    """Whether the user lets Gemini be asked about these subjects of one workspace folder, once asked if need be.

    Raises:
        ExplainFailure: the user's answer could not be kept.
    """
    from wirelens.workspace.consent import Ready, Unready  # noqa: PLC0415 - loaded by now, in a thread

    session, root = server.session, subjects[0].root
    async with server.consenting:
        readiness = await explaining.readiness(root, session.settings, is_trusted=session.is_trusted)
        match readiness:
            case Ready():
                return True
            case Unready():
                server.notice(readiness.reason, "warning")
                return False
            case _:
                agreed = await _agrees(server, await explaining.question(readiness.access, subjects))
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
