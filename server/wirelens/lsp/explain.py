"""Asking Gemini: whether it may be asked, and the job."""

from collections.abc import Sequence

from wirelens.explain.failure import ExplainFailure
from wirelens.lsp.consent import may_ask
from wirelens.lsp.job_follower import JobFollower
from wirelens.lsp.server import Server
from wirelens.lsp.subject import CommandSubject, command_subject
from wirelens.model.narrative import Scope


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
    from wirelens.workspace.requesting import Subject  # noqa: PLC0415 - loaded by now, in a thread

    is_alone = len(scopes) == 1
    asked = [Subject(subject.root.path, scope, subject.snapshot, session.settings, subject.text_of, session.is_trusted) for scope in scopes]
    try:
        if not await may_ask(
            server, explaining, subject.root.path, lambda access: explaining.question(access, asked), lambda: explaining.show(asked)
        ):
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
