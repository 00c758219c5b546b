"""Commands that open reports."""

from wirelens.explain.failure import ExplainFailure
from wirelens.lsp.documents import show_report
from wirelens.lsp.server import Server
from wirelens.lsp.subject import command_subject
from wirelens.model.message import message


async def write_report(server: Server, uri: str) -> None:
    """Writes the report of a file into the cache folder and opens it."""
    subject = await command_subject(server, uri)
    if subject is not None:
        await open_report(server, subject.key)


async def open_report(server: Server, file: str) -> None:
    """Writes the report of a file that the snapshot has, with what Gemini said of it, and opens it."""
    session = server.session
    if session.snapshot is None:
        return
    explaining = await session.narration.explaining()
    root, snapshot = session.root(file).path, session.snapshot
    try:
        path = await explaining.write_report(root, snapshot, session.settings, session.text_of(), file)
    except ExplainFailure as failure:
        server.notice(failure.message, "error")
        return
    await show_report(server, path)


async def write_project_report(server: Server) -> None:
    """Writes the report of the whole workspace into the cache folder and opens it."""
    session = server.session
    snapshot = session.snapshot
    if not session.folders:
        server.notice(message("server.no-folder"), "information")
        return
    if snapshot is None:
        server.notice(message("server.still-indexing"), "information")
        return
    explaining = await session.narration.explaining()
    try:
        path = await explaining.write_project_report(tuple(root.path for root in session.folders), snapshot)
    except ExplainFailure as failure:
        server.notice(failure.message, "error")
        return
    await show_report(server, path)


async def show_explanation(server: Server, uri: str) -> None:
    """Opens the report with what Gemini said of a file."""
    subject = await command_subject(server, uri)
    if subject is None:
        return
    session = server.session
    explaining = await session.narration.explaining()
    root, file = subject.root.path, subject.key
    if await explaining.standing(root, subject.snapshot, session.settings, session.text_of(), (file,)):
        await open_report(server, file)
    else:
        server.notice(message("server.not-explained", file=file), "information")
