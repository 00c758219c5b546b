"""Jobs that a server before this one did not end, since it was killed or its editor closed: they go on as soon as the workspace is read."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from wirelens.lsp.job_follower import JobFollower
from wirelens.lsp.server import Server
from wirelens.workspace.folders import Root


def register(server: Server) -> None:
    """Looks for them once in each folder."""
    seen: set[Path] = set()

    def look() -> None:
        session = server.session
        folders = [root for root in session.files.folders if root.path not in seen]
        if session.snapshot is not None and folders:
            seen.update(root.path for root in folders)
            server.start(_resume(server, folders))

    server.on_snapshot.append(look)


async def _resume(server: Server, folders: Sequence[Root]) -> None:
    session = server.session
    explaining = await session.narration.explaining()
    from wirelens.workspace.consent import Ready  # noqa: PLC0415 - loaded by now, in a thread
    from wirelens.workspace.requesting import Subject  # noqa: PLC0415 - as above

    for root in folders:
        # Where the user has not agreed, or no longer, they stay for a server that may ask.
        if not isinstance(await explaining.readiness(root.path, session.settings, is_trusted=session.is_trusted), Ready):
            continue
        for entry in await explaining.left_over(root.path):
            snapshot, settings, record = session.snapshot, session.settings, entry.record
            if snapshot is None:
                return  # other folders were opened meanwhile
            subject = Subject(
                root.path,
                record.scope,
                replace(snapshot, language=record.language),
                replace(settings, gemini=replace(settings.gemini, model=record.model)),
                session.text_of(),
                session.is_trusted,
            )
            await explaining.resume(entry, subject, JobFollower(server, explaining, record.scope.file, opens_report=False))
