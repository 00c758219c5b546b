"""Commands that open reports."""

from pathlib import Path

from wirelens.explain.failure import ExplainFailure
from wirelens.lsp.documents import show_report
from wirelens.lsp.server import Server
from wirelens.lsp.subject import command_subject
from wirelens.model.message import message


async def write_report(server: Server, uri: str) -> None:
    """Writes the report of a file into the cache folder and opens it."""
    subject = await command_subject(server, uri)
    if subject is None:
        return
    explaining = await server.session.narration.explaining()
    try:
        path = await explaining.write_report(subject.root.path, subject.snapshot, subject.key)
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
    narrative = subject.snapshot.narratives.get(subject.key)
    if narrative is None:
        server.notice(message("server.not-explained", file=subject.key), "information")
    elif narrative.report_path is None:
        await write_report(server, uri)
    else:
        await show_report(server, Path(narrative.report_path))
