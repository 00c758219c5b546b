"""Commands that open reports."""

from wirelens.lsp.documents import show_written
from wirelens.lsp.server import Server
from wirelens.lsp.subject import command_subject, workspace_snapshot
from wirelens.model.message import message


async def write_report(server: Server, uri: str) -> None:
    """Writes the report of a file into the cache folder and opens it."""
    subject = await command_subject(server, uri)
    if subject is not None:
        await open_report(server, subject.key)


async def open_report(server: Server, file: str) -> None:
    """Writes the report of a file, with what Gemini said of it, and opens it; none of a file that the workspace no longer has."""
    session = server.session
    explaining = await session.narration.explaining()
    snapshot = session.snapshot
    if snapshot is None or file not in snapshot.files:
        return
    await show_written(server, explaining.write_report(session.files.root(file).path, snapshot, session.settings, session.text_of(), file))


async def write_project_report(server: Server) -> None:
    """Writes the report of the whole workspace into the cache folder and opens it."""
    snapshot = workspace_snapshot(server)
    if snapshot is None:
        return
    folders = tuple(root.path for root in server.session.files.folders)
    explaining = await server.session.narration.explaining()
    await show_written(server, explaining.write_project_report(folders, snapshot))


async def show_explanation(server: Server, uri: str) -> None:
    """Opens the report with what Gemini said of a file."""
    subject = await command_subject(server, uri)
    if subject is None:
        return
    session = server.session
    explaining = await session.narration.explaining()
    root, file = subject.root.path, subject.key
    if await explaining.standing(root, subject.snapshot, session.settings, subject.text_of, (file,)):
        await open_report(server, file)
    else:
        server.notice(message("server.not-explained", file=file), "information")
